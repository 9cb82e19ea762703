"""Tickets as typed in → ticket frame and problems.  What cannot be parsed is reported, not guessed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, tzinfo
from itertools import compress, zip_longest
from typing import Any

import numpy as np
import pandas as pd

from backoffice.intake.blank_or_unread import Unclear, is_blank
from backoffice.intake.frames import Typed
from backoffice.intake.problems import Problem, ProblemCode
from backoffice.intake.ticket_numbers import (
    filled_rows,
    read_numbers,
    read_ticket,
    serial_of,
    usable_rows,
)
from backoffice.intake.typed_columns import (
    Tickets,
    array_of,
    decides_price,
    parse_column,
    reader_of,
    with_years,
)
from backoffice.intake.typed_days import DayOfYear
from backoffice.sheet.headings import Kind
from backoffice.sheet.layout import Layout
from backoffice.sheet.snapshot import Cell
from estimator.policy.currency import Currency


@dataclass(frozen=True, slots=True)
class TicketRows:
    """All rows of Tickets, parsed.

    Attributes:
        frame: See `backoffice.intake.frames`.
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

    `issued` is the highest number of the docket pad so far; 0 if it is not recorded.  Amounts are in `currency`, whose
    symbols may be beside them, and plain numbers count days from `epoch`.  The shop's `zone` decides the day of a
    moment; `today` and `asked_before` the year of a day without one, see `with_years`.
    """
    used, all_rows = _used_rows(layout), layout.tickets.rows
    rows = [all_rows[number - 1] for number in used]
    columns = [*zip_longest(*rows)]
    nothing: Sequence[Cell] = [None] * len(rows)
    cells = {
        key: columns[index] if index < len(columns) else nothing
        for key, index in layout.column_index.items()
    }
    problems: list[Problem] = []
    numbers = read_numbers(cells["ticket"], used, problems)
    filled = filled_rows(cells, len(rows))
    usable, blank = usable_rows(numbers, filled, used, issued, problems)
    wanted = np.zeros(len(rows), dtype=bool)
    wanted[usable] = True
    flags = wanted.tolist()
    tickets = Tickets([numbers[at] or "" for at in usable], [*compress(used, flags)], problems)
    together = _group_requests([*compress(cells["together"], flags)], tickets)
    parsed: dict[str, Any] = {
        Typed.TICKET: pd.Series(tickets.numbers, dtype=object),
        Typed.ROW: np.array(tickets.rows, dtype="int64"),
        Typed.REQUEST: pd.Series(together, dtype=object),
    }
    unclear = np.zeros(len(usable), dtype=bool)
    for column in layout.columns:
        if column.kind is not Kind.NUMBER:
            reader = reader_of(column, currency, zone, epoch)
            typed = [*compress(cells.get(column.key, nothing), flags)]
            values, wrong = parse_column(typed, reader, column, tickets)
            if column.kind is Kind.DATE and DayOfYear in {*map(type, values)}:
                wrong += with_years(values, typed, column, tickets, parsed, today, asked_before)
            if column.key == Typed.REPLATING:
                values = [value or "not-sure" for value in values]
            parsed[column.key] = array_of(values, column)
            if decides_price(column):
                unclear[wrong] = True
    parsed.setdefault(Typed.REPLATING, pd.Series(["not-sure"] * len(usable), dtype=object))
    parsed[Typed.UNCLEAR] = unclear
    frame = pd.DataFrame(parsed)
    highest = max((serial_of(number) for number in numbers if number), default=0)
    return TicketRows(frame, problems, blank, highest)


def _used_rows(layout: Layout) -> list[int]:
    """Return the numbers of the rows below the heading that hold anything in a column of the desk.

    Staff may keep a note a million rows further down.
    """
    ticket, *others = (
        layout.column_index[key] for key in sorted(layout.column_index, key="ticket".__ne__)
    )

    def is_used(row: Sequence[Cell]) -> bool:
        width = len(row)
        if ticket < width and row[ticket] not in (None, ""):  # as nearly all are
            return True
        return any(row[index] not in (None, "") for index in others if index < width)

    rows = layout.tickets.rows
    return [number for number in range(2, len(rows) + 1) if is_used(rows[number - 1])]


def _group_requests(typed: Sequence[Cell], tickets: Tickets) -> list[str]:
    """Return the first ticket of each ticket's request, as the cells of *Together with* say.

    A ticket whose request does not exist stays alone and gets a problem, as does each that names it.
    """
    named = [*map(_named, typed, tickets.numbers)]
    pairs = [*zip(tickets.numbers, named, strict=True)]
    first_of = {own: first for own, first in pairs if not isinstance(first, Unclear)}
    requests = []
    for at, (own, first) in enumerate(pairs):
        code, other = ProblemCode.TOGETHER_UNKNOWN, ""
        if isinstance(first, Unclear):
            code = code if first.code is ProblemCode.TICKET else first.code
        elif first_of.get(first) == first:
            requests.append(first)
            continue
        elif first in first_of:
            code, other = ProblemCode.TOGETHER_CHAIN, first_of[first]
        tickets.note(code, "together", typed[at], at, other=other)
        requests.append(own)
    return requests


def _named(cell: Cell, own: str) -> str | Unclear:
    """Return the ticket that a cell of *Together with* names, `own` for a blank one."""
    try:
        return own if is_blank(cell) else read_ticket(cell) or own
    except Unclear as unclear:
        return unclear.with_traceback(None)
