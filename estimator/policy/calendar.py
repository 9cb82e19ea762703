"""Closed days and the long holidays of every year.

National holidays are written into the policy file from a library: `tests/tools/closed_days.py`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from estimator.errors import PolicyError, Problem
from estimator.policy.label import Label
from estimator.policy.phrases import day_range


@dataclass(frozen=True, slots=True, kw_only=True)
class LongHoliday:
    """A holiday of several days that comes every year.  Source: policy P12.

    Its first and its last day are month and day; the last is earlier in the year where it spans New
    Year. `closed` is whether the shop is, `text` the notice about it.
    """

    code: str
    label: Label
    starts: tuple[int, int]
    ends: tuple[int, int]
    closed: bool
    clause: str
    text: Label

    @property
    def days(self) -> Label:
        """Its days as people write them: ``13 – 16 August``, ``8月13日〜16日``."""
        return day_range(self.starts, self.ends)

    def includes(self, day: date) -> bool:
        """Return whether `day` belongs to it."""
        at = (day.month, day.day)
        if self.ends < self.starts:
            return at >= self.starts or at <= self.ends
        return self.starts <= at <= self.ends

    def occurrence_in(self, year: int) -> Occurrence:
        """Return the occurrence that begins in `year`."""
        over_new_year = self.ends < self.starts
        return Occurrence(
            first=date(year, *self.starts),
            last=date(year + over_new_year, *self.ends),
            holiday=self,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Occurrence:
    """A long holiday in one year."""

    first: date
    last: date
    holiday: LongHoliday


@dataclass(frozen=True, slots=True, kw_only=True)
class Calendar:
    """Days the shop is closed, for the years from `first` to `last` that are known.

    Closed days of the week have numbers, Monday is 0; long holidays are in the order of the policy
    file.
    """

    first: date
    last: date
    weekdays: frozenset[int]
    national: frozenset[date]
    long: tuple[LongHoliday, ...]


def check_known(day: date, calendar: Calendar) -> None:
    """Refuse a day beyond the known years: a PolicyError names the year to add.  Source: policy P12."""
    if calendar.first <= day <= calendar.last:
        return
    message = (
        f"this policy knows the days from {calendar.first} to {calendar.last}, not {day}. "
        f"Add the year {day.year} to the calendar."
    )
    path = f"calendar.national.{day.year}"
    raise PolicyError([Problem(field=path, code="calendar", message=message)])
