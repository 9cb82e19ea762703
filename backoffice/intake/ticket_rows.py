"""Typed-in cells → ticket frame and problems.  What cannot be understood is reported, never guessed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial
from typing import Any

import numpy as np
import pandas as pd

from backoffice.intake.problems import Level, Problem, ProblemCode
from backoffice.intake.tickets import FIRST_NUMBER, decides_price, dtype_of
from backoffice.intake.typed_cells import (
    SLACK,
    DayOfYear,
    Unclear,
    is_blank,
    read_amount,
    read_choice,
    read_count,
    read_day,
    read_text,
    read_ticket,
)
from backoffice.sheet.headings import Column, Kind
from backoffice.sheet.layout import Layout
from backoffice.sheet.seals import plain
from backoffice.sheet.snapshot import Cell
from estimator.policy.model import Currency

_FIRST = date(2000, 1, 1)  # earlier days are slips, and no ticket's life is told from them


@dataclass(frozen=True, slots=True)
class TicketRows:
    """Tickets as understood.

    Attributes:
        frame: See `backoffice.intake.tickets`.
        problems: Of rows and cells, in the order of the sheet.
        blank: Numbers of the docket pad that nobody has used yet.
        last_row: Last line that holds anything, 1 is the heading.
        highest: Highest number on any row; 0 if there is none.
    """

    frame: pd.DataFrame
    problems: list[Problem]
    blank: list[str]
    last_row: int
    highest: int


def read_tickets(
    layout: Layout,
    *,
    issued: int,
    currency: Currency,
    today: date,
    asked_before: Callable[[str], date | None],
) -> TicketRows:
    """Return the tickets that `layout` found.

    Args:
        layout: Where the columns are.
        issued: Highest number of the docket pad so far; 0 if nobody wrote it down.
        currency: Whose signs may stand beside an amount.
        today: Decides the year of a day typed without one, where nothing else does.
        asked_before: Tells how the enquiry's day of a ticket was read the last time.
    """
    rows = layout.tickets.rows[1:]
    cells = {key: _column(rows, place) for key, place in layout.places.items()}
    problems: list[Problem] = []
    numbers = _ticket_numbers(cells["ticket"], problems)
    filled = _filled(cells, len(rows))
    usable, blank = _usable(numbers, filled, issued, problems)
    frame = pd.DataFrame(
        {
            "ticket": pd.Series([numbers[at] for at in usable], dtype=object),
            "row": np.array(usable, dtype="int64") + 2,
        }
    )
    unclear = np.zeros(len(usable), dtype=bool)
    for column in layout.columns:
        if column.kind is not Kind.NUMBER:
            typed = [cells[column.key][at] for at in usable]
            reader = _reader(column, layout.language, currency)
            values, wrong = _understood(typed, reader, column, frame, problems)
            if column.kind is Kind.DATE:
                year = _years(column, frame, today, asked_before)
                wrong += _with_years(values, year, typed, column, frame, problems)
            frame[column.key] = _series(values, column)
            if decides_price(column):
                unclear[wrong] = True
    if "replating" not in frame:
        frame["replating"] = None
    frame["replating"] = frame["replating"].fillna("not-sure")
    typed = [cells["together"][at] for at in usable]
    frame["request"] = _requests(typed, frame, problems)
    frame["unclear"] = unclear
    issued_now = [_serial(number) for number in numbers if number]
    return TicketRows(
        frame, problems, blank, _last_row(numbers, filled), max(issued_now, default=0)
    )


def _column(rows: Sequence[Sequence[Cell]], place: int) -> list[Cell]:
    return [row[place] if place < len(row) else None for row in rows]


def _ticket_numbers(typed: Sequence[Cell], problems: list[Problem]) -> list[str | None]:
    numbers: list[str | None] = []
    for at, cell in enumerate(typed):
        try:
            numbers.append(read_ticket(cell))
        except Unclear as unclear:
            numbers.append(None)
            problems.append(
                Problem(
                    code=unclear.code,
                    level=Level.FIX,
                    row=at + 2,
                    column="ticket",
                    typed=_typed_text(cell),
                )
            )
    return numbers


def _filled(cells: dict[str, list[Cell]], height: int) -> Any:
    """Return for each row whether anything but a number is typed; staff's own columns do not count."""
    filled = np.zeros(height, dtype=bool)
    for key, column in cells.items():
        if key != "ticket":
            for at in np.flatnonzero(~filled):  # most rows are settled by their first columns
                filled[at] = not is_blank(column[at])
    return filled


def _usable(
    numbers: Sequence[str | None], filled: Any, issued: int, problems: list[Problem]
) -> tuple[list[int], list[str]]:
    """Return the places of rows that are tickets, and the numbers of blank rows."""
    times = Counter(number for number in numbers if number)
    rows_of: dict[str, list[int]] = {}
    for at, number in enumerate(numbers):
        if number and times[number] > 1:
            rows_of.setdefault(number, []).append(at)
    used_twice = {number for number, at in rows_of.items() if filled[at].any()}
    reported = {problem.row for problem in problems}
    usable, blank = [], []
    for at, number in enumerate(numbers):
        row = at + 2
        if number is None:
            if filled[at] and row not in reported:
                problems.append(
                    Problem(code=ProblemCode.NO_NUMBER, level=Level.FIX, row=row, column="ticket")
                )
        elif number in used_twice:
            others = ", ".join(str(other + 2) for other in rows_of[number])
            problems.append(_number_problem(ProblemCode.TWICE, number, row, others))
        elif not filled[at]:
            blank.append(number)
        elif not _was_issued(number, issued):
            problems.append(_number_problem(ProblemCode.NEVER_ISSUED, number, row))
        else:
            usable.append(at)
    return usable, blank


def _was_issued(number: str, issued: int) -> bool:
    serial = _serial(number)
    return number.startswith("R-") and serial >= FIRST_NUMBER and (not issued or serial <= issued)


def _number_problem(code: ProblemCode, number: str, row: int, other: str = "") -> Problem:
    return Problem(
        code=code,
        level=Level.FIX,
        ticket=number,
        row=row,
        column="ticket",
        typed=number,
        more={"other": other},
    )


def _serial(number: str) -> int:
    return int(number.rpartition("-")[2])


def _last_row(numbers: Sequence[str | None], filled: Any) -> int:
    held = [at for at, number in enumerate(numbers) if number or filled[at]]
    return held[-1] + 2 if held else 1


def _reader(column: Column, language: str, currency: Currency) -> Callable[[Cell], object]:
    match column.kind:
        case Kind.DATE:
            return read_day
        case Kind.YEN:
            return partial(read_amount, currency=currency)
        case Kind.COUNT:
            return partial(read_count, most=column.most)
        case Kind.CHOICE:
            return partial(read_choice, choices=column.choices, language=language)
        case _:
            return read_text


def _understood(
    typed: Sequence[Cell],
    reader: Callable[[Cell], object],
    column: Column,
    frame: pd.DataFrame,
    problems: list[Problem],
) -> tuple[list[object], list[int]]:
    """Return the value of each cell and the places of those that are unclear.

    Equal cells are read once: a sheet of 100,000 rows holds few different days and materials.
    """
    nothing = reader(None)
    known: dict[tuple[type, Cell], object] = {}
    values: list[object] = []
    wrong: list[int] = []
    for at, cell in enumerate(typed):
        if cell is None or cell == "":
            values.append(nothing)
            continue
        key = (cell.__class__, cell)
        if key not in known:
            try:
                known[key] = reader(cell)
            except Unclear as unclear:
                known[key] = unclear
        value = known[key]
        if isinstance(value, Unclear):
            wrong.append(at)
            problems.append(_unclear(value, cell, column, frame, at))
            value = nothing
        values.append(value)
    return values, wrong


BEFORE = timedelta(days=60)
"""A ticket's year begins so long before its enquiry: pieces arrive unannounced, slips go back a month."""


def _years(
    column: Column, frame: pd.DataFrame, today: date, asked_before: Callable[[str], date | None]
) -> Callable[[DayOfYear, int], date]:
    """Return what gives the day of the ticket at a place its year, the same in every later year.

    The enquiry keeps the year it was read with before.  All else lies within a year of the enquiry.
    What neither tells is the newest such day.
    """

    def of_enquiry(day: DayOfYear, at: int) -> date:
        known = asked_before(frame["ticket"].iat[at])
        return known if known and day.of(known) and known <= today + SLACK else day.newest(today)

    def of_life(day: DayOfYear, at: int) -> date:
        enquired = frame["enquired"].iat[at]
        if enquired is pd.NaT or not _FIRST <= enquired.date() <= today + SLACK:
            return day.newest(today)
        return day.from_(enquired.date() - BEFORE)

    return of_enquiry if column.key == "enquired" else of_life


def _with_years(
    values: list[object],
    year: Callable[[DayOfYear, int], date],
    typed: Sequence[Cell],
    column: Column,
    frame: pd.DataFrame,
    problems: list[Problem],
) -> list[int]:
    """Give days without a year their year, in place; return the places where there is none."""
    wrong = []
    for at, value in enumerate(values):
        if isinstance(value, DayOfYear):
            try:
                values[at] = year(value, at)
            except Unclear as unclear:
                values[at] = None
                wrong.append(at)
                problems.append(_unclear(unclear, typed[at], column, frame, at))
    return wrong


def _unclear(unclear: Unclear, cell: Cell, column: Column, frame: pd.DataFrame, at: int) -> Problem:
    return Problem(
        code=ProblemCode.CHOICE_NEAR if unclear.near else unclear.code,
        level=Level.FIX,
        ticket=frame["ticket"].iat[at],
        row=int(frame["row"].iat[at]),
        column=column.key,
        typed=_typed_text(cell),
        more={"near": unclear.near},
    )


def _typed_text(cell: Cell) -> str:
    text = " ".join(plain(cell).split())
    return f"{text[:57]}…" if len(text) > 60 else text


def _series(values: list[object], column: Column) -> Any:
    dtype = dtype_of(column)
    if dtype == "datetime64[s]":
        days = np.array(values, dtype="datetime64[D]").astype("datetime64[s]")
        return pd.Series(days)
    if dtype == "int64":
        return pd.Series(np.array(values, dtype="int64"))
    if dtype == "Int64":
        return pd.Series(pd.array(values, dtype="Int64"))
    return pd.Series(values, dtype=object)


def _requests(typed: Sequence[Cell], frame: pd.DataFrame, problems: list[Problem]) -> list[str]:
    """Return the first ticket of each ticket's request.

    A request that cannot be found leaves the ticket on its own, with a problem.
    """
    own: list[str] = frame["ticket"].tolist()
    named: dict[str, str] = {}
    for at, cell in enumerate(typed):
        if not is_blank(cell):
            try:
                named[own[at]] = read_ticket(cell) or own[at]
            except Unclear:
                named[own[at]] = ""
    tickets = set(own)
    requests = []
    for at, ticket in enumerate(own):
        first = named.get(ticket, ticket)
        code: ProblemCode | None = None
        other = ""
        if first not in tickets:
            code = ProblemCode.TOGETHER_UNKNOWN
        elif named.get(first, first) != first:
            code, other = ProblemCode.TOGETHER_CHAIN, named[first]
        if code:
            problems.append(
                Problem(
                    code=code,
                    level=Level.FIX,
                    ticket=ticket,
                    row=int(frame["row"].iat[at]),
                    column="together",
                    typed=_typed_text(typed[at]),
                    more={"other": other},
                )
            )
        requests.append(ticket if code else first)
    return requests
