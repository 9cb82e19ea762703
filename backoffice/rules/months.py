"""Months: which batch a day belongs to, when it is cut off and leaves, which month is due."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date

from backoffice.errors import RefusedError
from backoffice.intake.ledger import Ledger
from estimator.errors import PolicyError
from estimator.policy.model import UndatedPolicy
from estimator.rules.schedule import Batch, batch_for, batch_joined, parcel_of


def parse_month(text: str) -> Batch:
    """Return the month written as ``2026-06``.

    Raises:
        RefusedError: If it is none.
    """
    year, _, month = text.partition("-")
    if re.fullmatch(r"[12]\d{3}", year) and re.fullmatch(r"0?[1-9]|1[0-2]", month):
        return Batch(int(year), int(month))
    raise RefusedError(
        f"“{text}” is no month. Write year and month, as 2026-06.",
        f"「{text}」は月として読めません。2026-06 のように入力してください。",
    )


def batch_of(counted: date, policy: UndatedPolicy) -> Batch:
    """Return the batch that a piece belongs to whose day of arrival counts as `counted`.

    Where the calendar does not reach, the calendar month.
    Source: policy P9, P10.
    """
    try:
        return batch_joined(counted, policy)
    except PolicyError:
        return batch_for(counted)


def cutoff_of(month: Batch, policy: UndatedPolicy) -> date:
    """Return the last day of arrival for `month`: its end, or the day its parcel left before that.

    Raises:
        RefusedError: If the calendar does not know it.

    Source: policy P9, P10.
    """
    return min(month.cutoff, dispatch_of(month, policy))


def dispatch_of(month: Batch, policy: UndatedPolicy) -> date:
    """Return the day the parcel of `month` leaves.

    Raises:
        RefusedError: If the calendar does not know it.
    """
    try:
        return parcel_of(month, policy)[0]
    except PolicyError as error:
        raise beyond_calendar(month, error) from error


def beyond_calendar(month: Batch, error: PolicyError) -> RefusedError:
    """Return the refusal of a month whose days the calendar does not know."""
    [problem] = error.problems
    return RefusedError(
        f"{month}: {problem.message}",
        f"{month}: 料金表の暦にない日付が必要です({problem.field})。暦に追加してください。",
    )


def next_month(ledger: Ledger, policy: UndatedPolicy, today: date) -> Batch:
    """Return the month whose parcel leaves next: the first not closed that has not left yet.

    Raises:
        RefusedError: If the calendar does not know the day it leaves.
    """
    month = Batch(today.year, today.month).later(-1)
    while month in ledger.closed or dispatch_of(month, policy) < today:
        month = month.later(1)
    return month


def due_month(
    ready: Iterable[date], ledger: Ledger, policy: UndatedPolicy, today: date
) -> tuple[Batch | None, int]:
    """Return the oldest month that may be closed and how many pieces wait for it; None if none do.

    Args:
        ready: The day of arrival of each piece that is ready to go.
        ledger: What earlier runs closed.
        policy: The calendar and its readings.
        today: In the shop's time zone.
    """
    days = list(ready)
    this = Batch(today.year, today.month)
    for month in (this.later(-1), this):
        if month in ledger.closed:
            continue
        try:
            check_may_close(month, ledger, policy, today)
        except RefusedError:
            continue
        cutoff = cutoff_of(month, policy)
        if count := sum(day <= cutoff for day in days):
            return month, count
    return None, 0


def check_may_close(month: Batch, ledger: Ledger, policy: UndatedPolicy, today: date) -> None:
    """Refuse a month that cannot be closed yet, or no more.

    Raises:
        RefusedError: With the reason and what to do.

    Source: policy P9, P10.
    """
    if ledger.last_closed and month < ledger.last_closed:
        raise RefusedError(
            f"{month} cannot be closed any more: {ledger.last_closed} is closed already. "
            f"Late pieces go with {ledger.last_closed.later(1)}.",
            f"{ledger.last_closed} を締めたあとに {month} を締めることはできません。"
            f"遅れて届いた品は {ledger.last_closed.later(1)} の便に入ります。",
        )
    leaves = cutoff_of(month, policy)
    if today < leaves:
        raise RefusedError(
            f"{month} is not over: pieces that arrive until {leaves} belong to it. "
            f"Close it from {leaves} on.",
            f"{month} はまだ終わっていません。{leaves} までに届いた品が対象です。"
            f"{leaves} 以降に締めてください。",
        )
