"""Cells copied to other positions, and rows in another order."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import chain

from tests.emulator.api_errors import NotAnsweredError, invalid
from tests.emulator.displayed_values import View
from tests.emulator.masks import EVERYTHING, updated
from tests.emulator.messages import CellValue, Message
from tests.emulator.model import Sheet
from tests.emulator.ranges import Area
from tests.emulator.request_context import Answers, RequestContext, check_on_grid

_PASTED = {"PASTE_FORMAT": "userEnteredFormat", "PASTE_DATA_VALIDATION": "dataValidation"}


def _copy_paste(context: RequestContext, asked: Message) -> None:
    sheet, source = context.area(asked.get("source", {}))
    target_sheet, target = context.area(asked.get("destination", {}))
    kind = asked.get("pasteType", "PASTE_NORMAL")
    if kind not in ("PASTE_NORMAL", *_PASTED) or asked.get("pasteOrientation") == "TRANSPOSE":
        raise NotAnsweredError(f"copyPaste with {kind} or pasteOrientation TRANSPOSE")
    height, width = len(source.rows), len(source.columns)
    if len(target.rows) % height or len(target.columns) % width:
        bottom, right = target.rows.start + height, target.columns.start + width
        target = replace(target, bottom=bottom, right=right)
        check_on_grid(target_sheet, target)
    context.must_edit(target)
    cells = {position: sheet.cell(*position) for position in sheet.positions(source)}
    for row, column in target_sheet.positions(target):
        down, right = (row - target.rows.start) % height, (column - target.columns.start) % width
        new = cells[source.rows[down], source.columns[right]]
        if kind in _PASTED:
            new = updated(target_sheet.cell(row, column), new, {_PASTED[kind]: EVERYTHING})
        target_sheet.put(row, column, new)


def _sort_range(context: RequestContext, asked: Message) -> None:
    sheet, area = context.area(asked.get("range", {}))
    specs = asked.get("sortSpecs", [])
    if not specs:
        raise invalid("Must specify at least one sort spec.")
    context.must_edit(area)
    rows = [
        [sheet.cell(row, column) for column in area.columns]
        for row in _sorted_rows(context, sheet, area, specs)
    ]
    for (row, column), cell in zip(sheet.positions(area), chain(*rows), strict=True):
        sheet.put(row, column, cell)


def _sorted_rows(
    context: RequestContext, sheet: Sheet, area: Area, specs: Sequence[Message]
) -> list[int]:
    """Return the rows of an area in their new order; equal rows keep theirs.

    Empty cells are last in either direction.
    """
    view = View(context.book)
    rows = list(area.rows)
    for spec in reversed(specs):
        column = spec.get("dimensionIndex", 0)
        if column not in area.columns:
            raise invalid(f"Sort column {column} is outside of the range.")
        values = {row: view.value(sheet, row, column) for row in rows}
        ranks = {row: _rank(value) for row, value in values.items() if value is not None}
        downwards = spec.get("sortOrder") == "DESCENDING"
        filled = sorted(ranks, key=ranks.__getitem__, reverse=downwards)
        rows = filled + [row for row in rows if row not in ranks]
    return rows


def _rank(value: CellValue) -> tuple[int, float, str]:
    """Return what values are ordered by: numbers, then text, then FALSE and TRUE."""
    if isinstance(value, bool):
        return (2, value, "")
    return (1, 0, value.casefold()) if isinstance(value, str) else (0, value, "")


ANSWERS: Answers = {"copyPaste": _copy_paste, "sortRange": _sort_range}
