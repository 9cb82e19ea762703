"""The changes of one run as requests.

Only rows that changed are written, as typed cells; rows beyond those read are appended below the last
row of their tab, wherever that is by then.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from operator import itemgetter

from backoffice.books.book import Changes
from backoffice.books.google.batch_get import Reading
from backoffice.books.google.batching import in_chunks
from backoffice.books.google.cell_data import as_cell_data, is_same
from backoffice.books.google.request_kinds import (
    Message,
    Request,
    add_empty_columns,
    add_empty_rows,
    append_rows,
    clear_cells,
    grid_range,
    paste,
    repeat_cell,
    update_rows,
)
from backoffice.books.google.sheet_state import Grid
from backoffice.sheet.columns import SCRIPT_COLUMNS, position
from backoffice.sheet.headings import Kind, Tab
from backoffice.sheet.layout import script_headings, tab_name
from backoffice.sheet.marks import marks_after, marks_in_use
from backoffice.sheet.snapshot import Cell, Link, Row

ROOM = 200
"""Rows that a tab gets beyond what it needs when it grows."""

VALUE = "userEnteredValue"
_LINK = "userEnteredFormat.textFormat.link"
_EARLY = (Tab.QUOTES, Tab.TO_FIX, Tab.TODAY)
"""Tabs that may be written ahead of the rest: the next sync computes them again from the tickets."""

_MONTH = position(Tab.BATCHES, "month")


def requests_of(
    changes: Changes, read: Reading, *, staged: bool = False
) -> tuple[list[Request], list[Request]]:
    """Return the requests that bring the script tabs to `changes`: what may go ahead, and the rest.

    Args:
        changes: What to write.
        read: What they were computed from.
        staged: Whether new rows of Batches go ahead without their month, which is then in the rest.  A
            row without a month belongs to no batch; if the rest is never written, the next run
            removes it.

    Raises:
        LayoutError: If a tab is missing.
    """
    early: list[Request] = []
    rest: list[Request] = []
    for tab, rows in changes.tabs.items():
        writing = _TabWriting(tab, read)
        new: list[Row] = [script_headings(tab, writing.name), *rows]
        requests = early if tab in _EARLY else rest
        if staged and tab is Tab.BATCHES:
            ahead = writing.without_new_months(new)
            early += [*writing.room(len(new)), *writing.changes(writing.old, ahead)]
            rest += [*writing.months(ahead, new)]
        else:
            requests += [*writing.room(len(new)), *writing.changes(writing.old, new)]
    return early, rest


def marks_freed(changes: Changes) -> frozenset[object]:
    """Return the marks that are in use before `changes` are written and not afterwards."""
    rows = changes.tabs.get(Tab.LOG)
    if rows is None:
        return frozenset()
    after = marks_after(rows, position(Tab.LOG, "mark"), position(Tab.LOG, "frees"))
    return marks_in_use(changes.read) - after


def grown(grid: Grid, height: int, *, validation: bool = False) -> list[Request]:
    """Return requests that give a tab room for `height` rows, formatted like its second row.

    Args:
        grid: As read.
        height: Rows needed, with the heading.
        validation: Whether dropdowns and checks are copied as well.
    """
    if height <= grid.height:
        return []
    more = height + ROOM - grid.height
    requests = [add_empty_rows(grid.sheet_id, more)]
    if grid.height > 1:
        source = grid_range(grid.sheet_id, rows=(1, 2))
        target = grid_range(grid.sheet_id, rows=(grid.height, grid.height + more))
        requests.append(paste(source, target, "PASTE_FORMAT"))
        if validation:
            requests.append(paste(source, target, "PASTE_DATA_VALIDATION"))
    return requests


class _TabWriting:
    """One script tab as it was read, and the requests that change it.

    Attributes:
        name: Of the tab.
        old: Its rows down to the last that holds anything, with the heading.
    """

    def __init__(self, tab: Tab, read: Reading) -> None:
        columns = SCRIPT_COLUMNS[tab]
        self.name = tab_name(tab, list(read.state.grids))
        self._grid, self._width = read.state.grids[self.name], len(columns)
        self._sheet_ids = {name: grid.sheet_id for name, grid in read.state.grids.items()}
        has_links = any(column.kind is Kind.LINK for column in columns)
        self._fields = f"{VALUE},{_LINK}" if has_links else VALUE
        self.old = _filled(read.sheets[self.name].rows, self._width)

    def room(self, height: int) -> list[Request]:
        """Return requests after which the tab has room for `height` rows and all columns."""
        narrow = self._width - self._grid.width  # a tab of an earlier version has fewer columns
        wider = [add_empty_columns(self._grid.sheet_id, narrow)] if narrow > 0 else []
        return [*wider, *grown(self._grid, height)]

    def changes(self, old: Sequence[Row], new: Sequence[Row]) -> Iterator[Request]:
        """Yield requests that make `new` of the rows `old`."""
        sheet_id, fields = self._grid.sheet_id, self._fields
        both = min(len(old), len(new))
        changed = [at for at in range(both) if not _is_same_row(old[at], new[at])]
        for start, end in _runs(changed):
            for first, chunk in in_chunks(_cells(new[start:end], self._sheet_ids)):
                yield update_rows(sheet_id, start + first, chunk, fields)
        if len(old) > len(new):
            area = grid_range(sheet_id, rows=(len(new), len(old)), columns=(0, self._width))
            yield clear_cells(area, fields)
        for _, chunk in in_chunks(_cells(new[len(old) :], self._sheet_ids)):
            yield append_rows(sheet_id, chunk, fields)

    def without_new_months(self, new: Sequence[Row]) -> list[Row]:
        """Return rows of Batches as they are, and below them those that are new, without their month."""
        ahead: list[Row] = []
        for at, row in enumerate(new):
            old = self.old[at] if at < len(self.old) else ()
            has_month = bool(old) and old[_MONTH] not in (None, "")
            ahead.append(old if has_month else [*row[:_MONTH], None, *row[_MONTH + 1 :]])
        return [*ahead, *self.old[len(new) :]]

    def months(self, ahead: Sequence[Row], new: Sequence[Row]) -> Iterator[Request]:
        """Yield requests that make `new` of the rows `ahead`: a few long runs of equal months."""
        with_months = [*ahead]
        both = range(min(len(ahead), len(new)))
        for start, end in _runs([at for at in both if ahead[at][_MONTH] in (None, "")]):
            with_months[start:end] = new[start:end]
            for month, run in groupby(range(start, end), key=lambda at: new[at][_MONTH]):
                first, *_, last = [*run] * 2
                area = grid_range(
                    self._grid.sheet_id, rows=(first, last + 1), columns=(_MONTH, _MONTH + 1)
                )
                yield repeat_cell(area, as_cell_data(month, {}), VALUE)
        yield from self.changes(with_months, new)


def _cells(rows: Sequence[Row], sheet_ids: Mapping[str, int]) -> Iterator[list[Message]]:
    return ([as_cell_data(cell, sheet_ids) for cell in row] for row in rows)


def _filled(rows: Sequence[Sequence[Cell]], width: int) -> list[Sequence[Cell]]:
    """Return `rows` down to the last that holds anything, as wide as the columns."""
    filled = [at for at, row in enumerate(rows) if any(cell not in (None, "") for cell in row)]
    return [
        [*row[:width], *[None] * (width - len(row))]
        for row in rows[: filled[-1] + 1 if filled else 0]
    ]


def _is_same_row(old: Row, new: Row) -> bool:
    cells: list[Cell | Link] = [*new, *[None] * (len(old) - len(new))]
    return all(map(is_same, old, cells))


def _runs(indexes: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Yield start and end of each run of consecutive indexes, the end excluded.

    >>> list(_runs([2, 3, 7]))
    [(2, 4), (7, 8)]
    """
    for _, group in groupby(enumerate(indexes), key=lambda pair: pair[1] - pair[0]):
        run = list(map(itemgetter(1), group))
        yield run[0], run[-1] + 1
