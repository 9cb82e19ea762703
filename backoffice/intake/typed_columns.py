"""One column of Tickets: its cells → values of one dtype, and problems."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta, tzinfo
from functools import partial
from typing import Any

import numpy as np
import pandas as pd

from backoffice.intake.arrays import days_from
from backoffice.intake.blank_or_unread import Unclear
from backoffice.intake.frames import AMOUNT, DAY, INTEGER, OBJECT, Typed
from backoffice.intake.problems import Level, Problem, ProblemCode
from backoffice.intake.request_entries import effective
from backoffice.intake.typed_amounts import read_amount
from backoffice.intake.typed_choices import read_choice
from backoffice.intake.typed_counts import read_count
from backoffice.intake.typed_days import SLACK, DayOfYear, read_day
from backoffice.intake.typed_texts import read_link, read_text, typed_text
from backoffice.sheet.distinct import each_once
from backoffice.sheet.headings import Column, Kind
from backoffice.sheet.snapshot import Cell
from estimator.policy.currency import Currency
from estimator.policy.label import Label

BEFORE = timedelta(days=60)
"""A ticket's year begins so long before its enquiry: pieces arrive unannounced, slips go back a month."""

_FIRST = date(2000, 1, 1)  # an earlier enquiry is a slip, and decides no year

PRICED = (Typed.ENQUIRED, Typed.MATERIAL, Typed.REPLATING, Typed.PRICE)
"""Columns that decide the price, besides those of the services."""

_DTYPES = {Kind.DATE: DAY, Kind.YEN: AMOUNT, Kind.COUNT: INTEGER}

Reader = Callable[[Cell], object]


def decides_price(column: Column) -> bool:
    """Return whether a cell of `column` decides what the ticket costs."""
    return column.key in PRICED or column.service is not None


def dtype_of(column: Column) -> str:
    """Return the dtype that `column` has in the ticket frame."""
    return _DTYPES.get(column.kind, OBJECT)


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


@dataclass(frozen=True, slots=True)
class Tickets:
    """The number and the row of each ticket that can be used; takes the problems of their cells."""

    numbers: list[str]
    rows: list[int]
    problems: list[Problem]

    def note(
        self, code: ProblemCode, column: str, cell: Cell, at: int, **more: str | Label
    ) -> None:
        """Add the problem of a `cell` of the ticket at index `at`."""
        ticket, row, typed = self.numbers[at], self.rows[at], typed_text(cell)
        self.problems.append(
            Problem(code, Level.FIX, ticket=ticket, row=row, column=column, typed=typed, more=more)
        )

    def note_unclear(self, unclear: Unclear, column: Column, cell: Cell, at: int) -> None:
        """Add the problem of a `cell` that cannot be parsed."""
        near = {"near": unclear.near} if unclear.near else {}
        self.note(unclear.code, column.key, cell, at, **near)


def parse_column(
    typed: Sequence[Cell], reader: Reader, column: Column, tickets: Tickets
) -> tuple[list[object], list[int]]:
    """Return the value of each cell and the indices of those that are unclear."""
    unclear: list[Unclear] = []

    def read(cell: object) -> object:
        try:
            return reader(cell)  # type: ignore[arg-type]
        except Unclear as problem:
            unclear.append(problem.with_traceback(None))  # which holds all that was read
            return problem

    values = each_once(typed, read)
    wrong = [at for at, value in enumerate(values) if isinstance(value, Unclear)] if unclear else []
    for at in wrong:
        problem = values[at]
        assert isinstance(problem, Unclear)
        tickets.note_unclear(problem, column, typed[at], at)
        values[at] = reader(None)
    return values, wrong


def with_years(
    values: list[object],
    typed: Sequence[Cell],
    column: Column,
    tickets: Tickets,
    parsed: Mapping[str, Any],
    today: date,
    asked_before: Callable[[str], date | None],
) -> list[int]:
    """Add the year to days without one, modifying the list; return the indices where there is none.

    It is the same in later years.  The enquiry keeps the year it was read with before, which `asked_before`
    returns.  All else lies within a year of the enquiry, which `parsed` has by then.  Where neither
    decides, it is the newest such day.
    """
    asked: pd.Series | None = None
    if column.key != Typed.ENQUIRED:
        needed = (Typed.TICKET, Typed.REQUEST, Typed.ENQUIRED)
        asked = effective(pd.DataFrame({key: parsed[key] for key in needed}), Typed.ENQUIRED)

    def dated(day: DayOfYear, at: int) -> date:
        if asked is None:
            known = asked_before(tickets.numbers[at])
            return (
                known if known and day.of(known) and known <= today + SLACK else day.newest(today)
            )
        enquired = asked.iat[at]
        if enquired is pd.NaT or not _FIRST <= enquired.date() <= today + SLACK:
            return day.newest(today)
        return day.from_(enquired.date() - BEFORE)

    wrong = []
    for at, value in enumerate(values):
        if isinstance(value, DayOfYear):
            try:
                values[at] = dated(value, at)
            except Unclear as unclear:
                values[at] = None
                wrong.append(at)
                tickets.note_unclear(unclear, column, typed[at], at)
    return wrong


def array_of(values: Sequence[Any], column: Column) -> Any:
    """Return `values` as pandas keeps a column of this kind; see `dtype_of`."""
    dtype = dtype_of(column)
    if dtype == INTEGER:
        return np.array(values, dtype=dtype)
    return days_from(values) if dtype == DAY else pd.Series(values, dtype=dtype)
