"""Rows and columns: appended, inserted, deleted, moved, resized, hidden."""

from __future__ import annotations

from tests.emulator.api_errors import invalid
from tests.emulator.masks import update_mask, updated
from tests.emulator.messages import DimensionRange, Message
from tests.emulator.model import FROZEN, Sheet
from tests.emulator.ranges import COLUMNS, ROWS, Area
from tests.emulator.request_context import Answers, RequestContext
from tests.emulator.updates.shifting import delete, insert, move


def _count(sheet: Sheet, dimension: str) -> int:
    """Return the number of rows or columns of a tab.

    Raises:
        ApiError: If `dimension` is neither.
    """
    if dimension not in (ROWS, COLUMNS):
        raise invalid("No dimension specified.")
    return sheet.size[0 if dimension == ROWS else 1]


def _span(context: RequestContext, given: DimensionRange) -> tuple[Sheet, str, int, int]:
    """Return tab, dimension, start and end of a DimensionRange.

    Raises:
        ApiError: If it names no dimension or ends before it begins.
    """
    sheet = context.sheet(given.get("sheetId", 0))
    dimension = given.get("dimension", "")
    start, end = given.get("startIndex", 0), given.get("endIndex", _count(sheet, dimension))
    if start < 0 or end <= start:
        raise invalid(f"endIndex[{end}] must be greater than startIndex[{start}]")
    return sheet, dimension, start, end


def _append_dimension(context: RequestContext, asked: Message) -> None:
    sheet = context.sheet(asked.get("sheetId", 0))
    dimension, length = asked.get("dimension", ""), asked.get("length", 0)
    count = _count(sheet, dimension)
    if length < 1:
        raise invalid("length must be at least 1.")
    context.must_insert(sheet, dimension, count)
    insert(sheet, dimension, count, length)


def _insert_dimension(context: RequestContext, asked: Message) -> None:
    sheet, dimension, start, end = _span(context, asked.get("range", {}))
    count = _count(sheet, dimension)
    before = asked.get("inheritFromBefore", False)
    if start > count:
        raise invalid(f"range.startIndex[{start}] is after the last of the {count} in the grid.")
    if before and start == 0:
        raise invalid("inheritFromBefore cannot be true if inserting at the start of the grid.")
    context.must_insert(sheet, dimension, start)
    like = start - 1 if before else start
    neighbour = like if like < count else None
    insert(sheet, dimension, start, end - start, like=neighbour)


def _delete_dimension(context: RequestContext, asked: Message) -> None:
    sheet, dimension, start, end = _span(context, asked.get("range", {}))
    count = _count(sheet, dimension)
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
    context.must_edit(Area(sheet.id).with_span(dimension, start, end))
    delete(sheet, dimension, start, end)


def _move_dimension(context: RequestContext, asked: Message) -> None:
    sheet, dimension, start, end = _span(context, asked.get("source", {}))
    count = _count(sheet, dimension)
    to = asked.get("destinationIndex", 0)
    if end > count or not 0 <= to <= count:
        raise invalid("source and destinationIndex must lie within the grid.")
    if start <= to <= end:
        raise invalid("destinationIndex must lie outside of source.")
    context.must_edit(Area(sheet.id).with_span(dimension, start, end))
    context.must_insert(sheet, dimension, to)
    move(sheet, dimension, start, end, to)


def _update_dimension_properties(context: RequestContext, asked: Message) -> None:
    sheet, dimension, start, end = _span(context, asked.get("range", {}))
    context.must_edit_tab(sheet)
    mask = update_mask(asked.get("fields"), "DimensionProperties")
    if end > _count(sheet, dimension):
        raise invalid("range must lie within the grid.")
    given = asked.get("properties", {})
    for position in range(start, end):
        if dimension == ROWS:
            row = sheet.rows[position]
            row.properties = updated(row.properties, given, mask)
        else:
            sheet.columns[position] = updated(sheet.columns[position], given, mask)


ANSWERS: Answers = {
    "appendDimension": _append_dimension,
    "insertDimension": _insert_dimension,
    "deleteDimension": _delete_dimension,
    "moveDimension": _move_dimension,
    "updateDimensionProperties": _update_dimension_properties,
}
