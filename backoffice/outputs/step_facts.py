"""The facts of all tickets that decide their next step, its words, and how soon it is to be done."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from enum import IntEnum
from functools import cache, partial

from backoffice.intake.frames import Known, Typed
from backoffice.intake.ledger import Ledger
from backoffice.intake.problems import Level, Problem, ProblemCode
from backoffice.intake.request_entries import effective
from backoffice.messages import messages_in
from backoffice.rules.assessment import Assessment
from backoffice.rules.holds import hold_texts
from backoffice.rules.months import month_to_join, parcel_days
from backoffice.rules.ticket_facts import TicketFacts
from backoffice.sheet.choices import Stage
from backoffice.sheet.layout import Layout
from estimator.answers.wording import day as day_words
from estimator.policy.model import UndatedPolicy
from estimator.rules.schedule import Batch


class Urgency(IntEnum):
    """How soon somebody has to act, the most urgent first; those of one urgency by how long they wait."""

    TO_FIX = 0
    LATE = 1
    TO_DO = 2
    REMIND = 3
    WAITS = 4
    AWAY = 5


class StepFacts(TicketFacts):
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
        super().__init__(frame)
        self._ledger = ledger
        self._language: str = layout.language
        # many tickets have the same words
        self.text = cache(messages_in("next-steps", layout.language))
        self.words = cache(partial(day_words, language=self._language))
        self._headings = layout.headings(layout.language)
        self._batched: list[str | None] = frame[Known.BATCHED].tolist()
        self._name: list[str | None] = effective(frame, Typed.NAME).tolist()
        held = hold_texts(frame, policy, self._language)
        self._held = {ticket: reason for ticket, _, reason in held}
        self._questions = _by_ticket(assessment.problems, Level.LOOK)
        self._to_fix = _by_ticket(assessment.problems, Level.FIX)
        self._tells_quotes = Typed.QUOTE_SENT in layout.column_index
        self._month_of = cache(partial(month_to_join, ledger=ledger, policy=policy))
        self._parcel = cache(partial(parcel_days, policy=policy))  # many tickets have the same

    def days_since(self, day: date | None) -> int:
        """Return how long ago it was."""
        return (self._today - day).days if day else 0

    def batch(self, at: int) -> str | None:
        """Return the parcel that the ticket went or goes with."""
        if sent := self._batched[at]:
            return sent
        here = self.stages[at] in (Stage.ARRIVED, Stage.QUOTED, Stage.APPROVED, Stage.ON_HOLD)
        month = self.month(at) if here else None
        return str(month) if month else None

    def month(self, at: int) -> Batch | None:
        """Return the parcel that a piece in the shop can join."""
        counted = self.counted(at)
        return self._month_of(counted) if counted else None

    def dispatch(self, month: Batch) -> date | None:
        """Return the day the parcel of `month` leaves; None beyond the calendar."""
        parcel = self._parcel(month.first, month)
        return parcel.dispatch if parcel else None

    def coded(self, at: int) -> Problem | None:
        """Return what says which work to type from the estimate code, if anything does."""
        problems = self._questions.get(self.tickets[at], ())
        return next((each for each in problems if each.code is ProblemCode.CODE_SAYS), None)

    def missing(self, at: int) -> tuple[str, ...]:
        """Return the headings of what the customer has to be asked for."""
        problems = self._questions.get(self.tickets[at], ())
        wanted = [each for each in problems if each.code.startswith("missing-") and each.column]
        return tuple(
            self.text("work")
            if each.code is ProblemCode.MISSING_SERVICE
            else self._headings[str(each.column)]
            for each in wanted
        )

    def problem_text(self, problem: Problem) -> str:
        """Return a problem in words, in the sheet's language."""
        return problem.message(self._language, self._headings)


def _by_ticket(problems: Sequence[Problem], level: Level) -> Mapping[str, list[Problem]]:
    found: dict[str, list[Problem]] = {}
    for problem in problems:
        if problem.ticket and problem.level is level:
            found.setdefault(problem.ticket, []).append(problem)
    return found
