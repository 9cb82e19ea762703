"""The docket pad: numbers on new rows of Tickets, and a check that they are in the right column.

Only rows that are new in the same write, or below the last filled one, are written.  Staff may move columns
between reading and writing, so Google's answer contains the headings at the time of the write.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from contextlib import suppress

from backoffice.books.google.batch_get import Reading, read_sheet
from backoffice.books.google.cell_data import as_cell_data
from backoffice.books.google.connection import Connection
from backoffice.books.google.request_kinds import (
    Message,
    Request,
    append_rows,
    empty_cells,
    insert_rows,
    update_rows,
)
from backoffice.books.google.sheet_urls import first_row
from backoffice.books.google.tab_growth import grown
from backoffice.books.google.tab_writing import VALUE
from backoffice.books.google.versioned_writes import VersionedWriter
from backoffice.messages.errors import BookChangedError, BookUnavailableError
from backoffice.sheet.columns import TICKET
from backoffice.sheet.heading_checks import only_index
from backoffice.sheet.headings import find_column
from backoffice.sheet.reach_of_tickets import last_numbered_row
from backoffice.sheet.snapshot import Sheet

_TRIES = 3


def ticket_column(tickets: Sheet) -> int:
    """Return the index of the column of ticket numbers.

    Raises:
        LayoutError: If its heading is missing or occurs twice.
    """
    return only_index(TICKET, tickets.name, tickets.rows[0] if tickets.rows else ())


def _pad_requests(numbers: Sequence[str], read: Reading, column: int) -> list[Request]:
    """Return requests that put `numbers` on new rows of Tickets, below the last numbered one.

    Where nothing is below that row, they are appended.  Else rows are inserted for them, since Google
    appends below everything, a memo far down too; and what is inserted can lie on no entry, whatever
    staff do between reading and writing.
    """
    tickets, grid = read.tickets, read.tickets_grid
    cells, last = [as_cell_data(number, {}) for number in numbers], inserted_below(tickets)
    if last is None:
        rows = [[*({} for _ in range(column)), cell] for cell in cells]
        height = len(tickets.rows) + len(numbers)
        return [*grown(grid, height, validation=True), append_rows(grid.sheet_id, rows, VALUE)]
    return [
        insert_rows(grid.sheet_id, last, len(numbers), like_before=last > 1),
        update_rows(grid.sheet_id, last, [[cell] for cell in cells], VALUE, column=column),
    ]


def inserted_below(tickets: Sheet) -> int | None:
    """Return the row below which rows for new numbers are inserted; None if they are appended.

    Raises:
        LayoutError: If the heading of the column of numbers is missing or occurs twice.
    """
    last = last_numbered_row(tickets.rows, ticket_column(tickets))
    is_filled = any(cell not in (None, "") for row in tickets.rows[last:] for cell in row)
    return last if is_filled else None


def send_with_pad(
    writer: VersionedWriter, requests: Sequence[Request], numbers: Sequence[str], read: Reading
) -> bool:
    """Send `requests` and put `numbers` on the docket pad; return whether their column is right.

    It is wrong where somebody moved columns since `read`, and unknown where the answer was lost.
    """
    column = ticket_column(read.tickets)
    answer = writer.send(
        [*requests, *_pad_requests(numbers, read, column)],
        fields="updatedSpreadsheet(sheets(properties(sheetId),data(rowData(values(formattedValue)))))",
        options=headings_wanted(read.tickets.name),
    )
    return _is_in_column(answer, read.tickets_grid.sheet_id, column)


def headings_wanted(name: str) -> Message:
    """Return the options of a batch that make its answer contain the headings of tab `name`."""
    return {
        "includeSpreadsheetInResponse": True,
        "responseRanges": [first_row(name)],
        "responseIncludeGridData": True,
    }


def _is_in_column(answer: Message | None, sheet_id: int, column: int) -> bool:
    """Return whether the ticket numbers were in `column` when the batch was applied."""
    for sheet in (answer or {}).get("updatedSpreadsheet", {}).get("sheets", ()):
        if sheet["properties"].get("sheetId", 0) == sheet_id:
            for data in sheet.get("data", ()):
                for row in data.get("rowData", ()):
                    headings = [cell.get("formattedValue", "") for cell in row.get("values", ())]
                    return find_column(TICKET, headings) == [column]
    return False


def move_misplaced(connection: Connection, numbers: Sequence[str]) -> None:
    """Move numbers that are in a wrong column into the right one.

    They are searched for by their text, so staff may sort rows and move columns at the same time; no
    ticket uses these numbers yet, since they were not in the column of numbers.  Everything else is
    written, so a run in between only means one more attempt.

    Raises:
        BookUnavailableError: If columns were moved each time.
    """
    for _ in range(_TRIES):
        read = read_sheet(connection.ask, connection.key)
        column = ticket_column(read.tickets)
        present = {row[column] for row in read.tickets.rows[1:] if column < len(row)}
        missing = [number for number in numbers if number not in present]
        if not missing:
            return  # the column was moved back, and the numbers with it
        pattern, sheet_id = "|".join(map(re.escape, missing)), read.tickets_grid.sheet_id
        emptied = empty_cells(f"^({pattern})$", is_pattern=True, sheetId=sheet_id)
        with suppress(BookChangedError):
            if send_with_pad(VersionedWriter(connection, read.state), [emptied], missing, read):
                return
    raise BookUnavailableError("google.pad-astray", book=connection.where)
