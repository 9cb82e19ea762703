"""The morning's reminder: months whose cut-off is near, and months that are due.  Writes nothing."""

from __future__ import annotations

from collections.abc import Iterator

from backoffice.jobs.closing import plan_of
from backoffice.jobs.desk import Desk
from backoffice.jobs.lost_closes import refuse_lost_closes
from backoffice.rules.batches import ClosePlan, ready_days
from backoffice.rules.months import cutoff_of, due_month, next_month
from estimator.policy.readings import Every
from estimator.rules.schedule import Batch


def reminders(desk: Desk, days: int) -> list[ClosePlan]:
    """Return what closing each month to think of would do, the oldest first; none on most mornings.

    A month is named from `days` days before its cut-off until it is closed, or as long as pieces wait
    for it that could go.

    Raises:
        RefusedError: If the calendar does not know the days of a month.
    """
    refuse_lost_closes(desk, writing=False)
    return [plan_of(desk, month) for month in _months(desk, days)]


def _months(desk: Desk, days: int) -> Iterator[Batch]:
    today, policy = desk.run.now.date(), desk.run.policy.undated
    due, _ = due_month(ready_days(desk.assessment.frame), desk.ledger, policy, today)
    if due:
        yield due
    if policy.dispatch.every is Every.MONTH:
        month = next_month(desk.ledger, policy, today)
        if (due is None or month > due) and 0 <= (cutoff_of(month, policy) - today).days <= days:
            yield month
