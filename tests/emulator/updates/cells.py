"""Cells: values, formats, notes and validation rules."""

from __future__ import annotations

import re
from collections.abc import Sequence

from tests.emulator.api_errors import NotAnsweredError, invalid
from tests.emulator.displayed_values import FORMATTED, View
from tests.emulator.masks import Mask, update_mask, updated, wants
from tests.emulator.messages import (
    CellData,
    ExtendedValue,
    Message,
    RowData,
)
from tests.emulator.model import EMPTY, Sheet, with_box
from tests.emulator.ranges import ROWS, Area
from tests.emulator.request_context import Answers, RequestContext, check_on_grid
from tests.emulator.typed_input import with_value
from tests.emulator.updates.shifting import insert

_MOST_LETTERS = 50_000
"""In one cell.  Source: help page "Files you can store in Google Drive"."""


class _Change:
    """Cells with the fields of a mask as in others; equal pairs are one object, and changed once."""

    def __init__(self, fields: str | None) -> None:
        self._mask = update_mask(fields, "CellData")
        self._known: dict[tuple[int, int], tuple[CellData, CellData, CellData]] = {}

    def put(self, sheet: Sheet, row: int, column: int, new: CellData) -> None:
        """Change one cell."""
        cell = sheet.cell(row, column)
        pair = id(cell), id(new)
        if pair not in self._known:  # both are kept, so that no other object gets their ids
            self._known[pair] = cell, new, with_box(_changed(cell, new, self._mask))
        sheet.put(row, column, self._known[pair][2])


def _changed(cell: CellData, new: CellData, mask: Mask) -> CellData:
    """Return `cell` with the fields of `mask` as in `new`; a new value removes runs of rich text."""
    if wants(mask, "userEnteredValue"):
        _check_value(new.get("userEnteredValue", {}))
    result = updated(cell, new, mask)
    for runs in ("textFormatRuns", "chipRuns"):
        if "userEnteredValue" in mask and runs not in mask:
            result.pop(runs, None)
    if "chipRuns" in mask and new.get("chipRuns"):
        result["userEnteredValue"] = _with_chips(new)
    result.pop("effectiveValue", None)
    result.pop("formattedValue", None)
    if result.get("userEnteredValue") == {"stringValue": ""}:
        del result["userEnteredValue"]
    return {key: part for key, part in result.items() if part not in ("", [], {})}


def _with_chips(cell: CellData) -> ExtendedValue:
    """Return the text of a cell with each placeholder replaced by its person.

    Source: guide "Smart chips"; that the text is the address then is an assumption.
    """
    text = cell.get("userEnteredValue", {}).get("stringValue", "")
    parts = text.split("@")
    people = [run["chip"] for run in cell.get("chipRuns", []) if "chip" in run]
    if len(parts) != len(people) + 1:
        raise invalid("The number of chips must be that of the placeholders (@).")
    shown = [parts[0]]
    for person, part in zip(people, parts[1:], strict=True):
        shown += [_shown(person), part]
    return {"stringValue": "".join(shown)}


def _shown(chip: Message) -> str:
    person, link = chip.get("personProperties", {}), chip.get("richLinkProperties", {})
    return str(person.get("email") or link.get("uri", ""))


def _check_value(value: ExtendedValue) -> None:
    if len(value) > 1:
        raise invalid("userEnteredValue may hold one value only.")
    if "errorValue" in value:
        raise invalid("userEnteredValue.errorValue is read-only.")
    if len(value.get("stringValue", "")) > _MOST_LETTERS:
        raise invalid(
            f"Your input contains more than the maximum of {_MOST_LETTERS} characters in a single "
            "cell."
        )
    formula = value.get("formulaValue")
    if formula is not None and not formula.startswith("="):
        raise invalid("userEnteredValue.formulaValue must begin with '='.")


def _update_cells(context: RequestContext, asked: Message) -> None:
    change = _Change(asked.get("fields"))
    rows = asked.get("rows", [])
    bounded = "range" in asked
    if bounded == ("start" in asked):
        raise invalid("Exactly one of 'start' and 'range' must be specified.")
    if bounded:
        sheet, area = context.area(asked["range"])
    else:
        sheet, area = _from_start(context, asked["start"], rows)
    _check_inside(rows, area)
    context.must_edit(area)
    given = {
        (at, column): cell
        for at, row in enumerate(rows, start=area.rows.start)
        for column, cell in enumerate(row.get("values", []), start=area.columns.start)
    }
    for row, column in sheet.positions(area) if bounded else given:
        new = given.get((row, column), EMPTY)
        change.put(sheet, row, column, new)


def _from_start(
    context: RequestContext, start: Message, rows: Sequence[RowData]
) -> tuple[Sheet, Area]:
    sheet = context.sheet(start.get("sheetId", 0))
    top, left = start.get("rowIndex", 0), start.get("columnIndex", 0)
    area = Area(sheet.id, top, top + max(len(rows), 1), left, left + max(_width(rows), 1))
    check_on_grid(sheet, area)
    return sheet, area


def _width(rows: Sequence[RowData]) -> int:
    return max((len(row.get("values", [])) for row in rows), default=0)


def _check_inside(rows: Sequence[RowData], area: Area) -> None:
    if len(rows) > len(area.rows):
        raise _outside("row", area.rows.stop)
    if _width(rows) > len(area.columns):
        raise _outside("column", area.columns.stop)


def _outside(name: str, position: int) -> Exception:
    return invalid(
        f"Attempting to write {name}: {position}, beyond the last requested {name} of: {position - 1}"
    )


def _repeat_cell(context: RequestContext, asked: Message) -> None:
    change = _Change(asked.get("fields"))
    sheet, area = context.area(asked.get("range", {}))
    new = asked.get("cell", {})
    context.must_edit(area)
    for row, column in sheet.positions(area):
        change.put(sheet, row, column, new)


def _append_cells(context: RequestContext, asked: Message) -> None:
    change = _Change(asked.get("fields"))
    sheet = context.sheet(asked.get("sheetId", 0))
    rows = asked.get("rows", [])
    width = _width(rows)
    if width > sheet.size[1]:
        raise _outside("column", sheet.size[1])
    unticked = context.book.behaviour.append_over_checkboxes
    filled = [
        place for place, row in enumerate(sheet.rows) if _has_data(row.cells, but_unticked=unticked)
    ]
    top = filled[-1] + 1 if filled else 0
    missing = top + len(rows) - len(sheet.rows)
    if missing > 0:
        insert(sheet, ROWS, len(sheet.rows), missing)
    context.must_edit(Area(sheet.id, top, top + max(len(rows), 1), 0, max(width, 1)))
    for down, row in enumerate(rows, start=top):
        for column, cell in enumerate(row.get("values", [])):
            change.put(sheet, down, column, cell)


def _has_data(cells: dict[int, CellData], *, but_unticked: bool) -> bool:
    empty: list[ExtendedValue] = [{"boolValue": False}] if but_unticked else []
    return any(
        "userEnteredValue" in cell and cell["userEnteredValue"] not in empty
        for cell in cells.values()
    )


def _find_replace(context: RequestContext, asked: Message) -> Message:
    """Empty the cells that show what is to be found, from beginning to end; formulas are left."""
    if asked.get("replacement") or not (asked.get("matchEntireCell") and asked.get("matchCase")):
        raise NotAnsweredError("findReplace that does anything but empty entire cells")
    pattern = re.compile(asked["find"] if asked.get("searchByRegex") else re.escape(asked["find"]))
    view = View(context.book)
    sheet, area = context.area(asked.get("range", {"sheetId": asked.get("sheetId", 0)}))
    for row, column in sheet.positions(area):
        cell = sheet.cell(row, column)
        if "formulaValue" in cell.get("userEnteredValue", {}):
            continue
        text = str(view.rendered(sheet, row, column, FORMATTED))
        if text and pattern.fullmatch(text):
            context.must_edit(Area(sheet.id, row, row + 1, column, column + 1))
            sheet.put(row, column, with_value(cell, None))
    return {}


ANSWERS: Answers = {
    "updateCells": _update_cells,
    "repeatCell": _repeat_cell,
    "appendCells": _append_cells,
    "findReplace": _find_replace,
}
