"""What each open ticket waits for, since when, and what to do next, the most urgent first."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from backoffice.intake.frames import Known, Typed
from backoffice.intake.ledger import Ledger
from backoffice.intake.problems import Level, Problem, ProblemCode
from backoffice.intake.request_entries import effective
from backoffice.intake.tickets import days_of
from backoffice.messages import message
from backoffice.rules.assessment import Assessment
from backoffice.rules.holds import Hold, hold_texts
from backoffice.rules.months import month_to_join
from backoffice.rules.payments import Payments
from backoffice.rules.waiting_times import ASK_AGAIN, STILL_COMING
from backoffice.sheet.choices import Stage
from backoffice.sheet.layout import Layout
from estimator.answers.wording import day as day_words
from estimator.answers.wording import price
from estimator.errors import PolicyError
from estimator.policy.model import UndatedPolicy
from estimator.rules.schedule import Batch, schedule_for

US, CUSTOMER, WORKSHOP = "us", "customer", "workshop"
_TO_FIX, _LATE, _TO_DO, _REMIND, _WAITS, _AWAY = range(6)
_UNREPAIRED = frozenset({Stage.DECLINED, Stage.NOT_REPAIRABLE, Stage.CANCELLED})


@dataclass(frozen=True, slots=True)
class NextStep:
    """The next step of one ticket.

    Attributes:
        at: Its index in the frame.
        rank: How urgent it is; 0 is the most.
        who: Whom it waits for: ``us``, ``customer`` or ``workshop``.
        days: How long, to today.
        text: What to do, in the sheet's language.
        batch: The parcel it belongs to, if any.
        name: Whose it is, also where only the first row of the request says so.
    """

    at: int
    rank: int
    who: str
    days: int
    text: str
    batch: str | None
    name: str | None


def next_steps(
    assessment: Assessment, ledger: Ledger, policy: UndatedPolicy, layout: Layout, today: date
) -> list[NextStep]:
    """Return the next step of each open ticket, the most urgent first."""
    facts = _Facts(assessment, ledger, policy, layout, today)
    found = (facts.step_at(at) for at in range(len(assessment.frame)))
    tickets = assessment.frame[Typed.TICKET].tolist()
    steps = [step for step in found if step]
    return sorted(steps, key=lambda step: (step.rank, -step.days, tickets[step.at]))


class _Facts:
    """The columns of all tickets that decide their next step."""

    def __init__(
        self,
        assessment: Assessment,
        ledger: Ledger,
        policy: UndatedPolicy,
        layout: Layout,
        today: date,
    ) -> None:
        frame, self._policy, self._today = assessment.frame, policy, today
        self._ledger = ledger
        self._language: str = layout.language
        self._texts: dict[Hashable, str] = {}
        self._headings = {
            column.key: column.label.in_(layout.language) for column in layout.columns
        }
        self._day: dict[str, list[date | None]] = {
            key: days_of(frame[key])
            for key in (
                Typed.ENQUIRED,
                Typed.ARRIVED,
                Typed.INSPECTED,
                Typed.QUOTE_SENT,
                Typed.BACK,
                Typed.SENT,
                Known.COUNTED,
            )
        }
        self._ticket: list[str] = frame[Typed.TICKET].tolist()
        self._stage: list[Stage] = frame[Known.STAGE].tolist()
        self._hold: list[Hold] = frame[Known.HOLD].tolist()
        self._total: list[Any] = frame[Known.TOTAL_HIGH].tolist()
        self._name: list[str | None] = effective(frame, Typed.NAME).tolist()
        self._held = dict(hold_texts(frame, policy, self._language))
        self._questions = _by_ticket(assessment.problems, Level.LOOK)
        self._to_fix = _by_ticket(assessment.problems, Level.FIX)
        self._payments = Payments(frame)
        self._tells_quotes = Typed.QUOTE_SENT in layout.column_index

    def step_at(self, at: int) -> NextStep | None:
        """Return the next step of the ticket at `at`; None if nothing is left to do."""
        step = _STEPS.get(self._stage[at], _nothing)(self, at)
        if step is None:
            return None
        rank, who, since, text = step
        days = max((self._today - since).days, 0) if since else 0
        return NextStep(at, rank, who, days, text, self._batch(at), self._name[at])

    def day(self, at: int, *keys: str) -> date | None:
        """Return the first of these days that is known."""
        return next((day for key in keys if (day := self._day[key][at])), None)

    def text(self, key: str, **values: Hashable) -> str:
        """Return what to do; many tickets have the same words."""
        known = (key, *values.values())
        if known not in self._texts:
            self._texts[known] = message("next-steps", key, self._language, **values)
        return self._texts[known]

    def words(self, day: date) -> str:
        """Return a day in words; many tickets have the same."""
        if day not in self._texts:
            self._texts[day] = day_words(day, self._language)
        return self._texts[day]

    def days_since(self, day: date | None) -> int:
        """Return how long ago it was."""
        return (self._today - day).days if day else 0

    def _batch(self, at: int) -> str | None:
        """Return the parcel that the ticket went or goes with."""
        if piece := self._ledger.piece_of.get(self._ticket[at]):
            return str(piece.month)
        here = self._stage[at] in (Stage.ARRIVED, Stage.QUOTED, Stage.APPROVED, Stage.ON_HOLD)
        month = self.month(at) if here else None
        return str(month) if month else None

    def month(self, at: int) -> Batch | None:
        """Return the parcel that a piece in the shop can join."""
        counted = self._day[Known.COUNTED][at]
        return month_to_join(counted, self._ledger, self._policy) if counted else None

    # ---------------------------------------------------------------------------- by stage

    def enquiry(self, at: int) -> _Step:
        """Something that a first message needs is missing."""
        since = self.day(at, Typed.ENQUIRED)
        if problem := self._to_fix.get(self._ticket[at]):
            return _TO_FIX, US, since, self._problem(problem[0])
        if coded := self._coded(at):
            return _TO_DO, US, since, self._problem(coded)
        missing = self._missing(at)
        text = self.text("ask-for", what=missing) if missing else self.text("read")
        days = self.days_since(since)
        return (_REMIND if days >= ASK_AGAIN else _WAITS), CUSTOMER, since, text

    def expected(self, at: int) -> _Step:
        """The parcel is to come."""
        since = self.day(at, Typed.ENQUIRED)
        if problem := self._to_fix.get(self._ticket[at]):
            return _TO_FIX, US, since, self._problem(problem[0])
        if (days := self.days_since(since)) >= STILL_COMING:
            return _REMIND, CUSTOMER, since, self.text("still-coming", days=days)
        return _WAITS, CUSTOMER, since, self.text("expected")

    def on_hold(self, at: int) -> _Step:
        """A problem to fix, or an exception that nobody has decided."""
        since = self.day(at, Typed.ARRIVED, Typed.ENQUIRED)
        problems = self._to_fix.get(self._ticket[at])
        held = self._held.get(self._ticket[at], "")
        return _TO_FIX, US, since, self._problem(problems[0]) if problems else held

    def arrived(self, at: int) -> _Step:
        """It is to be inspected, or its price to be written."""
        if self._hold[at] is Hold.NOT_INSPECTED:
            return _TO_DO, US, self.day(at, Typed.ARRIVED), self.text("inspect")
        since = self.day(at, Typed.INSPECTED, Typed.ARRIVED)
        return _TO_DO, US, since, self.text("price")

    def quoted(self, at: int) -> _Step:
        """The customer is to be told the price, or to answer."""
        inspected, told = (
            self.day(at, Typed.INSPECTED, Typed.ARRIVED),
            self.day(at, Typed.QUOTE_SENT),
        )
        hold = self._hold[at]
        if hold in (Hold.NO_TOTAL, Hold.TOGETHER):
            return _TO_DO, US, inspected, self._held[self._ticket[at]]
        if told is None and self._tells_quotes:
            total = price(int(self._total[at]), self._policy.currency, self._language)
            key = "send-above" if hold is Hold.ABOVE_LIMIT else "send"
            return _TO_DO, US, inspected, self.text(key, total=total)
        since = told or inspected
        if (days := self.days_since(since)) >= ASK_AGAIN:
            return _REMIND, CUSTOMER, since, self.text("ask-again", days=days)
        return _WAITS, CUSTOMER, since, self.text("wait")

    def approved(self, at: int) -> _Step:
        """It goes into the next parcel."""
        since = self.day(at, Typed.INSPECTED, Typed.ARRIVED)
        month = self.month(at)
        if month is None:
            return _TO_DO, US, since, self.text("parcel-soon")
        try:
            leaves = schedule_for(month.first, self._policy, month).dispatch
        except PolicyError:
            return _TO_DO, US, since, self.text("parcel-soon")
        if leaves < self._today:
            return _LATE, US, since, self.text("close-month", month=month)
        near = leaves - self._today <= timedelta(days=3)
        text = self.text("parcel", day=self.words(leaves))
        return (_LATE if near else _WAITS), US, since, text

    def at_workshop(self, at: int) -> _Step:
        """It is to come back."""
        piece = self._ledger.piece_of[self._ticket[at]]
        if piece.back and piece.back < self._today:
            return _LATE, WORKSHOP, piece.dispatch, self.text("overdue", day=self.words(piece.back))
        due = self.text("due", day=self.words(piece.back)) if piece.back else ""
        return _AWAY, WORKSHOP, piece.dispatch, due

    def back(self, at: int) -> _Step:
        """It goes back to the customer."""
        problems = self._to_fix.get(self._ticket[at])
        since = self.day(at, Typed.BACK)
        if problems:
            return _TO_FIX, US, since, self._problem(problems[0])
        return (
            _TO_DO,
            US,
            since,
            self.text("pack" if self._payments.is_settled(at) else "pay-and-pack"),
        )

    def unrepaired(self, at: int) -> _Step | None:
        """A piece that is here goes back as it is."""
        if self.day(at, Typed.ARRIVED) is None:
            return None
        return _TO_DO, US, self.day(at, Typed.INSPECTED, Typed.ARRIVED), self.text("return")

    def lost(self, at: int) -> _Step | None:
        """It is settled with the customer, once."""
        if self.day(at, Typed.SENT) or self._payments.is_paid(at):
            return None
        return _TO_FIX, US, self.day(at, Typed.ARRIVED, Typed.ENQUIRED), self.text("lost")

    def sent_back(self, at: int) -> _Step | None:
        """It is done, unless it went back unpaid since the shop writes payments down."""
        sent, first = self.day(at, Typed.SENT), self._payments.first
        if self._payments.is_settled(at) or not first or not sent or sent < first:
            return None
        if (days := self.days_since(sent)) >= ASK_AGAIN:
            return _REMIND, CUSTOMER, sent, self.text("unpaid-again", days=days)
        return _WAITS, CUSTOMER, sent, self.text("unpaid")

    # ------------------------------------------------------------------------------ parts

    def _coded(self, at: int) -> Problem | None:
        """Return what says which work to type from the estimate code, if anything does."""
        problems = self._questions.get(self._ticket[at], ())
        return next((each for each in problems if each.code is ProblemCode.CODE_SAYS), None)

    def _missing(self, at: int) -> tuple[str, ...]:
        """Return the headings of what the customer has to be asked for."""
        problems = self._questions.get(self._ticket[at], ())
        wanted = [each for each in problems if each.code.startswith("missing-") and each.column]
        return tuple(
            self.text("work")
            if each.code is ProblemCode.MISSING_SERVICE
            else self._headings[str(each.column)]
            for each in wanted
        )

    def _problem(self, problem: Problem) -> str:
        return problem.message(
            self._language, self._headings[problem.column] if problem.column else ""
        )


_Step = tuple[int, str, date | None, str]


def _nothing(facts: _Facts, at: int) -> None:
    del facts, at


_STEPS: Mapping[Stage, Callable[[_Facts, int], _Step | None]] = {
    Stage.ENQUIRY: _Facts.enquiry,
    Stage.EXPECTED: _Facts.expected,
    Stage.ARRIVED: _Facts.arrived,
    Stage.QUOTED: _Facts.quoted,
    Stage.APPROVED: _Facts.approved,
    Stage.AT_WORKSHOP: _Facts.at_workshop,
    Stage.BACK: _Facts.back,
    Stage.SENT_BACK: _Facts.sent_back,
    Stage.LOST: _Facts.lost,
    Stage.ON_HOLD: _Facts.on_hold,
    **dict.fromkeys(_UNREPAIRED, _Facts.unrepaired),
}


def _by_ticket(problems: Sequence[Problem], level: Level) -> Mapping[str, list[Problem]]:
    found: dict[str, list[Problem]] = {}
    for problem in problems:
        if problem.ticket and problem.level is level:
            found.setdefault(problem.ticket, []).append(problem)
    return found
