"""Reading the policy file: the monthly parcel, long holidays and the calendar of closed days."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import date, datetime

from estimator.errors import Problem
from estimator.policy.calendar import Calendar, LongHoliday
from estimator.policy.entries import read_clause, read_codes
from estimator.policy.fields import Fields
from estimator.policy.model import Dispatch
from estimator.policy.phrases import WEEKDAYS
from estimator.policy.readings import Every, Roll
from estimator.policy.suggestions import shown
from estimator.policy.texts import EMPTY, Reading, Texts

YEARS = range(2000, 2089)
"""Years whose days fit into an estimate code."""

LONGEST = 90
"""Most days of a long holiday; more is a typing error, and could leave no open day in a year."""

_MONTH_DAY = re.compile(r"(\d\d)-(\d\d)", re.ASCII)


def read_dispatch(top: Fields, clauses: Collection[str]) -> Dispatch:
    """Return how pieces go to the workshop and come back."""
    with top.table("dispatch") as fields:
        every = fields.enum("every", Every)
        monthly = every is Every.MONTH
        return Dispatch(
            every=every,
            roll=fields.enum("roll", Roll),
            back_months=fields.integer("back_months", 1, 12) if monthly else 0,
            back_days=0 if monthly else fields.integer("back_days", 1, 365),
            just_missed_days=fields.integer("just_missed_days", 0, 27) if monthly else 0,
            clause=read_clause(fields, clauses),
        )


def _month_day(fields: Fields, key: str) -> tuple[int, int]:
    text = fields.text(key, 'a month and day as "08-13"')
    match = _MONTH_DAY.fullmatch(text)
    month, day = (int(match[1]), int(match[2])) if match else (0, 0)
    try:
        date(2023, month, day)  # no leap year: 02-29 does not come every year
    except ValueError:
        if text:
            message = f'{shown(text)} is no day of every year. Write a month and day as "08-13".'
            fields.note(key, "date", message)
        return 1, 1
    return month, day


def read_long_holidays(
    holidays: Fields, clauses: Collection[str]
) -> list[tuple[Fields, LongHoliday]]:
    """Return the holidays of several days, each with its table; `read_holiday_texts` reads the rest."""
    long = []
    for code, fields in holidays.named("long") if holidays.has("long") else ():
        holiday = LongHoliday(
            code=code,
            label=fields.label("label"),
            starts=_month_day(fields, "starts"),
            ends=_month_day(fields, "ends"),
            closed=fields.flag("closed"),
            clause=read_clause(fields, clauses),
            text=EMPTY,
        )
        _check_length(fields, holiday)
        long.append((fields, holiday))
    return long


def read_holiday_texts(
    holidays: Fields, long: Sequence[tuple[Fields, LongHoliday]], texts: Texts
) -> tuple[LongHoliday, ...]:
    """Return the long holidays with the texts of their notices, and close their tables."""
    delay = texts.read(holidays, "delay") if holidays.has("delay") else EMPTY
    finished = []
    for fields, holiday in long:
        closed = Reading.flag(holiday.closed, "closed", "open")
        own = texts.within(closed, label=holiday.label, days=holiday.days, delay=delay)
        with fields:
            finished.append(replace(holiday, text=own.read(fields, "text")))
    return tuple(finished)


def _check_length(fields: Fields, holiday: LongHoliday) -> None:
    one = holiday.occurrence_in(2023)
    days = (one.last - one.first).days + 1
    if days > LONGEST:
        message = (
            f"from {one.first:%m-%d} to {one.last:%m-%d} are {days} days. "
            f"Give a long holiday at most {LONGEST}."
        )
        fields.note("ends", "range", message)


def read_calendar(top: Fields, long: Sequence[LongHoliday]) -> Calendar:
    """Return the closed days of all known years."""
    with top.table("calendar") as fields:
        weekdays = read_codes(fields, "weekdays", WEEKDAYS)
        if len(weekdays) == len(WEEKDAYS):
            fields.note("weekdays", "range", "the shop is closed every day. Leave one day open.")
        years, national = _national(fields.table("national"))
    first, last = (years[0], years[-1]) if years else (1, 1)
    return Calendar(
        first=date(first, 1, 1),
        last=date(last, 12, 31),
        weekdays=frozenset(WEEKDAYS.index(day) for day in weekdays),
        national=frozenset(national),
        long=tuple(long),
    )


def _national(table: Fields) -> tuple[list[int], set[date]]:
    """Return the years that are known, one after the other, and their national holidays."""
    years: list[int] = []
    national: set[date] = set()
    for key in table.keys():  # noqa: SIM118  not a dict
        if not re.fullmatch(r"\d{4}", key, re.ASCII) or int(key) not in YEARS:
            needed = f"one from {YEARS[0]} to {YEARS[-1]}, as 2026"
            table.note(key, "date", f"{shown(key)} is no year known here. Write {needed}.")
            continue
        if years and int(key) != years[-1] + 1:
            table.note(key, "gap", f"after {years[-1]} comes {years[-1] + 1}. Add years in order.")
        years.append(int(key))
        national |= _holidays_of(table, key)
    if not years:
        table.note("", "empty", "no year is known. Add one as 2026 = [2026-01-01, …].")
    return years, national


def _holidays_of(table: Fields, year: str) -> set[date]:
    days: set[date] = set()
    for path, day in table.entries(year, "a list of days"):
        if not isinstance(day, date) or isinstance(day, datetime) or day.year != int(year):
            message = f"{shown(day)} is no day of {year}. Write one as {year}-01-01, unquoted."
            table.problems.append(Problem(field=path, code="date", message=message))
        elif day in days:
            message = f"{day} stands twice. Take one out."
            table.problems.append(Problem(field=path, code="twice", message=message))
        else:
            days.add(day)
    return days
