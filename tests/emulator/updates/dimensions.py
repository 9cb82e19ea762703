"""Rows and columns: more, fewer, elsewhere, wider, hidden."""

from __future__ import annotations

from typing import Any

from tests.emulator.asking import Asking
from tests.emulator.masks import update_mask, updated
from tests.emulator.model import Sheet
from tests.emulator.places import ROWS, Area
from tests.emulator.problems import NotAnsweredError, invalid
from tests.emulator.seeing import FORMATTED, SERIAL, View
from tests.emulator.updates.shifting import FROZEN, delete_lines, insert_lines, move_lines

Message = dict[str, Any]
_LETTER, _MARGIN = 7, 6
"""Pixels by which a fitted column grows with a letter, and around it."""


def _lines(asking: Asking, given: Message) -> tuple[Sheet, str, int, int]:
    """Return tab, dimension, start and end of a DimensionRange."""
    sheet = asking.sheet(given.get("sheetId", 0))
    dimension = given.get("dimension", "DIMENSION_UNSPECIFIED")
    if dimension not in FROZEN:
        raise invalid("No dimension specified.")
    count = sheet.size[0 if dimension == ROWS else 1]
    start, end = given.get("startIndex", 0), given.get("endIndex", count)
    if start < 0 or end <= start:
        raise invalid(f"endIndex[{end}] must be greater than startIndex[{start}]")
    return sheet, dimension, start, end


def _span(sheet: Sheet, dimension: str, start: int, end: int) -> Area:
    return Area(sheet.id).with_span(dimension, start, end)


def _append_dimension(asking: Asking, asked: Message) -> None:
    sheet = asking.sheet(asked.get("sheetId", 0))
    dimension = asked.get("dimension", "DIMENSION_UNSPECIFIED")
    length = asked.get("length", 0)
    if dimension not in FROZEN:
        raise invalid("No dimension specified.")
    if length < 1:
        raise invalid("length must be at least 1.")
    asking.must_insert(sheet, dimension, sheet.size[0 if dimension == ROWS else 1])
    insert_lines(asking.book, sheet, dimension, sheet.size[0 if dimension == ROWS else 1], length)


def _insert_dimension(asking: Asking, asked: Message) -> None:
    sheet, dimension, start, end = _lines(asking, asked.get("range", {}))
    count = sheet.size[0 if dimension == ROWS else 1]
    before = asked.get("inheritFromBefore", False)
    if start > count:
        raise invalid(f"range.startIndex[{start}] is after the last of the {count} in the grid.")
    if before and start == 0:
        raise invalid("inheritFromBefore cannot be true if inserting at the start of the grid.")
    asking.must_insert(sheet, dimension, start)
    like = start - 1 if before else start
    neighbour = like if like < count else None
    insert_lines(asking.book, sheet, dimension, start, end - start, like=neighbour)


def _delete_dimension(asking: Asking, asked: Message) -> None:
    sheet, dimension, start, end = _lines(asking, asked.get("range", {}))
    count = sheet.size[0 if dimension == ROWS else 1]
    name = "row" if dimension == ROWS else "column"
    if end > count:
        raise invalid(
            f"Cannot delete a {name} that doesn't exist. Tried to delete {name} index "
            f"{max(start, count)} but there are only {count} {name}s."
        )
    if end - start == count:
        raise invalid(f"You can't delete all the {name}s on the sheet.")
    frozen = sheet.properties.get("gridProperties", {}).get(FROZEN[dimension], 0)
    if frozen and start <= frozen and end == count:
        raise invalid(f"Sorry, it is not possible to delete all non-frozen {name}s.")
    asking.must_edit(_span(sheet, dimension, start, end))
    delete_lines(asking.book, sheet, dimension, start, end)


def _move_dimension(asking: Asking, asked: Message) -> None:
    sheet, dimension, start, end = _lines(asking, asked.get("source", {}))
    count = sheet.size[0 if dimension == ROWS else 1]
    to = asked.get("destinationIndex", 0)
    if end > count or not 0 <= to <= count:
        raise invalid("source and destinationIndex must lie within the grid.")
    if start <= to <= end:
        raise invalid("destinationIndex must lie outside of source.")
    asking.must_edit(_span(sheet, dimension, start, end))
    asking.must_insert(sheet, dimension, to)
    move_lines(asking.book, sheet, dimension, start, end, to)


def _update_dimension_properties(asking: Asking, asked: Message) -> None:
    if "range" not in asked:
        raise NotAnsweredError("updateDimensionProperties without 'range'")
    sheet, dimension, start, end = _lines(asking, asked["range"])
    asking.must_edit_tab(sheet)
    mask = update_mask(asked.get("fields"))
    odd = set(mask) - {"pixelSize", "hiddenByUser"}
    if odd:
        raise NotAnsweredError(f"updateDimensionProperties of {', '.join(sorted(odd))}")
    if end > sheet.size[0 if dimension == ROWS else 1]:
        raise invalid("range must lie within the grid.")
    for place in range(start, end):
        old = sheet.lines[place].properties if dimension == ROWS else sheet.columns[place]
        new = updated(old, asked.get("properties", {}), mask)
        if dimension == ROWS:
            sheet.lines[place].properties = new
        else:
            sheet.columns[place] = new


def _auto_resize_dimensions(asking: Asking, asked: Message) -> None:
    if "dimensions" not in asked:
        raise NotAnsweredError("autoResizeDimensions without 'dimensions'")
    sheet, dimension, start, end = _lines(asking, asked["dimensions"])
    view = View(asking.book)
    for place in range(start, min(end, sheet.size[0 if dimension == ROWS else 1])):
        if dimension == ROWS:
            sheet.lines[place].properties.pop("pixelSize", None)
            continue
        texts = [
            str(view.rendered(sheet, row, place, FORMATTED, SERIAL))
            for row, line in enumerate(sheet.lines)
            if place in line.cells
        ]
        width = max((len(part) for text in texts for part in text.split("\n")), default=0)
        if width:
            sheet.columns[place]["pixelSize"] = width * _LETTER + _MARGIN


ANSWERS = {
    "appendDimension": _append_dimension,
    "insertDimension": _insert_dimension,
    "deleteDimension": _delete_dimension,
    "moveDimension": _move_dimension,
    "updateDimensionProperties": _update_dimension_properties,
    "autoResizeDimensions": _auto_resize_dimensions,
}
