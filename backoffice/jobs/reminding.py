"""The morning's reminder: months whose cut-off is near, and months that are due.  Writes nothing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from backoffice.jobs.closing import plan_of
from backoffice.jobs.desk import Desk
from backoffice.jobs.lost_closes import refuse_lost_closes
from backoffice.rules.batches import ClosePlan, ready_days
from backoffice.rules.months import cutoff_of, due_month, next_month
from estimator.policy.readings import Every
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

    A month is named from `days` days before its cut-off until it is closed, or as long as pieces wait
    for it that could go.

    Raises:
        RefusedError: If the calendar does not know the days of a month.
    """
    refuse_lost_closes(desk, writing=False)
    today, policy = desk.run.now.date(), desk.run.policy.undated
    return [
        Reminder(month, cutoff, (cutoff - today).days, plan_of(desk, month))
        for month in _months(desk, days)
        for cutoff in [cutoff_of(month, policy)]
    ]


def _months(desk: Desk, days: int) -> Iterator[Batch]:
    today, policy = desk.run.now.date(), desk.run.policy.undated
    due, _ = due_month(ready_days(desk.assessment.frame), desk.ledger, policy, today)
    if due:
        yield due
    if policy.dispatch.every is Every.MONTH:
        month = next_month(desk.ledger, policy, today)
        if (due is None or month > due) and 0 <= (cutoff_of(month, policy) - today).days <= days:
            yield month
