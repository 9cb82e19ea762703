"""Long holidays on the way of a piece: each is noticed, and adds the days that the owner sets.  Source: policy P12."""

from __future__ import annotations

from datetime import date, timedelta

from estimator.policy.calendar import Calendar, Occurrence, check_known
from estimator.policy.model import UndatedPolicy


def with_long_holidays(
    arrives: date, back: date, policy: UndatedPolicy
) -> tuple[tuple[Occurrence, ...], date]:
    """Return the long holidays from arrival to return, both days included, and the return they make later.

    Days added may meet the next long holiday, which adds days as well.
    """
    met: tuple[Occurrence, ...] = ()
    later = back
    while len(on_the_way := _between(arrives, later, policy.calendar)) > len(met):
        met = on_the_way
        later = back + timedelta(days=policy.extra_days * len(met))
        check_known(later, policy.calendar)
    return met, later


def _between(first: date, last: date, calendar: Calendar) -> tuple[Occurrence, ...]:
    """Return the long holidays that share a day with `first` to `last`, in order of their days."""
    occurrences = [
        holiday.occurrence_in(year)
        for year in range(first.year - 1, last.year + 1)
        for holiday in calendar.long
    ]
    return tuple(
        sorted(
            (one for one in occurrences if one.first <= last and one.last >= first),
            key=lambda one: (one.first, one.last),
        )
    )
