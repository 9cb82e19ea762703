"""Borders and merged cells."""

from __future__ import annotations

from typing import Any

from tests.emulator.asking import Asking
from tests.emulator.entering import with_value
from tests.emulator.masks import coloured
from tests.emulator.model import Cell, Sheet
from tests.emulator.places import Area
from tests.emulator.problems import invalid

Message = dict[str, Any]


def _update_borders(asking: Asking, asked: Message) -> None:
    sheet, area = asking.area(asked.get("range", {}))
    asking.must_edit(area)
    sides = {key: coloured(border) for key, border in asked.items() if key != "range"}
    for row, column in list(sheet.places(area)):
        wanted = _sides_of(sides, area, row, column)
        sheet.put(row, column, _bordered(sheet.cell(row, column), wanted))


def _sides_of(sides: Message, area: Area, row: int, column: int) -> Message:
    """Return the borders that one cell of `area` gets on each side."""
    edges = {
        "top": row == area.top,
        "bottom": row == (area.bottom or 0) - 1,
        "left": column == area.left,
        "right": column == (area.right or 0) - 1,
    }
    inner = {
        "top": "innerHorizontal",
        "bottom": "innerHorizontal",
        "left": "innerVertical",
        "right": "innerVertical",
    }
    named = {side: side if edge else inner[side] for side, edge in edges.items()}
    return {side: sides[name] for side, name in named.items() if name in sides}


def _bordered(cell: Cell, wanted: Message) -> Cell:
    shape = dict(cell.get("userEnteredFormat", {}))
    borders = dict(shape.pop("borders", {}))
    for side, border in wanted.items():
        borders.pop(side, None)
        if border.get("style", "NONE") not in ("NONE", "STYLE_UNSPECIFIED"):
            borders[side] = border
    rest = {key: part for key, part in cell.items() if key != "userEnteredFormat"}
    shape |= {"borders": borders} if borders else {}
    return rest | ({"userEnteredFormat": shape} if shape else {})


def _merge_cells(asking: Asking, asked: Message) -> None:
    sheet, area = asking.area(asked.get("range", {}))
    asking.must_edit(area)
    _check_merges(sheet, area)
    sheet.merges = [old for old in sheet.merges if not area.covers(old)]
    for part in _parts(area, asked.get("mergeType", "MERGE_ALL")):
        places = list(sheet.places(part))
        if len(places) < 2:
            continue
        first = next((place for place in places if "userEnteredValue" in sheet.cell(*place)), None)
        value = sheet.cell(*first)["userEnteredValue"] if first else None
        for place in places:
            sheet.put(*place, with_value(sheet.cell(*place), None))
        sheet.put(*places[0], with_value(sheet.cell(*places[0]), value))
        sheet.merges.append(part)


def _check_merges(sheet: Sheet, area: Area) -> None:
    """Refuse where `area` holds only a part of merged cells."""
    for old in sheet.merges:
        if old.meets(area) and not area.covers(old):
            raise invalid("You must select all cells in a merged range to merge or unmerge them.")


def _parts(area: Area, kind: str) -> list[Area]:
    rows = range(area.top or 0, area.bottom or 0)
    columns = range(area.left or 0, area.right or 0)
    if kind == "MERGE_ROWS":
        return [Area(area.sheet, row, row + 1, area.left, area.right) for row in rows]
    if kind == "MERGE_COLUMNS":
        return [Area(area.sheet, area.top, area.bottom, one, one + 1) for one in columns]
    return [area]


def _unmerge_cells(asking: Asking, asked: Message) -> None:
    sheet, area = asking.area(asked.get("range", {}))
    asking.must_edit(area)
    _check_merges(sheet, area)
    sheet.merges = [old for old in sheet.merges if not old.meets(area)]


ANSWERS = {
    "updateBorders": _update_borders,
    "mergeCells": _merge_cells,
    "unmergeCells": _unmerge_cells,
}
