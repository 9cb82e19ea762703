"""What a customer may see of an open ticket: where the piece is, what it waits for, when it comes back.

No name, no text that anybody typed: only stage, parcel and days.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from backoffice.intake.frames import Typed
from backoffice.intake.ledger import Ledger
from backoffice.rules.due_letters import LetterRule
from backoffice.rules.months import month_to_join, parcel_days
from backoffice.sheet.choices import Stage
from estimator.policy.model import UndatedPolicy
from estimator.policy.readings import Every
from estimator.rules.schedule import Batch


class Progress(StrEnum):
    """Where a piece is, as a customer follows it, in the order of a repair."""

    MESSAGE = "message"
    PARCEL = "parcel"
    HERE = "here"
    PRICE = "price"
    AGREED = "agreed"
    WORKSHOP = "workshop"
    BACK = "back"
    RETURNING = "returning"


_PROGRESS: Mapping[Stage, Progress] = {
    Stage.ENQUIRY: Progress.MESSAGE,
    Stage.EXPECTED: Progress.PARCEL,
    Stage.ON_HOLD: Progress.HERE,
    Stage.ARRIVED: Progress.HERE,
    Stage.QUOTED: Progress.HERE,
    Stage.APPROVED: Progress.AGREED,
    Stage.AT_WORKSHOP: Progress.WORKSHOP,
    Stage.BACK: Progress.BACK,
    Stage.DECLINED: Progress.RETURNING,
    Stage.CANCELLED: Progress.RETURNING,
    Stage.NOT_REPAIRABLE: Progress.RETURNING,
}
"""The stages in which a ticket is open; of a piece that goes back unrepaired, only while it is here."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StatusFacts:
    """What the page of one ticket says.

    Attributes:
        waits_for: Key of what it waits for: ``details``, ``parcel``, ``look``, ``answer``, ``dispatch``,
            ``workshop``, ``late``, ``payment``, ``check`` or ``return``.
        month: The parcel to the workshop that it goes or went with.
        dispatch, back: The days of that parcel.
    """

    ticket: str
    at: int
    progress: Progress
    waits_for: str
    month: Batch | None = None
    dispatch: date | None = None
    back: date | None = None


def open_tickets(rule: LetterRule, ledger: Ledger, policy: UndatedPolicy) -> list[StatusFacts]:
    """Return the facts of each open ticket, in the order of the sheet."""
    found = (_facts(rule, at, ledger, policy) for at in range(len(rule.tickets)))
    return [each for each in found if each]


def _facts(rule: LetterRule, at: int, ledger: Ledger, policy: UndatedPolicy) -> StatusFacts | None:
    progress = _PROGRESS.get(rule.stages[at])
    if progress is None:
        return None
    waits_for = _waits_for(rule, at, progress)
    facts = StatusFacts(ticket=rule.tickets[at], at=at, progress=progress, waits_for=waits_for)
    if progress is Progress.RETURNING:
        return facts if rule.day(at, Typed.ARRIVED) else None
    if waits_for == "answer":
        facts = replace(facts, progress=Progress.PRICE)
    counted = rule.counted(at)
    if piece := rule.pieces[at]:
        month, dispatch, back = piece.month, piece.dispatch, piece.back
    elif counted and progress in (Progress.HERE, Progress.AGREED):
        month = month_to_join(counted, ledger, policy)
        parcel = parcel_days(counted, month, policy)
        dispatch, back = (parcel.dispatch, parcel.back) if parcel else (None, None)
    else:
        return facts
    every_month = policy.dispatch.every is Every.MONTH
    return replace(facts, month=month if every_month else None, dispatch=dispatch, back=back)


def _waits_for(rule: LetterRule, at: int, progress: Progress) -> str:
    """Return what a ticket waits for; see `StatusFacts`."""
    match progress:
        case Progress.MESSAGE:
            return "details" if rule.missing(at) else "look"
        case Progress.HERE:
            asked = rule.stages[at] is Stage.QUOTED and rule.told(at) is not None
            return "answer" if asked else "look"
        case Progress.WORKSHOP:
            return "late" if rule.is_overdue(at) else "workshop"
        case Progress.BACK:
            return "payment" if rule.owes(at) else "check"
        case _:
            return _WAITS_FOR[progress]


_WAITS_FOR = {
    Progress.PARCEL: "parcel",
    Progress.AGREED: "dispatch",
    Progress.RETURNING: "return",
}
