"""The docket pad: numbers at the foot of Tickets, and whether they came to stand where they belong.

Nothing of Tickets is written but numbers on rows below the last that holds anything.  Staff may move
columns while we do it; Google tells with its answer how the headings stood at that moment.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from backoffice.books.google.batch_get import Grid
from backoffice.books.google.batch_update import appended, grown
from backoffice.books.google.cell_data import cell_data
from backoffice.books.google.sheet_urls import first_row
from backoffice.books.google.versions import Request
from backoffice.errors import LayoutError
from backoffice.sheet.columns import TICKET
from backoffice.sheet.headings import find_column
from backoffice.sheet.snapshot import Cell

ANSWER_FIELDS = (
    "updatedSpreadsheet(sheets(properties(sheetId),data(rowData(values(formattedValue)))))"
)


def ticket_place(name: str, heading: Sequence[object]) -> int:
    """Return the place of the ticket numbers, counted from 0.

    Raises:
        LayoutError: If their heading is missing or doubled.
    """
    found = find_column(TICKET, heading)
    if len(found) != 1:
        raise LayoutError(
            f"{name}: the heading “{TICKET.label.en} / {TICKET.label.ja}” stands {len(found)} "
            "times, it should stand once. Put it right and run this again.",
            f"{name}:見出し「{TICKET.label.ja} / {TICKET.label.en}」は1つのはずですが、"
            f"{len(found)} 個あります。直してから、もう一度実行してください。",
        )
    return found[0]


def pad_requests(numbers: Sequence[str], grid: Grid, last_row: int, place: int) -> list[Request]:
    """Return requests that put `numbers` on rows of their own at the foot of Tickets.

    Args:
        numbers: What the docket pad gets.
        grid: Of Tickets.
        last_row: Last row that held anything when it was read.
        place: Of the ticket numbers, counted from 0.
    """
    rows = [[*({} for _ in range(place)), cell_data(number, {})] for number in numbers]
    return [
        *grown(grid, last_row + len(numbers), checks=True),
        appended(grid.sheet_id, rows),
    ]


def answer_wanted(name: str) -> dict[str, Any]:
    """Return what to ask of Google so that it shows the headings as they stood when it wrote."""
    return {
        "includeSpreadsheetInResponse": True,
        "responseRanges": [first_row(name)],
        "responseIncludeGridData": True,
    }


def headings_in(answer: Mapping[str, Any], sheet_id: int) -> list[str] | None:
    """Return the headings that Google showed; None if its answer was lost."""
    for sheet in answer.get("updatedSpreadsheet", {}).get("sheets", ()):
        if sheet["properties"].get("sheetId", 0) == sheet_id:
            for data in sheet.get("data", ()):
                for row in data.get("rowData", ()):
                    return [str(cell.get("formattedValue", "")) for cell in row.get("values", ())]
    return None


def astray(numbers: Sequence[str], rows: Sequence[Sequence[Cell]], place: int) -> list[str]:
    """Return which of `numbers` stand in no row's `place`."""
    there = {row[place] for row in rows[1:] if place < len(row)}
    return [number for number in numbers if number not in there]


def taken_back(numbers: Sequence[str], sheet_id: int) -> Request:
    """Return the request that empties all cells of Tickets that hold one of `numbers` and nothing else.

    They are found by what they hold, so rows may be sorted and columns moved meanwhile.  Nobody has
    typed these numbers: they never stood where staff look for them.
    """
    return {
        "findReplace": {
            "find": f"^({'|'.join(map(re.escape, numbers))})$",
            "replacement": "",
            "searchByRegex": True,
            "matchEntireCell": True,
            "matchCase": True,
            "sheetId": sheet_id,
        }
    }
