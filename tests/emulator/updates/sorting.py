"""Rows of an area in another order."""

from __future__ import annotations

from collections.abc import Sequence

from tests.emulator.api_errors import invalid
from tests.emulator.displayed_values import View
from tests.emulator.formulas import rank
from tests.emulator.messages import Message
from tests.emulator.model import Sheet
from tests.emulator.ranges import Area
from tests.emulator.request_context import Answers, RequestContext
from tests.emulator.updates.pasting import moved_formula


def _sort_range(context: RequestContext, asked: Message) -> None:
    sheet, area = context.area(asked.get("range", {}))
    specs = asked.get("sortSpecs", [])
    if not specs:
        raise invalid("Must specify at least one sort spec.")
    context.must_edit(area)
    columns = range(area.left or 0, area.right or 0)
    top = area.top or 0
    cells = [
        [moved_formula(sheet.cell(row, column), top + new - row, 0) for column in columns]
        for new, row in enumerate(_sorted_rows(context, sheet, area, specs))
    ]
    for row, line in enumerate(cells, start=top):
        for column, cell in zip(columns, line, strict=True):
            sheet.put(row, column, cell)


def _sorted_rows(
    context: RequestContext, sheet: Sheet, area: Area, specs: Sequence[Message]
) -> list[int]:
    """Return the rows of an area in their new order; equal rows keep theirs.

    Empty cells are last in either direction.
    """
    view = View(context.book)
    rows = list(range(area.top or 0, area.bottom or 0))
    for spec in reversed(specs):
        column = spec.get("dimensionIndex", 0)
        if not (area.left or 0) <= column < (area.right or 0):
            raise invalid(f"Sort column {column} is outside of the range.")
        values = {row: view.value(sheet, row, column) for row in rows}
        filled = [row for row in rows if values[row] is not None]
        empty = [row for row in rows if values[row] is None]
        ranks = {row: rank(values[row]) for row in filled}
        filled.sort(key=ranks.__getitem__, reverse=spec.get("sortOrder") == "DESCENDING")
        rows = filled + empty
    return rows


ANSWERS: Answers = {"sortRange": _sort_range}
