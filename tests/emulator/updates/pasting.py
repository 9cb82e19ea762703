"""Cells copied, cut, pushed aside and closed up."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from tests.emulator.asking import Asking, check_on_grid
from tests.emulator.entering import with_value
from tests.emulator.model import EMPTY, Cell, Sheet
from tests.emulator.places import COLUMNS, ROWS, Area
from tests.emulator.problems import NotAnsweredError, invalid
from tests.emulator.references import rewritten
from tests.emulator.seeing import View, extended
from tests.emulator.updates.shifting import insert_lines

Message = dict[str, Any]
_PARTS = {
    "PASTE_NORMAL": None,
    "PASTE_NO_BORDERS": None,
    "PASTE_VALUES": ("userEnteredValue",),
    "PASTE_FORMULA": ("userEnteredValue",),
    "PASTE_FORMAT": ("userEnteredFormat",),
    "PASTE_DATA_VALIDATION": ("dataValidation",),
}


def pasted(cell: Cell, source: Cell, kind: str) -> Cell:
    """Return `cell` once `source` has been pasted over it."""
    parts = _PARTS.get(kind, ())
    if parts is None:
        if kind == "PASTE_NO_BORDERS" and "borders" in source.get("userEnteredFormat", {}):
            raise NotAnsweredError("PASTE_NO_BORDERS of cells with borders")
        return source
    if not parts:
        raise NotAnsweredError(f"the pasteType {kind}")
    kept = {key: part for key, part in cell.items() if key not in parts}
    return kept | {key: source[key] for key in parts if key in source}


def _copy_paste(asking: Asking, asked: Message) -> None:
    sheet, source = asking.area(asked.get("source", {}))
    target_sheet, target = asking.area(asked.get("destination", {}))
    kind = asked.get("pasteType", "PASTE_NORMAL")
    if asked.get("pasteOrientation", "NORMAL") != "NORMAL":
        raise NotAnsweredError("copyPaste turned by TRANSPOSE")
    height, width = _size(source)
    down, right = _size(target)
    repeats = down % height == 0 and right % width == 0
    target = replace(
        target,
        bottom=(target.top or 0) + (down if repeats else max(height, 1)),
        right=(target.left or 0) + (right if repeats else max(width, 1)),
    )
    check_on_grid(target_sheet, target)
    asking.must_edit(target)
    cells = _cells(asking, sheet, source, kind)
    for row, column in list(target_sheet.places(target)):
        place = ((row - (target.top or 0)) % height, (column - (target.left or 0)) % width)
        by = (row - place[0] - (source.top or 0), column - place[1] - (source.left or 0))
        new = moved_formula(cells[place], *by)
        target_sheet.put(row, column, pasted(target_sheet.cell(row, column), new, kind))


def _cells(asking: Asking, sheet: Sheet, area: Area, kind: str) -> dict[tuple[int, int], Cell]:
    """Return the cells of `area` by their place in it; pasted values are no formulas any more."""
    view = View(asking.book)
    cells = {}
    for row, column in sheet.places(area):
        cell = sheet.cell(row, column)
        formula = "formulaValue" in cell.get("userEnteredValue", {})
        if kind == "PASTE_VALUES" and formula:
            value = view.value(sheet, row, column)
            cell = with_value(cell, extended(value) if value is not None else None)
        cells[row - (area.top or 0), column - (area.left or 0)] = cell
    return cells


def moved_formula(cell: Cell, down: int, right: int) -> Cell:
    """Return `cell` with the references of its formula moved as a copy moves them."""
    formula = cell.get("userEnteredValue", {}).get("formulaValue")
    if not formula or (down, right) == (0, 0):
        return cell
    moved = rewritten(formula, lambda reference: reference.moved_by(down, right))
    return {**cell, "userEnteredValue": {"formulaValue": moved}}


def _cut_paste(asking: Asking, asked: Message) -> None:
    sheet, source = asking.area(asked.get("source", {}))
    start = asked.get("destination", {})
    target_sheet = asking.sheet(start.get("sheetId", 0))
    height, width = _size(source)
    top, left = start.get("rowIndex", 0), start.get("columnIndex", 0)
    target = Area(target_sheet.id, top, top + height, left, left + width)
    check_on_grid(target_sheet, target)
    asking.must_edit(source)
    asking.must_edit(target)
    kind = asked.get("pasteType", "PASTE_NORMAL")
    if kind != "PASTE_NORMAL":
        raise NotAnsweredError(f"cutPaste with the pasteType {kind}")
    cells = [(place, sheet.cell(*place)) for place in sheet.places(source)]
    for place, _ in cells:
        sheet.put(*place, EMPTY)
    for (row, column), cell in cells:
        target_sheet.put(row - (source.top or 0) + top, column - (source.left or 0) + left, cell)


def _insert_range(asking: Asking, asked: Message) -> None:
    sheet, area = asking.area(asked.get("range", {}))
    dimension = _dimension(asked)
    _refuse_marks(asking, sheet, area, dimension)
    _push(asking, sheet, area, dimension)


def _push(asking: Asking, sheet: Sheet, area: Area, dimension: str) -> None:
    """Move the cells at and beyond `area` by its size; the grid grows if filled cells would leave it."""
    place = 0 if dimension == ROWS else 1
    count = _size(area)[place]
    beyond = area.with_span(dimension, area.span(dimension)[0], None)
    asking.must_edit(beyond)
    held = [(at, sheet.cell(*at)) for at in sheet.places(beyond) if sheet.cell(*at)]
    missing = max((at[place] + count + 1 for at, _ in held), default=0) - sheet.size[place]
    if missing > 0:
        insert_lines(asking.book, sheet, dimension, sheet.size[place], missing)
    for at, _ in held:
        sheet.put(*at, EMPTY)
    for (row, column), cell in held:
        sheet.put(*((row + count, column) if place == 0 else (row, column + count)), cell)


def _delete_range(asking: Asking, asked: Message) -> None:
    sheet, area = asking.area(asked.get("range", {}))
    dimension = _dimension(asked)
    _refuse_marks(asking, sheet, area, dimension)
    place = 0 if dimension == ROWS else 1
    count = _size(area)[place]
    start = area.span(dimension)[0] or 0
    beyond = area.with_span(dimension, start, None)
    asking.must_edit(beyond)
    held = [(at, sheet.cell(*at)) for at in sheet.places(beyond) if sheet.cell(*at)]
    for at, _ in held:
        sheet.put(*at, EMPTY)
    for (row, column), cell in held:
        if (row, column)[place] >= start + count:
            sheet.put(*((row - count, column) if place == 0 else (row, column - count)), cell)


def _dimension(asked: Message) -> str:
    dimension = str(asked.get("shiftDimension", "DIMENSION_UNSPECIFIED"))
    if dimension not in (ROWS, COLUMNS):
        raise invalid("No shiftDimension specified.")
    return dimension


def _refuse_marks(asking: Asking, sheet: Sheet, area: Area, dimension: str) -> None:
    """Refuse to push or close up cells where merges or ranges would have to move in part."""
    beyond = area.with_span(dimension, area.span(dimension)[0], None)
    fixed = [
        *sheet.merges,
        *(Area.of(one["range"]) for one in sheet.protected),
        *(Area.of(one["range"]) for one in asking.book.named),
        *(Area.of(place) for rule in sheet.rules for place in rule["ranges"]),
        *(Area.of(one["range"]) for one in sheet.bands),
        *([Area.of(sheet.filter["range"])] if sheet.filter else []),
    ]
    if any(one.meets(beyond) for one in fixed):
        raise NotAnsweredError(
            "insertRange and deleteRange beside merges, filters, rules, bands, names or protections"
        )


def _size(area: Area) -> tuple[int, int]:
    return (area.bottom or 0) - (area.top or 0), (area.right or 0) - (area.left or 0)


ANSWERS = {
    "copyPaste": _copy_paste,
    "cutPaste": _cut_paste,
    "insertRange": _insert_range,
    "deleteRange": _delete_range,
}
