"""Places on a tab: areas, their A1 notation, and where they are after rows or columns moved."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TypeAlias

from gspread.utils import a1_range_to_grid_range, rowcol_to_a1

from tests.emulator.messages import GridRange

ROWS, COLUMNS = "ROWS", "COLUMNS"
Span: TypeAlias = tuple[int | None, int | None]
"""First and last position along one dimension, counted from 0, the last excluded; None for open."""

_CELLS = re.compile(
    r"[A-Za-z]{1,3}[1-9]\d*(?::[A-Za-z]{0,3}\d*)?|[A-Za-z]{1,3}:[A-Za-z]{1,3}|\d+:\d+"
)


@dataclass(frozen=True, slots=True)
class Area:
    """A rectangle of one tab; rows and columns counted from 0, ends excluded, None for open.

    Attributes:
        sheet: Id of the tab.
    """

    sheet: int
    top: int | None = None
    bottom: int | None = None
    left: int | None = None
    right: int | None = None

    @classmethod
    def of(cls, given: GridRange) -> Area:
        """Return the area that a GridRange means."""
        return cls(
            given.get("sheetId", 0),
            given.get("startRowIndex"),
            given.get("endRowIndex"),
            given.get("startColumnIndex"),
            given.get("endColumnIndex"),
        )

    @property
    def grid_range(self) -> GridRange:
        """The area as a GridRange."""
        found: GridRange = {"sheetId": self.sheet}
        if self.top is not None:
            found["startRowIndex"] = self.top
        if self.bottom is not None:
            found["endRowIndex"] = self.bottom
        if self.left is not None:
            found["startColumnIndex"] = self.left
        if self.right is not None:
            found["endColumnIndex"] = self.right
        return found

    @property
    def rows(self) -> range:
        """Its rows, if it has no open ends."""
        return range(self.top or 0, self.bottom or 0)

    @property
    def columns(self) -> range:
        """Its columns, if it has no open ends."""
        return range(self.left or 0, self.right or 0)

    def within(self, rows: int, columns: int) -> Area:
        """Return the part of the area on a grid of this size, without open ends."""
        return replace(
            self,
            top=min(self.top or 0, rows),
            bottom=rows if self.bottom is None else min(self.bottom, rows),
            left=min(self.left or 0, columns),
            right=columns if self.right is None else min(self.right, columns),
        )

    def span(self, dimension: str) -> Span:
        """Return start and end along `dimension`."""
        return (self.top, self.bottom) if dimension == ROWS else (self.left, self.right)

    def with_span(self, dimension: str, start: int | None, end: int | None) -> Area:
        """Return the area with other ends along `dimension`."""
        if dimension == ROWS:
            return replace(self, top=start, bottom=end)
        return replace(self, left=start, right=end)

    def meets(self, other: Area) -> bool:
        """Return whether the two share a cell."""
        spans = [(self.span(dimension), other.span(dimension)) for dimension in (ROWS, COLUMNS)]
        return self.sheet == other.sheet and all(
            (theirs[1] is None or (ours[0] or 0) < theirs[1])
            and (ours[1] is None or (theirs[0] or 0) < ours[1])
            for ours, theirs in spans
        )


def parse_area(text: str, sheet: int) -> Area | None:
    """Return the cells that `text` names on tab `sheet`: ``A1:B2``, ``C:C``, ``2:3``; None if none."""
    return Area.of(a1_range_to_grid_range(text, sheet)) if _CELLS.fullmatch(text) else None


def quoted(title: str) -> str:
    """Return a tab's title as ranges spell it: in quotes unless it is a plain word."""
    plain = re.fullmatch(r"[A-Za-z_][A-Za-z0-9_]*", title)
    if plain and not re.fullmatch(r"[A-Za-z]{1,3}\d*|R\d*C\d*", title):
        return title
    return "'" + title.replace("'", "''") + "'"


def spelled(title: str, area: Area) -> str:
    """Return an `area` without open ends in A1 notation: ``'To fix'!A1:H1000``."""
    first = rowcol_to_a1(area.rows.start + 1, area.columns.start + 1)
    last = rowcol_to_a1(area.rows.stop, area.columns.stop)
    return f"{quoted(title)}!{first if first == last else f'{first}:{last}'}"


def after_insert(start: int | None, end: int | None, at: int, count: int) -> Span:
    """Return a span after `count` rows or columns were inserted before position `at`."""
    return (
        start + count if start is not None and at <= start else start,
        end + count if end is not None and at < end else end,
    )


def after_delete(start: int | None, end: int | None, first: int, last: int) -> Span | None:
    """Return a span after positions `first` to `last` were deleted; None if nothing of it is left."""
    if first <= (start or 0) and end is not None and end <= last:
        return None

    def moved(position: int | None) -> int | None:
        if position is None:
            return None
        return position - max(0, min(position, last) - first)

    return moved(start), moved(end)


def after_move(start: int | None, end: int | None, first: int, last: int, to: int) -> Span:
    """Return a span after positions `first` to `last` were moved to before position `to`.

    A span inside them moves with them; one around them and their new position stays.
    """
    count = last - first
    target = to - count if to > first else to
    if start is not None and end is not None and first <= start and end <= last:
        return start - first + target, end - first + target
    rest = after_delete(start, end, first, last)
    assert rest is not None
    around = (start or 0) <= first and (end is None or last <= end)
    low, high = rest
    if around and (low or 0) <= target and (high is None or target <= high):
        return start, end
    return after_insert(low, high, target, count)


def order_after_move(length: int, first: int, last: int, to: int) -> list[int]:
    """Return the old positions of `length` rows or columns in their new order."""
    block = list(range(first, last))
    before = [position for position in range(to) if not first <= position < last]
    after = [position for position in range(to, length) if not first <= position < last]
    return before + block + after
