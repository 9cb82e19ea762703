"""Rows of an area in another order."""

from __future__ import annotations

from typing import Any

from tests.emulator.asking import Asking
from tests.emulator.formulas import Mistake, Value
from tests.emulator.model import Sheet
from tests.emulator.places import Area
from tests.emulator.problems import NotAnsweredError, invalid
from tests.emulator.seeing import View
from tests.emulator.updates.pasting import moved_formula

Message = dict[str, Any]


def _sort_range(asking: Asking, asked: Message) -> None:
    sheet, area = asking.area(asked.get("range", {}))
    specs = asked.get("sortSpecs", [])
    if not specs:
        raise invalid("Must specify at least one sort spec.")
    asking.must_edit(area)
    if any(old.meets(area) for old in sheet.merges):
        raise NotAnsweredError("sorting across merged cells")
    rows = sorted_rows(asking, sheet, area, specs)
    columns = range(area.left or 0, area.right or 0)
    top = area.top or 0
    cells = [
        [moved_formula(sheet.cell(row, column), top + new - row, 0) for column in columns]
        for new, row in enumerate(rows)
    ]
    for place, line in enumerate(cells, start=top):
        for column, cell in zip(columns, line, strict=True):
            sheet.put(place, column, cell)


def sorted_rows(asking: Asking, sheet: Sheet, area: Area, specs: list[Message]) -> list[int]:
    """Return the rows of a closed `area` in their new order; rows that tie keep theirs.

    Numbers come first, then text, then FALSE and TRUE; empty cells are last either way.
    """
    view = View(asking.book)
    rows = list(range(area.top or 0, area.bottom or 0))
    for spec in reversed(specs):
        if set(spec) - {"dimensionIndex", "sortOrder"}:
            raise NotAnsweredError("sorting by colour or by a data source")
        column = spec.get("dimensionIndex", 0)
        if not (area.left or 0) <= column < (area.right or 0):
            raise invalid(f"Sort column {column} is outside of the range.")
        downwards = spec.get("sortOrder") == "DESCENDING"
        values = {row: view.value(sheet, row, column) for row in rows}
        filled = [row for row in rows if values[row] is not None]
        filled.sort(key=lambda row: _rank(values[row]), reverse=downwards)
        rows = filled + [row for row in rows if values[row] is None]
    return rows


def _rank(value: Value) -> tuple[int, Any]:
    if isinstance(value, Mistake):
        return (3, value.shown)
    if isinstance(value, bool):
        return (2, value)
    return (1, value.casefold()) if isinstance(value, str) else (0, value)


ANSWERS = {"sortRange": _sort_range}
