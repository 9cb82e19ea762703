"""Days that a formula gives anew every day: ``TODAY()``, ``NOW()``.

Google sends results or formulas, not both.  So formulas are asked for only where a day is that of today,
and only in those columns: most readings take no further request.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta

from backoffice.books.google.sheet_state import Ask
from backoffice.books.google.sheet_urls import tab_range
from backoffice.sheet.addresses import column_letters
from backoffice.sheet.columns import TICKET_DAYS
from backoffice.sheet.headings import find_column
from backoffice.sheet.snapshot import Cell, FollowsToday, follows_today

_ZONES = timedelta(days=1)
"""The day in the zone of the sheet may be another than that of this machine."""


def mark_day_formulas(ask: Ask, tab: str, rows: list[list[Cell]], today: date) -> None:
    """Replace, in the rows of Tickets, each day that follows today by `FollowsToday`."""
    headings = rows[0] if rows else []
    indices = [index for column in TICKET_DAYS for index in find_column(column, headings)]
    indices = [at for at in indices if any(_is_today(row[at], today) for row in rows[1:])]
    if not indices:
        return
    letters = [column_letters(index + 1) for index in indices]
    answer = ask(
        "/values:batchGet",
        {
            "ranges": [f"{tab_range(tab)}!{letter}1:{letter}{len(rows)}" for letter in letters],
            "majorDimension": "COLUMNS",
            "valueRenderOption": "FORMULA",
            "dateTimeRenderOption": "SERIAL_NUMBER",
            "fields": "valueRanges(range,values)",
        },
    )
    for index, found in zip(indices, answer.get("valueRanges", []), strict=True):
        [column] = found.get("values") or [[]]
        for row, cell in zip(rows, column, strict=False):
            day = row[index]
            is_formula = isinstance(cell, str) and cell.startswith("=") and follows_today(cell)
            if is_formula and isinstance(day, date):
                row[index] = FollowsToday(day.year, day.month, day.day)


def _is_today(cell: Cell, today: date) -> bool:
    if not isinstance(cell, date):
        return False
    day = cell.date() if isinstance(cell, datetime) else cell
    return abs(day - today) <= _ZONES
