"""One column of Tickets: its cells → values of one dtype, and problems."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, timedelta, tzinfo
from functools import partial

import numpy as np
import pandas as pd

from backoffice.intake.frames import Typed
from backoffice.intake.problems import Level, Problem
from backoffice.intake.request_entries import effective
from backoffice.intake.tickets import dtype_of
from backoffice.intake.typed_amounts import read_amount
from backoffice.intake.typed_choices import read_choice
from backoffice.intake.typed_counts import read_count
from backoffice.intake.typed_days import SLACK, DayOfYear, read_day
from backoffice.intake.typed_texts import Unclear, read_link, read_text, typed_text
from backoffice.sheet.distinct import each_once
from backoffice.sheet.headings import Column, Kind
from backoffice.sheet.snapshot import Cell
from estimator.policy.model import Currency

BEFORE = timedelta(days=60)
"""A ticket's year begins so long before its enquiry: pieces arrive unannounced, slips go back a month."""

_FIRST = date(2000, 1, 1)  # an earlier enquiry is a slip, and decides no year

Reader = Callable[[Cell], object]
YearOf = Callable[[DayOfYear, int], date]


def reader_of(column: Column, currency: Currency, zone: tzinfo, epoch: date) -> Reader:
    """Return the function that parses a cell of `column`."""
    match column.kind:
        case Kind.DATE:
            return partial(read_day, zone=zone, epoch=epoch)
        case Kind.YEN:
            return partial(read_amount, currency=currency)
        case Kind.COUNT:
            return partial(read_count, most=column.most, sign=column.sign)
        case Kind.CHOICE:
            return partial(read_choice, choices=column.choices)
        case Kind.LINK:
            return read_link
        case _:
            return read_text


def parse_column(
    typed: Sequence[Cell],
    reader: Reader,
    column: Column,
    frame: pd.DataFrame,
    problems: list[Problem],
) -> tuple[list[object], list[int]]:
    """Return the value of each cell and the indices of those that are unclear."""
    unclear: list[Unclear] = []

    def read(cell: object) -> object:
        try:
            return reader(cell)  # type: ignore[arg-type]
        except Unclear as problem:
            unclear.append(problem)
            return problem

    values = each_once(typed, read)
    wrong = [at for at, value in enumerate(values) if isinstance(value, Unclear)] if unclear else []
    for at in wrong:
        problem = values[at]
        assert isinstance(problem, Unclear)
        problems.append(_problem_of(problem, typed[at], column, frame, at))
        values[at] = reader(None)
    return values, wrong


def year_of(
    column: Column, frame: pd.DataFrame, today: date, asked_before: Callable[[str], date | None]
) -> YearOf:
    """Return the function that gives the day at an index of `frame` its year, the same in later years.

    The enquiry keeps the year it was read with before.  All else lies within a year of the enquiry.
    Where neither decides, it is the newest such day.
    """

    def of_enquiry(day: DayOfYear, index: int) -> date:
        known = asked_before(frame[Typed.TICKET].iat[index])
        return known if known and day.of(known) and known <= today + SLACK else day.newest(today)

    if column.key == Typed.ENQUIRED:
        return of_enquiry
    asked = effective(frame, Typed.ENQUIRED)

    def of_other(day: DayOfYear, index: int) -> date:
        enquired = asked.iat[index]
        if enquired is pd.NaT or not _FIRST <= enquired.date() <= today + SLACK:
            return day.newest(today)
        return day.from_(enquired.date() - BEFORE)

    return of_other


def with_years(
    values: list[object],
    year: YearOf,
    typed: Sequence[Cell],
    column: Column,
    frame: pd.DataFrame,
    problems: list[Problem],
) -> list[int]:
    """Add the year to days without one, modifying the list; return the indices where there is none."""
    wrong = []
    for index, value in enumerate(values):
        if isinstance(value, DayOfYear):
            try:
                values[index] = year(value, index)
            except Unclear as unclear:
                values[index] = None
                wrong.append(index)
                problems.append(_problem_of(unclear, typed[index], column, frame, index))
    return wrong


def series_of(values: list[object], column: Column) -> pd.Series:
    """Return `values` as pandas keeps a column of this kind; see `backoffice.intake.tickets`."""
    dtype = dtype_of(column)
    if dtype == "datetime64[s]":
        days = np.array(values, dtype="datetime64[D]").astype("datetime64[s]")
        return pd.Series(days)
    if dtype == "int64":
        return pd.Series(np.array(values, dtype="int64"))
    if dtype == "Int64":
        return pd.Series(pd.array(values, dtype="Int64"))
    return pd.Series(values, dtype=object)


def _problem_of(
    unclear: Unclear, cell: Cell, column: Column, frame: pd.DataFrame, index: int
) -> Problem:
    return Problem(
        code=unclear.code,
        level=Level.FIX,
        ticket=frame[Typed.TICKET].iat[index],
        row=int(frame[Typed.ROW].iat[index]),
        column=column.key,
        typed=typed_text(cell),
        more={"near": unclear.near} if unclear.near else {},
    )
