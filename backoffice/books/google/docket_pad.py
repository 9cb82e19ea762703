"""The docket pad: numbers on new rows of Tickets, and a check that they are in the right column.

Only rows that are new in the same write, or below the last filled one, are written.  Staff may move columns between reading and writing,
so Google's answer contains the headings at the time of the write.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from backoffice.books.google.cell_data import as_cell_data
from backoffice.books.google.request_kinds import (
    Message,
    Request,
    append_rows,
    insert_rows,
    update_rows,
)
from backoffice.books.google.sheet_state import Grid
from backoffice.books.google.sheet_urls import first_row
from backoffice.books.google.tab_growth import grown
from backoffice.books.google.tab_writing import VALUE
from backoffice.sheet.columns import TICKET
from backoffice.sheet.heading_checks import only_index
from backoffice.sheet.headings import find_column
from backoffice.sheet.numbered_rows import last_numbered_row
from backoffice.sheet.snapshot import Cell, Sheet

ANSWER_FIELDS = (
    "updatedSpreadsheet(sheets(properties(sheetId),data(rowData(values(formattedValue)))))"
)


def ticket_column(tickets: Sheet) -> int:
    """Return the index of the column of ticket numbers.

    Raises:
        LayoutError: If its heading is missing or occurs twice.
    """
    return only_index(TICKET, tickets.name, tickets.rows[0] if tickets.rows else ())


def pad_requests(numbers: Sequence[str], grid: Grid, tickets: Sheet, column: int) -> list[Request]:
    """Return requests that put `numbers` on new rows of Tickets, below the last numbered one.

    Where nothing is below that row, they are appended.  Else rows are inserted for them, since Google
    appends below everything, a memo far down too; and what is inserted can lie on no entry, whatever
    staff do between reading and writing.

    Args:
        numbers: What the docket pad gets.
        grid: Of Tickets.
        tickets: As read.
        column: Index of the column of ticket numbers.
    """
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
    return last if any(_is_filled(row) for row in tickets.rows[last:]) else None


def _is_filled(row: Sequence[Cell]) -> bool:
    return any(cell not in (None, "") for cell in row)


def headings_wanted(name: str) -> Message:
    """Return the options of a batch that make its answer contain the headings of tab `name`."""
    return {
        "includeSpreadsheetInResponse": True,
        "responseRanges": [first_row(name)],
        "responseIncludeGridData": True,
    }


def is_in_column(answer: Message | None, sheet_id: int, column: int) -> bool:
    """Return whether the ticket numbers were in `column` when the batch was applied."""
    for sheet in (answer or {}).get("updatedSpreadsheet", {}).get("sheets", ()):
        if sheet["properties"].get("sheetId", 0) == sheet_id:
            for data in sheet.get("data", ()):
                for row in data.get("rowData", ()):
                    headings = [cell.get("formattedValue", "") for cell in row.get("values", ())]
                    return find_column(TICKET, headings) == [column]
    return False


def missing_numbers(
    numbers: Sequence[str], rows: Sequence[Sequence[Cell]], column: int
) -> list[str]:
    """Return which of `numbers` are in no row's `column`."""
    present = {row[column] for row in rows[1:] if column < len(row)}
    return [number for number in numbers if number not in present]


def numbers_pattern(numbers: Sequence[str]) -> str:
    """Return a regular expression that matches each of `numbers`."""
    return "|".join(map(re.escape, numbers))
