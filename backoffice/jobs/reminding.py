"""What a morning's reminder tells: months whose cut-off is near, and those nobody closed.  Writes nothing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from backoffice.jobs.checkup import due_month
from backoffice.jobs.desk import Desk
from backoffice.outputs.overview_tab import next_month
from backoffice.rules.batches import ClosePlan, cutoff_of, plan_close
from estimator.policy.model import Every
from estimator.rules.schedule import Batch

DAYS = 3
"""How many days before a cut-off the reminder begins."""


@dataclass(frozen=True, slots=True)
class Reminder:
    """One month to think of.

    Attributes:
        month: The month.
        cutoff: The last day of arrival for it.
        days: From today to `cutoff`; less than 0 once it has passed.
        plan: What closing it would do if nothing changed.
    """

    month: Batch
    cutoff: date
    days: int
    plan: ClosePlan


def reminders(desk: Desk, days: int = DAYS) -> list[Reminder]:
    """Return the months to think of, the oldest first; none on most mornings.

    A month is told from `days` days before its cut-off until it is closed, or as long as pieces wait
    for it that could go.

    Raises:
        RefusedError: If the calendar does not know the days of a month.
    """
    today, policy = desk.run.now.date(), desk.run.policy.undated
    return [
        Reminder(month, cutoff, (cutoff - today).days, _plan(desk, month))
        for month in _months(desk, days)
        for cutoff in [cutoff_of(month, policy)]
    ]


def _months(desk: Desk, days: int) -> Iterator[Batch]:
    today, policy = desk.run.now.date(), desk.run.policy.undated
    due, _ = due_month(desk, today)
    if due:
        yield due
    if policy.dispatch.every is Every.MONTH:
        month = next_month(desk.ledger, policy, today)
        if (due is None or month > due) and 0 <= (cutoff_of(month, policy) - today).days <= days:
            yield month


def _plan(desk: Desk, month: Batch) -> ClosePlan:
    run = desk.run
    return plan_close(
        desk.assessment, month, desk.ledger, run.policy, language=desk.language, now=run.now
    )
