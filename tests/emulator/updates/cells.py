"""Writing cells: values, formats, notes and checks."""

from __future__ import annotations

import re
from typing import Any

from tests.emulator.asking import Asking, check_on_grid
from tests.emulator.entering import typed, with_value
from tests.emulator.locales import Locale
from tests.emulator.masks import (
    Mask,
    MaskError,
    check_mask,
    coloured,
    update_mask,
    updated,
    wants,
)
from tests.emulator.model import Cell, Sheet
from tests.emulator.places import ROWS, Area
from tests.emulator.problems import NotAnsweredError, invalid
from tests.emulator.schemas import SHEETS
from tests.emulator.seeing import FORMATTED, SERIAL, View
from tests.emulator.updates.pasting import moved_formula
from tests.emulator.updates.shifting import insert_lines

Message = dict[str, Any]
_LONGEST = 50_000
_READ_ONLY = ("effectiveValue", "effectiveFormat", "formattedValue", "hyperlink")
_PLAIN = frozenset({"userEnteredValue", "note"})
_UNKNOWN = ("pivotTable", "dataSourceTable", "dataSourceFormula", "chipRuns")


def cell_mask(asked: Message) -> Mask:
    """Return the mask of a request that changes cells.

    Raises:
        ApiError: If it lists nothing or a field that cells do not have.
        NotAnsweredError: If it lists what this tool does not keep.
    """
    mask = update_mask(asked.get("fields"))
    try:
        check_mask(SHEETS, "CellData", mask)
    except MaskError as error:
        raise invalid(f"Invalid field: {error}") from error
    for field in _UNKNOWN:
        if field in mask:
            raise NotAnsweredError(f"{field} of cells")
    return mask


def changed(cell: Cell, new: Cell, mask: Mask) -> Cell:
    """Return `cell` with the fields of `mask` as in `new`."""
    value = new.get("userEnteredValue", {})
    if wants(mask, "userEnteredValue"):
        _check_value(value)
    result = updated(cell, new, mask)
    if mask and "userEnteredValue" in mask and "textFormatRuns" not in mask:
        result.pop("textFormatRuns", None)
    for field in _READ_ONLY:
        result.pop(field, None)
    if value == {"stringValue": ""}:
        result.pop("userEnteredValue", None)
    return {key: part for key, part in result.items() if part not in ("", {}, [])}


def _check_value(value: Message) -> None:
    if len(value) > 1:
        raise invalid("userEnteredValue may hold one value only.")
    if "errorValue" in value:
        raise invalid("userEnteredValue.errorValue is read-only.")
    if len(str(value.get("stringValue", ""))) > _LONGEST:
        raise invalid(
            f"Your input contains more than the maximum of {_LONGEST} characters in a single cell."
        )
    formula = value.get("formulaValue")
    if formula is not None and not formula.startswith("="):
        raise invalid("userEnteredValue.formulaValue must begin with '='.")


def _update_cells(asking: Asking, asked: Message) -> None:
    mask = cell_mask(asked)
    rows = asked.get("rows", [])
    bounded = "range" in asked
    if bounded == ("start" in asked):
        raise invalid("Exactly one of 'start' and 'range' must be specified.")
    if bounded:
        sheet, area = asking.area(asked["range"])
    else:
        sheet, area = _from_start(asking, asked["start"], rows)
    _check_inside(rows, area)
    asking.must_edit(area)
    given = {
        ((area.top or 0) + down, (area.left or 0) + right): _coloured(cell)
        for down, row in enumerate(rows)
        for right, cell in enumerate(row.get("values", []))
    }
    places = sheet.places(area) if bounded else iter(given)
    for row, column in places:
        cell = changed(sheet.cell(row, column), given.get((row, column), {}), mask)
        sheet.put(row, column, cell)


def _coloured(cell: Message) -> Message:
    """Return `cell` with its colours in both spellings; cells that hold a value only are many."""
    return cell if cell.keys() <= _PLAIN else coloured(cell)


def _from_start(asking: Asking, start: Message, rows: list[Message]) -> tuple[Sheet, Area]:
    sheet = asking.sheet(start.get("sheetId", 0))
    top, left = start.get("rowIndex", 0), start.get("columnIndex", 0)
    width = max((len(row.get("values", [])) for row in rows), default=0)
    area = Area(sheet.id, top, top + max(len(rows), 1), left, left + max(width, 1))
    check_on_grid(sheet, area)
    return sheet, area


def _check_inside(rows: list[Message], area: Area) -> None:
    height, width = (area.bottom or 0) - (area.top or 0), (area.right or 0) - (area.left or 0)
    if len(rows) > height:
        raise invalid(
            f"Attempting to write row: {area.bottom}, beyond the last requested row of: "
            f"{(area.bottom or 0) - 1}"
        )
    if any(len(row.get("values", [])) > width for row in rows):
        raise invalid(
            f"Attempting to write column: {area.right}, beyond the last requested column of: "
            f"{(area.right or 0) - 1}"
        )


def _repeat_cell(asking: Asking, asked: Message) -> None:
    mask = cell_mask(asked)
    sheet, area = asking.area(asked.get("range", {}))
    new = coloured(asked.get("cell", {}))
    asking.must_edit(area)
    for row, column in list(sheet.places(area)):
        moved = moved_formula(new, row - (area.top or 0), column - (area.left or 0))
        sheet.put(row, column, changed(sheet.cell(row, column), moved, mask))


def _append_cells(asking: Asking, asked: Message) -> None:
    mask = cell_mask(asked)
    sheet = asking.sheet(asked.get("sheetId", 0))
    rows = asked.get("rows", [])
    filled = [place for place, line in enumerate(sheet.lines) if _holds_data(line.cells)]
    top = filled[-1] + 1 if filled else 0
    width = max((len(row.get("values", [])) for row in rows), default=0)
    if width > sheet.size[1]:
        raise invalid(
            f"Attempting to write column: {sheet.size[1]}, beyond the last requested column of: "
            f"{sheet.size[1] - 1}"
        )
    missing = top + len(rows) - len(sheet.lines)
    if missing > 0:
        insert_lines(asking.book, sheet, ROWS, len(sheet.lines), missing)
    asking.must_edit(Area(sheet.id, top, top + max(len(rows), 1), 0, max(width, 1)))
    for down, row in enumerate(rows):
        for column, cell in enumerate(row.get("values", [])):
            old = sheet.cell(top + down, column)
            sheet.put(top + down, column, changed(old, coloured(cell), mask))


def _holds_data(cells: dict[int, Cell]) -> bool:
    return any("userEnteredValue" in cell for cell in cells.values())


def _find_replace(asking: Asking, asked: Message) -> Message:
    found = _pattern(asked)
    areas = _searched(asking, asked)
    view = View(asking.book)
    locale = Locale(asking.book.properties["locale"])
    counts = {"valuesChanged": 0, "formulasChanged": 0, "occurrencesChanged": 0}
    sheets, rows = set(), set()
    for sheet, area in areas:
        for row in range(area.top or 0, area.bottom or 0):
            for column in sorted(sheet.lines[row].cells):
                if not area.holds(row, column):
                    continue
                cell = sheet.cell(row, column)
                formula = cell.get("userEnteredValue", {}).get("formulaValue")
                if formula and not asked.get("includeFormulas"):
                    continue
                text = formula or view.rendered(sheet, row, column, FORMATTED, SERIAL)
                new, times = found.subn(_replacement(asked), text)
                if not times or not text:
                    continue
                asking.must_edit(Area(sheet.id, row, row + 1, column, column + 1))
                bare = with_value(cell, None)
                sheet.put(row, column, typed(new, bare, locale, asking.today))
                counts["formulasChanged" if formula else "valuesChanged"] += 1
                counts["occurrencesChanged"] += times
                sheets.add(sheet.id)
                rows.add((sheet.id, row))
    return counts | {"rowsChanged": len(rows), "sheetsChanged": len(sheets)}


def _replacement(asked: Message) -> Any:
    text = asked.get("replacement", "")
    if asked.get("searchByRegex"):
        return re.sub(r"\$(\d)", r"\\\1", text)
    return lambda match: text


def _pattern(asked: Message) -> re.Pattern[str]:
    if not asked.get("find"):
        raise invalid("'find' must be specified.")
    text = asked["find"] if asked.get("searchByRegex") else re.escape(asked["find"])
    if asked.get("matchEntireCell"):
        text = rf"\A(?:{text})\Z"
    try:
        return re.compile(text, 0 if asked.get("matchCase") else re.IGNORECASE)
    except re.error as error:
        raise invalid(f"Invalid regular expression: {asked['find']}") from error


def _searched(asking: Asking, asked: Message) -> list[tuple[Sheet, Area]]:
    if asked.get("allSheets"):
        return [(sheet, sheet.closed(Area(sheet.id))) for sheet in asking.book.sheets]
    if "range" in asked:
        return [asking.area(asked["range"])]
    sheet = asking.sheet(asked.get("sheetId", 0))
    return [(sheet, sheet.closed(Area(sheet.id)))]


ANSWERS = {
    "updateCells": _update_cells,
    "repeatCell": _repeat_cell,
    "appendCells": _append_cells,
    "findReplace": _find_replace,
}
