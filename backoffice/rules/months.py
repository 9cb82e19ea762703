"""Months: which batch a day belongs to, when it is cut off and leaves, which month is due."""

from __future__ import annotations

import re
from collections.abc import Iterable
from contextlib import suppress
from datetime import date
from unicodedata import normalize

from backoffice.intake.ledger import Ledger
from backoffice.messages import message
from backoffice.messages.errors import RefusedError
from estimator.errors import PolicyError
from estimator.policy.model import Label, UndatedPolicy
from estimator.rules.schedule import (
    Batch,
    Schedule,
    batch_for,
    batch_joined,
    parcel_of,
    schedule_for,
)

_MONTH = re.compile(r"([12]\d{3})\s*[-/.年]\s*(0?[1-9]|1[0-2])\s*月?", re.ASCII)


def parse_month(text: str) -> Batch:
    """Return the month that somebody wrote, or refuse it.

    >>> parse_month("2026-06"), parse_month("２０２６／６"), parse_month("2026年6月")
    (Batch(year=2026, month=6), Batch(year=2026, month=6), Batch(year=2026, month=6))
    """
    if match := _MONTH.fullmatch(normalize("NFKC", text).strip()):
        return Batch(int(match[1]), int(match[2]))
    raise RefusedError("month.no-month", text=text)


def batch_of(counted: date, policy: UndatedPolicy) -> Batch:
    """Return the batch that a piece belongs to whose day of arrival counts as `counted`.

    Where the calendar does not reach, the calendar month.
    Source: policy P9, P10.
    """
    try:
        return batch_joined(counted, policy)
    except PolicyError:
        return batch_for(counted)


def month_to_join(counted: date, ledger: Ledger, policy: UndatedPolicy) -> Batch:
    """Return the month whose parcel a piece in the shop can join: its own, or the first still open.

    Source: policy P9.
    """
    last, month = ledger.last_closed, batch_of(counted, policy)
    return max(month, last.later(1)) if last else month


def parcel_days(arrived: date, month: Batch, policy: UndatedPolicy) -> Schedule | None:
    """Return the days of a piece that arrived on `arrived` and goes with `month`; None beyond the calendar."""
    try:
        return schedule_for(arrived, policy, month)
    except PolicyError:
        return None


def count_in(month: Batch, days: Iterable[date | None]) -> int:
    """Return how many of `days` lie in `month`."""
    return sum(day is not None and batch_for(day) == month for day in days)


def cutoff_of(month: Batch, policy: UndatedPolicy) -> date:
    """Return the last day of arrival for `month`: its end, or the day its parcel left before that.

    A month that the calendar does not know is refused.  Source: policy P9, P10.
    """
    return min(month.cutoff, dispatch_of(month, policy))


def dispatch_of(month: Batch, policy: UndatedPolicy) -> date:
    """Return the day the parcel of `month` leaves; one that the calendar does not know is refused."""
    try:
        return parcel_of(month, policy)[0]
    except PolicyError as error:
        raise beyond_calendar(month, error) from error


def beyond_calendar(month: Batch, error: PolicyError) -> RefusedError:
    """Return the refusal of a month whose days the calendar does not know."""
    [problem] = error.problems
    why = Label(en=problem.message, ja=message("calendar", "beyond", "ja", field=problem.field))
    return RefusedError("month.beyond-calendar", month=month, why=why)


def next_month(ledger: Ledger, policy: UndatedPolicy, today: date) -> Batch:
    """Return the month whose parcel leaves next: the first not closed that has not left yet.

    A day that the calendar does not know is refused, as in `dispatch_of`.
    """
    month = batch_for(today).later(-1)
    while month in ledger.closed or dispatch_of(month, policy) < today:
        month = month.later(1)
    return month


def due_month(
    ready: Iterable[date], ledger: Ledger, policy: UndatedPolicy, today: date
) -> tuple[Batch | None, int]:
    """Return the oldest month that may be closed and how many pieces wait for it; None if none do.

    `ready` has the day of arrival of each piece that is ready to go.
    """
    days = list(ready)
    this = batch_for(today)
    for month in (this.later(-1), this):
        with suppress(RefusedError):
            check_may_close(month, ledger, policy, today)
            cutoff = cutoff_of(month, policy)
            count = sum(day <= cutoff for day in days)
            if count and month not in ledger.closed:
                return month, count
    return None, 0


def check_may_close(month: Batch, ledger: Ledger, policy: UndatedPolicy, today: date) -> None:
    """Refuse a month that cannot be closed yet, or no more, with the reason and what to do.

    Source: policy P9, P10.
    """
    _refuse_too_late(month, ledger)
    cutoff = cutoff_of(month, policy)
    if today < cutoff:
        raise RefusedError("close.not-over", month=month, cutoff=cutoff)


def check_may_rehearse(month: Batch, ledger: Ledger, policy: UndatedPolicy, today: date) -> None:
    """Refuse a month of which nothing can have arrived, or that cannot be closed any more."""
    _refuse_too_late(month, ledger)
    if month > batch_of(today, policy):
        raise RefusedError("close.not-begun", month=month, current=batch_of(today, policy))


def _refuse_too_late(month: Batch, ledger: Ledger) -> None:
    if ledger.last_closed and month < ledger.last_closed:
        last = ledger.last_closed
        raise RefusedError("close.too-late", month=month, last=last, next=last.later(1))
