"""Open and closed days of the shop."""

from __future__ import annotations

from datetime import date, timedelta

from estimator.errors import PolicyError
from estimator.policy.calendar import check_known
from estimator.policy.model import UndatedPolicy
from estimator.policy.readings import Roll


def is_open(day: date, policy: UndatedPolicy) -> bool:
    """Return whether the shop is open on `day`; a PolicyError if the closed days of that year are not known.

    Source: policy P12.
    """
    calendar = policy.calendar
    check_known(day, calendar)
    return not (
        day.weekday() in calendar.weekdays
        or day in calendar.national
        or any(holiday.closed and holiday.includes(day) for holiday in calendar.long)
    )


def open_day(day: date, policy: UndatedPolicy, roll: Roll = Roll.FORWARD) -> date:
    """Return `day` if it is open, else the nearest open day in the direction of `roll`.

    Source: policy P10.
    """
    step = timedelta(days=1 if roll is Roll.FORWARD else -1)
    while not is_open(day, policy):
        day += step
    return day


def last_open_day(day: date, policy: UndatedPolicy) -> date | None:
    """Return the last open day up to `day`; None if that is before the known calendar."""
    try:
        return open_day(day, policy, Roll.BACK)
    except PolicyError:
        return None
