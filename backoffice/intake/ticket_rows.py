"""Tickets as typed in → ticket frame and problems.  What cannot be parsed is reported, not guessed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, tzinfo
from itertools import zip_longest

import numpy as np
import pandas as pd

from backoffice.intake.frames import Typed
from backoffice.intake.problems import Problem
from backoffice.intake.request_groups import group_requests
from backoffice.intake.ticket_numbers import filled_rows, read_numbers, serial_of, usable_rows
from backoffice.intake.tickets import decides_price
from backoffice.intake.typed_columns import (
    parse_column,
    reader_of,
    series_of,
    with_years,
    year_of,
)
from backoffice.sheet.headings import Kind
from backoffice.sheet.layout import Layout
from backoffice.sheet.snapshot import Cell
from estimator.policy.model import Currency


@dataclass(frozen=True, slots=True)
class TicketRows:
    """All rows of Tickets, parsed.

    Attributes:
        frame: See `backoffice.intake.tickets`.
        problems: Of rows and cells, in the order of the sheet.
        blank: Numbers of the docket pad that nobody has used yet.
        highest: Highest number on any row; 0 if there is none.
    """

    frame: pd.DataFrame
    problems: list[Problem]
    blank: list[str]
    highest: int


def read_tickets(
    layout: Layout,
    *,
    issued: int,
    currency: Currency,
    zone: tzinfo,
    epoch: date,
    today: date,
    asked_before: Callable[[str], date | None],
) -> TicketRows:
    """Return the tickets of `layout`.

    Args:
        layout: Where the columns are.
        issued: Highest number of the docket pad so far; 0 if it is not recorded.
        currency: Whose symbols may be beside an amount.
        zone: Time zone of the shop: decides the day of a moment.
        epoch: Day 0 of plain numbers in the book.
        today: Decides the year of a day typed without one, where nothing else does.
        asked_before: Returns the day of a ticket's enquiry as it was parsed the last time.
    """
    used = _used_rows(layout)
    rows = [layout.tickets.rows[number - 1] for number in used]
    columns = [*zip_longest(*rows)]
    nothing: list[Cell] = [None] * len(rows)
    cells = {
        key: columns[index] if index < len(columns) else nothing
        for key, index in layout.column_index.items()
    }
    problems: list[Problem] = []
    numbers = read_numbers(cells["ticket"], used, problems)
    filled = filled_rows(cells, len(rows))
    usable, blank = usable_rows(numbers, filled, used, issued, problems)
    frame = pd.DataFrame(
        {
            Typed.TICKET: pd.Series([numbers[index] for index in usable], dtype=object),
            Typed.ROW: np.array([used[index] for index in usable], dtype="int64"),
        }
    )
    together = [cells["together"][index] for index in usable]
    frame[Typed.REQUEST] = pd.Series(group_requests(together, frame, problems), dtype=object)
    unclear = np.zeros(len(usable), dtype=bool)
    for column in layout.columns:
        if column.kind is not Kind.NUMBER:
            reader = reader_of(column, currency, zone, epoch)
            if column.key not in cells:  # an optional column that nobody has added
                frame[column.key] = series_of([reader(None)] * len(usable), column)
                continue
            typed = [*map(cells[column.key].__getitem__, usable)]
            values, wrong = parse_column(typed, reader, column, frame, problems)
            if column.kind is Kind.DATE:
                year = year_of(column, frame, today, asked_before)
                wrong += with_years(values, year, typed, column, frame, problems)
            frame[column.key] = series_of(values, column)
            if decides_price(column):
                unclear[wrong] = True
    if "replating" not in frame:
        frame[Typed.REPLATING] = None
    frame[Typed.REPLATING] = frame[Typed.REPLATING].fillna("not-sure")
    frame[Typed.UNCLEAR] = unclear
    highest = max((serial_of(number) for number in numbers if number), default=0)
    return TicketRows(frame, problems, blank, highest)


def _used_rows(layout: Layout) -> list[int]:
    """Return the numbers of the rows below the heading that hold anything in a column of the desk.

    Staff may keep a note a million rows further down.
    """
    indices = tuple(layout.column_index.values())
    return [
        number
        for number, row in enumerate(layout.tickets.rows, start=1)
        if number > 1
        and row
        and any(row[index] not in (None, "") for index in indices if index < len(row))
    ]
