"""Reading the policy file: the monthly parcel, long holidays and the calendar of closed days."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, datetime

from estimator.errors import Problem
from estimator.policy.fields import Fields, shown
from estimator.policy.labels import read_clause, read_codes, read_label, read_named
from estimator.policy.model import Calendar, Clause, Dispatch, Every, LongHoliday, Roll

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")

YEARS = range(2000, 2089)
"""Years whose days fit into an estimate code."""

LONGEST = 90
"""Most days of a long holiday; more is a typing error, and could leave no open day in a year."""

_MONTH_DAY = re.compile(r"(\d\d)-(\d\d)", re.ASCII)


def read_dispatch(top: Fields, clauses: Mapping[str, Clause]) -> Dispatch:
    """Return how pieces go to the workshop and come back."""
    fields = top.table("dispatch")
    every = fields.enum("every", Every)
    monthly = every is Every.MONTH
    dispatch = Dispatch(
        every=every,
        roll=fields.enum("roll", Roll),
        back_months=fields.whole("back_months", 1, 12) if monthly else 0,
        back_days=0 if monthly else fields.whole("back_days", 1, 365),
        just_missed_days=fields.whole("just_missed_days", 0, 27) if monthly else 0,
        clause=read_clause(fields, clauses),
    )
    fields.close()
    return dispatch


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


def read_long_holidays(holidays: Fields, clauses: Mapping[str, Clause]) -> tuple[LongHoliday, ...]:
    """Return the holidays of several days."""
    if not holidays.has("long"):
        return ()
    long = []
    for code, fields in read_named(holidays, "long"):
        long.append(
            LongHoliday(
                code=code,
                label=read_label(fields, "label"),
                starts=_month_day(fields, "starts"),
                ends=_month_day(fields, "ends"),
                closed=fields.flag("closed"),
                clause=read_clause(fields, clauses),
                text=read_label(fields, "text"),
            )
        )
        _check_length(fields, long[-1])
        fields.close()
    return tuple(long)


def _check_length(fields: Fields, holiday: LongHoliday) -> None:
    begins, ends = holiday.occurrence_in(2023)
    days = (ends - begins).days + 1
    if days > LONGEST:
        message = (
            f"from {begins:%m-%d} to {ends:%m-%d} are {days} days. "
            f"Give a long holiday at most {LONGEST}."
        )
        fields.note("ends", "range", message)


def read_calendar(top: Fields, long: tuple[LongHoliday, ...]) -> Calendar:
    """Return the closed days of all known years."""
    fields = top.table("calendar")
    weekdays = read_codes(fields, "weekdays", dict.fromkeys(WEEKDAYS))
    if len(weekdays) == len(WEEKDAYS):
        fields.note("weekdays", "range", "the shop is closed every day. Leave one day open.")
    table = fields.table("national")
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
    fields.close()
    first, last = (years[0], years[-1]) if years else (1, 1)
    return Calendar(
        first=date(first, 1, 1),
        last=date(last, 12, 31),
        weekdays=frozenset(WEEKDAYS.index(day) for day in weekdays),
        national=frozenset(national),
        long=long,
    )


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
