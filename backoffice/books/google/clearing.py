"""Emptying cells of staff's that the owner of a Google Sheet allowed to be emptied.

Each is found by what was read there, so one that somebody changes meanwhile, or that moves with its row,
stays as it is.  Rows are compared once more before.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from backoffice.books.changes import StaffCell
from backoffice.books.google.batch_get import Reading, read_sheet
from backoffice.books.google.connection import Connection
from backoffice.books.google.docket_pad import ticket_column
from backoffice.books.google.refused_by_us import changed
from backoffice.books.google.request_kinds import Request, empty_one_cell
from backoffice.sheet.headings import Tab
from backoffice.sheet.layout import tab_name
from backoffice.sheet.snapshot import Cell, Sheet


def check_as_read(connection: Connection, read: Reading, cells: Sequence[StaffCell]) -> None:
    """Refuse if one of `cells`, or the ticket number on its row, is not what it was.

    Raises:
        BookChangedError: If so.
    """
    now = read_sheet(connection.ask, read.key)
    name = tab_name(Tab.TICKETS, list(now.sheets))
    tickets = now.sheets[name]
    headings = read.sheets[tab_name(Tab.TICKETS, list(read.sheets))].rows[:1]
    number = ticket_column(tickets)
    same = all(
        _cell(tickets, cell.row, number) == cell.ticket
        and _cell(tickets, cell.row, cell.column) == cell.value
        for cell in cells
    )
    if not same or [*tickets.rows[:1]] != [*headings]:
        raise changed(connection.where)


def clearing_requests(read: Reading, cells: Sequence[StaffCell]) -> list[Request]:
    """Return a request for each of `cells` that empties it if it holds what was read.

    A value of a kind that is displayed in many ways, as a day, is left for people.
    """
    sheet_id = read.state.grids[tab_name(Tab.TICKETS, list(read.sheets))].sheet_id
    return [
        empty_one_cell(sheet_id, cell.row - 1, cell.column, *found)
        for cell in cells
        if (found := _search(cell.value))
    ]


def _search(value: Cell) -> tuple[str, bool] | None:
    """Return what finds `value` as it is displayed, and whether that is a regular expression."""
    if isinstance(value, str):
        return (value, False) if value else None
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    if isinstance(value, int) and not isinstance(value, bool) and value >= 0:
        return r"[^0-9]*".join(["", *map(re.escape, str(value)), ""]), True
    return None


def _cell(sheet: Sheet, row: int, column: int) -> Cell:
    cells = sheet.rows[row - 1] if row <= len(sheet.rows) else ()
    return cells[column] if column < len(cells) else None
