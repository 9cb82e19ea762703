"""One script tab as it was read, and the requests that change it.

Only cells that changed are written, as typed cells; rows beyond those read are appended below the last
row of the tab, wherever that is by then.  In tabs that any run can compute again, rows that others push
up or down move with them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby

from backoffice.books.google.batch_get import Reading
from backoffice.books.google.batching import in_chunks
from backoffice.books.google.cell_data import as_cell_data, is_same
from backoffice.books.google.format_requests import repeat_cell
from backoffice.books.google.request_kinds import (
    Message,
    Request,
    add_empty,
    append_rows,
    clear_cells,
    delete_rows,
    grid_range,
    insert_rows,
    update_rows,
)
from backoffice.books.google.row_matching import MOST_GAPS, gaps, matched
from backoffice.books.google.tab_growth import grown
from backoffice.sheet.headings import Kind, Tab
from backoffice.sheet.layout import tab_name
from backoffice.sheet.script_columns import SCRIPT_COLUMNS, position
from backoffice.sheet.seals import cell_text
from backoffice.sheet.snapshot import Cell, Link, Row

VALUE = "userEnteredValue"
_LINK = "userEnteredFormat.textFormat.link"

_DERIVED = (Tab.TO_FIX, Tab.TODAY)
"""Tabs in which rows may be inserted and deleted: whatever goes wrong, the next run writes them anew.
Not where somebody has written beside them."""

_MONTH = position(Tab.BATCHES, "month")


class TabWriting:
    """One script tab as it was read, and the requests that change it.

    Attributes:
        name: Of the tab.
        old: Its rows down to the last that holds anything, with the heading.
    """

    def __init__(self, tab: Tab, read: Reading) -> None:
        columns = SCRIPT_COLUMNS[tab]
        self._tab, self.name = tab, tab_name(tab, list(read.state.grids))
        self._grid, self._width = read.state.grids[self.name], len(columns)
        self._sheet_ids = {name: grid.sheet_id for name, grid in read.state.grids.items()}
        has_links = any(column.kind is Kind.LINK for column in columns)
        self._fields = f"{VALUE},{_LINK}" if has_links else VALUE
        rows = read.sheets[self.name].rows
        has_notes = any(cell not in (None, "") for row in rows for cell in row[self._width :])
        self._may_move = tab in _DERIVED and not has_notes
        self.old = _filled(rows, self._width)

    def wider(self) -> list[Request]:
        """Return requests after which the tab has room for all columns; one of an earlier version has fewer."""
        narrow = self._width - self._grid.width
        return [add_empty(self._grid.sheet_id, "COLUMNS", narrow)] if narrow > 0 else []

    def changes(self, old: Sequence[Row], new: Sequence[Row]) -> Iterator[Request]:
        """Yield requests that make `new` of the rows `old`."""
        kept = self._kept(old, new) if self._may_move else []
        opened = [*gaps(kept, len(old), len(new))]
        in_place = [
            *kept,
            *((gap.old + at, gap.new + at) for gap in opened for at in range(gap.both)),
        ]
        yield from self._updates(old, new, sorted(in_place))
        for gap in reversed(opened):  # from the foot up, so that indexes above stay right
            first, sheet_id = gap.old + gap.both, self._grid.sheet_id
            more = new[gap.new + gap.both : gap.new_end]
            if gap.old_end < len(old):
                yield from self._moved(first, gap.old_end, more)
            elif more:
                yield from grown(self._grid, len(old) + len(more))
                for _, chunk in in_chunks(_cells(more, self._sheet_ids)):
                    yield append_rows(sheet_id, chunk, self._fields)
            elif first < len(old):
                area = grid_range(sheet_id, rows=(first, len(old)), columns=(0, self._width))
                yield clear_cells(area, self._fields)

    def _kept(self, old: Sequence[Row], new: Sequence[Row]) -> list[tuple[int, int]]:
        """Return the indexes in `old` and `new` of rows of one ticket that need not move."""
        at = position(self._tab, "ticket")
        keys = [[cell_text(row[at]) for row in rows[1:]] for rows in (old, new)]
        kept = [(0, 0), *((one + 1, other + 1) for one, other in matched(*keys))]
        many = sum(
            gap.old_end - gap.old != gap.new_end - gap.new for gap in gaps(kept, len(old), len(new))
        )
        return kept if old and many <= MOST_GAPS else []

    def _moved(self, first: int, end: int, more: Sequence[Row]) -> Iterator[Request]:
        """Yield requests that delete the rows from `first` to `end`, or insert `more` there."""
        if first < end:
            yield delete_rows(self._grid.sheet_id, first, end)
        if more:
            yield insert_rows(self._grid.sheet_id, first, len(more), like_before=first > 1)
            for at, chunk in in_chunks(_cells(more, self._sheet_ids)):
                yield update_rows(self._grid.sheet_id, first + at, chunk, self._fields)

    def _updates(
        self, old: Sequence[Row], new: Sequence[Row], in_place: Sequence[tuple[int, int]]
    ) -> Iterator[Request]:
        """Yield requests that write what differs in rows that stay: of consecutive rows the same columns."""
        changed = [
            (one, other, span)
            for one, other in in_place
            if (span := _changed_columns(old[one], new[other]))
        ]
        for (_, _, (left, right)), group in groupby(
            enumerate(changed),
            key=lambda each: (each[1][0] - each[0], each[1][1] - each[0], each[1][2]),
        ):
            run = [pair for _, pair in group]
            rows = [[*new[other], *[None] * self._width][left:right] for _, other, _ in run]
            for first, chunk in in_chunks(_cells(rows, self._sheet_ids)):
                start = run[0][0] + first
                yield update_rows(self._grid.sheet_id, start, chunk, self._fields, column=left)

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
        blank = enumerate(at for at in both if ahead[at][_MONTH] in (None, ""))
        for (_, month), run in groupby(
            blank, key=lambda each: (each[1] - each[0], new[each[1]][_MONTH])
        ):
            rows = [at for _, at in run]
            start, end = rows[0], rows[-1] + 1
            with_months[start:end] = new[start:end]
            area = grid_range(self._grid.sheet_id, rows=(start, end), columns=(_MONTH, _MONTH + 1))
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


def _changed_columns(old: Row, new: Row) -> tuple[int, int] | None:
    """Return the first column in which a row differs and the one behind the last; None if in none.

    The target of a link is not read; it is the same if another cell shows its address.
    """
    cells: list[Cell | Link] = [*new, *[None] * (len(old) - len(new))]
    changed = [
        at
        for at, (one, other) in enumerate(zip(old, cells, strict=False))
        if not is_same(one, other) or (isinstance(other, Link) and other.cell not in old)
    ]
    return (changed[0], changed[-1] + 1) if changed else None
