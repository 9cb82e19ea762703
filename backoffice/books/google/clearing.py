"""Emptying cells of staff's that the owner of a Google Sheet allowed to be emptied.

Each is found by what was read there, so one that somebody changes meanwhile, or that moves with its row,
stays as it is.  Rows are compared once more before.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from backoffice.books.changes import StaffCell
from backoffice.books.google.batch_get import Reading, read_sheet
from backoffice.books.google.connection import Connection
from backoffice.books.google.docket_pad import ticket_column
from backoffice.books.google.request_kinds import Message, Request, empty_cells, grid_range
from backoffice.messages.errors import BookChangedError
from backoffice.sheet.snapshot import Cell, Sheet


def check_as_read(connection: Connection, read: Reading, cells: Sequence[StaffCell]) -> None:
    """Refuse if one of `cells`, or the ticket number on its row, is not what it was.

    Raises:
        BookChangedError: If so.
    """
    tickets = read_sheet(connection.ask, read.key).tickets
    number = ticket_column(tickets)
    same = all(
        _cell(tickets, cell.row, number) == cell.ticket
        and _cell(tickets, cell.row, cell.column) == cell.value
        for cell in cells
    )
    if not same or [*tickets.rows[:1]] != [*read.tickets.rows[:1]]:
        raise BookChangedError("google.changed", book=connection.where)


def clearing_requests(read: Reading, cells: Sequence[StaffCell]) -> list[Request]:
    """Return a request for each of `cells` that empties it if it holds what was read.

    A value of a kind that is displayed in many ways, as a day, is left for people.
    """
    return [
        empty_cells(find, is_pattern=is_pattern, range=_area_of(cell, read.tickets_grid.sheet_id))
        for cell in cells
        for find, is_pattern in _search(cell.value)
    ]


def _area_of(cell: StaffCell, sheet_id: int) -> Message:
    rows, columns = (cell.row - 1, cell.row), (cell.column, cell.column + 1)
    return grid_range(sheet_id, rows=rows, columns=columns)


def _search(value: Cell) -> Iterator[tuple[str, bool]]:
    """Yield what finds `value` as it is displayed, and whether that is a regular expression."""
    if isinstance(value, str) and value:
        yield value, False
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    if isinstance(value, int) and not isinstance(value, bool) and value >= 0:
        yield r"[^0-9]*".join(["", *map(re.escape, str(value)), ""]), True


def _cell(sheet: Sheet, row: int, column: int) -> Cell:
    cells = sheet.rows[row - 1] if row <= len(sheet.rows) else ()
    return cells[column] if column < len(cells) else None
