"""The month-end parcel that the pieces of a letter can still join."""

from __future__ import annotations

from backoffice.intake.frames import Typed
from backoffice.outputs.letters.letter_writer import LetterWriter
from backoffice.rules.months import month_to_join
from estimator.errors import PolicyError
from estimator.policy.readings import Every
from estimator.rules.schedule import Schedule, batch_joined, schedule_for

_MONTHS_AHEAD = 3


def coming_parcel(writer: LetterWriter, later: int = 0) -> Schedule | None:
    """Return the parcel that the pieces can still join, or one of the months after it.

    Its last open day is today or later.  None where each piece goes by itself, or beyond the calendar.
    """
    policy, arrived = writer.undated, writer.first_day(Typed.ARRIVED) or writer.today
    if policy.dispatch.every is not Every.MONTH:
        return None
    try:
        month = batch_joined(writer.today, policy)
        if writer.first_day(Typed.ARRIVED):
            month = max(
                month_to_join(counted, writer.shop.ledger, policy)
                for at in writer.due.at
                if (counted := writer.rule.counted(at))
            )
        for _ in range(_MONTHS_AHEAD):
            schedule = schedule_for(arrived, policy, month)
            if schedule.last_open and schedule.last_open >= writer.today:
                return schedule_for(arrived, policy, month.later(later))
            month = month.later(1)
    except (PolicyError, ValueError):
        return None
    return None
