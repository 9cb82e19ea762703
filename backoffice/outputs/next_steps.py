"""What each open ticket waits for, since when, and what to do next, the most urgent first."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from backoffice.intake.frames import Typed
from backoffice.intake.ledger import Ledger
from backoffice.messages import message
from backoffice.outputs.step_facts import StepFacts, Urgency
from backoffice.rules.assessment import Assessment
from backoffice.rules.holds import Hold
from backoffice.rules.waiting_times import ASK_AGAIN, STILL_COMING
from backoffice.sheet.choices import Stage
from backoffice.sheet.layout import Layout
from estimator.answers.wording import price
from estimator.policy.model import UndatedPolicy

US, CUSTOMER, WORKSHOP = "us", "customer", "workshop"

_FIXED_FIRST: Mapping[Stage, Sequence[Typed]] = {
    Stage.ENQUIRY: (Typed.ENQUIRED,),
    Stage.EXPECTED: (Typed.ENQUIRED,),
    Stage.BACK: (Typed.BACK,),
    Stage.ON_HOLD: (Typed.ARRIVED, Typed.ENQUIRED),
}
"""Stages in which a problem is the next step, and the days since which one of them waits."""


class NextStep(NamedTuple):
    """The next step of one ticket.

    Attributes:
        at: Its index in the frame.
        who: Whom it waits for: ``us``, ``customer`` or ``workshop``.
        days: How long, to today.
        name: Whose it is, also where only the first row of the request says so.
    """

    at: int
    urgency: Urgency
    who: str
    days: int
    text: str
    batch: str | None
    name: str | None


def waits_for(language: str) -> dict[str, str]:
    """Return whom a ticket waits for in words, by `NextStep.who`."""
    keys = {US: "for-us", CUSTOMER: "for-customer", WORKSHOP: "for-workshop"}
    return {who: message("today", key, language) for who, key in keys.items()}


def next_steps(
    assessment: Assessment, ledger: Ledger, policy: UndatedPolicy, layout: Layout, today: date
) -> list[NextStep]:
    """Return the next step of each open ticket, the most urgent first."""
    facts = _NextSteps(assessment, ledger, policy, layout, today)
    found = (facts.step_at(at) for at in range(len(assessment.frame)))
    tickets = assessment.frame[Typed.TICKET].tolist()
    steps = [step for step in found if step]
    return sorted(steps, key=lambda step: (step.urgency, -step.days, tickets[step.at]))


class _NextSteps(StepFacts):
    """The next step of a ticket, by its stage."""

    def step_at(self, at: int) -> NextStep | None:
        """Return the next step of the ticket at `at`; None if nothing is left to do."""
        stage, problems = self.stages[at], self._to_fix.get(self.tickets[at])
        step: _Step | None
        if problems and stage in _FIXED_FIRST:
            since = self.day(at, *_FIXED_FIRST[stage])
            step = Urgency.TO_FIX, US, since, self.problem_text(problems[0])
        else:
            step = _STEPS[stage](self, at)
        if step is None:
            return None
        urgency, who, since, text = step
        days = max((self._today - since).days, 0) if since else 0
        return NextStep(at, urgency, who, days, text, self.batch(at), self._name[at])

    def enquiry(self, at: int) -> _Step:
        """Something that a first message needs is missing."""
        since = self.day(at, Typed.ENQUIRED)
        if coded := self.coded(at):
            return Urgency.TO_DO, US, since, self.problem_text(coded)
        missing = self.missing(at)
        text = self.text("ask-for", what=missing) if missing else self.text("read")
        is_late = self.days_since(since) >= ASK_AGAIN
        return (Urgency.REMIND if is_late else Urgency.WAITS), CUSTOMER, since, text

    def expected(self, at: int) -> _Step:
        """The parcel is to come."""
        since = self.day(at, Typed.ENQUIRED)
        return self.answer(since, "expected", "still-coming", after=STILL_COMING)

    def on_hold(self, at: int) -> _Step:
        """An exception that nobody has decided."""
        since = self.day(at, Typed.ARRIVED, Typed.ENQUIRED)
        return Urgency.TO_FIX, US, since, self._held.get(self.tickets[at], "")

    def arrived(self, at: int) -> _Step:
        """It is to be inspected, or its price to be written."""
        if self.holds[at] is Hold.NOT_INSPECTED:
            return Urgency.TO_DO, US, self.day(at, Typed.ARRIVED), self.text("inspect")
        since = self.day(at, Typed.INSPECTED, Typed.ARRIVED)
        return Urgency.TO_DO, US, since, self.text("price")

    def quoted(self, at: int) -> _Step:
        """The customer is to be told the price, or to answer."""
        inspected = self.day(at, Typed.INSPECTED, Typed.ARRIVED)
        told, hold = self.day(at, Typed.QUOTE_SENT), self.holds[at]
        if hold in (Hold.NO_TOTAL, Hold.TOGETHER):
            return Urgency.TO_DO, US, inspected, self._held[self.tickets[at]]
        if told is None and self._tells_quotes:
            total = price(int(self.totals[at]), self._policy.currency, self._language)
            key = "send-above" if hold is Hold.ABOVE_LIMIT else "send"
            return Urgency.TO_DO, US, inspected, self.text(key, total=total)
        return self.answer(told or inspected, "wait", "ask-again")

    def approved(self, at: int) -> _Step:
        """It goes into the next parcel."""
        since = self.day(at, Typed.INSPECTED, Typed.ARRIVED)
        month = self.month(at)
        leaves = self.dispatch(month) if month else None
        if leaves is None:
            return Urgency.TO_DO, US, since, self.text("parcel-soon")
        if leaves < self._today:
            return Urgency.LATE, US, since, self.text("close-month", month=month)
        near = leaves - self._today <= timedelta(days=3)
        text = self.text("parcel", day=self.words(leaves))
        return (Urgency.LATE if near else Urgency.WAITS), US, since, text

    def at_workshop(self, at: int) -> _Step:
        """It is to come back."""
        piece = self._ledger.piece_of[self.tickets[at]]
        if piece.back and piece.back < self._today:
            overdue = self.text("overdue", day=self.words(piece.back))
            return Urgency.LATE, WORKSHOP, piece.dispatch, overdue
        due = self.text("due", day=self.words(piece.back)) if piece.back else ""
        return Urgency.AWAY, WORKSHOP, piece.dispatch, due

    def back(self, at: int) -> _Step:
        """It goes back to the customer."""
        key = "pay-and-pack" if self.owes(at) else "pack"
        return Urgency.TO_DO, US, self.day(at, Typed.BACK), self.text(key)

    def unrepaired(self, at: int) -> _Step | None:
        """A piece that is here goes back as it is."""
        if self.day(at, Typed.ARRIVED) is None:
            return None
        return Urgency.TO_DO, US, self.day(at, Typed.INSPECTED, Typed.ARRIVED), self.text("return")

    def lost(self, at: int) -> _Step | None:
        """It is settled with the customer, once."""
        if self.day(at, Typed.SENT) or self.is_paid(at):
            return None
        return Urgency.TO_FIX, US, self.day(at, Typed.ARRIVED, Typed.ENQUIRED), self.text("lost")

    def sent_back(self, at: int) -> _Step | None:
        """It is done, unless it went back unpaid since the shop writes payments down."""
        sent, first = self.day(at, Typed.SENT), self.first_payment
        if not self.owes(at) or not first or not sent or sent < first:
            return None
        return self.answer(sent, "unpaid", "unpaid-again")

    def answer(self, since: date | None, key: str, again: str, after: int = ASK_AGAIN) -> _Step:
        """It waits for the customer, who is asked again after so many days."""
        if (days := self.days_since(since)) >= after:
            return Urgency.REMIND, CUSTOMER, since, self.text(again, days=days)
        return Urgency.WAITS, CUSTOMER, since, self.text(key)


_Step = tuple[Urgency, str, date | None, str]


_STEPS: Mapping[Stage, Callable[[_NextSteps, int], _Step | None]] = {
    Stage.ENQUIRY: _NextSteps.enquiry,
    Stage.EXPECTED: _NextSteps.expected,
    Stage.ARRIVED: _NextSteps.arrived,
    Stage.QUOTED: _NextSteps.quoted,
    Stage.APPROVED: _NextSteps.approved,
    Stage.AT_WORKSHOP: _NextSteps.at_workshop,
    Stage.BACK: _NextSteps.back,
    Stage.SENT_BACK: _NextSteps.sent_back,
    Stage.LOST: _NextSteps.lost,
    Stage.ON_HOLD: _NextSteps.on_hold,
    Stage.DECLINED: _NextSteps.unrepaired,
    Stage.NOT_REPAIRABLE: _NextSteps.unrepaired,
    Stage.CANCELLED: _NextSteps.unrepaired,
}
