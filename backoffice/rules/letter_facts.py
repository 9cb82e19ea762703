"""What letters are about, and the facts of tickets that decide which letter is due."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date

from backoffice.intake.frames import Known, Typed
from backoffice.intake.ledger import Ledger
from backoffice.intake.letter_records import LetterRecords, Occasion
from backoffice.intake.problems import Problem, ProblemCode
from backoffice.rules.assessment import Assessment
from backoffice.rules.go_ahead import waits_for_others
from backoffice.rules.holds import Hold
from backoffice.rules.letter_kinds import ASKED_FOR, LetterKind
from backoffice.rules.payments import Payments
from backoffice.rules.ticket_days import TicketDays
from backoffice.rules.waiting_times import ASK_AGAIN, UNCOLLECTED
from backoffice.sheet.choices import Stage


class LetterFacts:
    """The facts of all tickets that letters depend on.

    Args:
        assessment: All tickets, with stage and problems.
        ledger: What was sent to the workshop.
        records: What was drafted before.
        tells_quotes: Whether the sheet has the column *Quote sent*.
        today: In the shop's time zone.
    """

    def __init__(
        self,
        assessment: Assessment,
        ledger: Ledger,
        records: LetterRecords,
        *,
        tells_quotes: bool,
        today: date,
    ) -> None:
        frame = assessment.frame
        self.frame = frame
        self.tickets: list[str] = frame[Typed.TICKET].tolist()
        self.requests: list[str] = frame[Typed.REQUEST].tolist()
        self.stages: list[Stage] = frame[Known.STAGE].tolist()
        self._holds: list[Hold] = frame[Known.HOLD].tolist()
        self._quoted = frame[Known.QUOTED].tolist()
        certain = (frame[Known.TOTAL_LOW] == frame[Known.TOTAL_HIGH]).fillna(False)
        self._certain: list[bool] = certain.astype(bool).tolist()
        self._incomplete: list[bool] = waits_for_others(frame).tolist()
        self.is_to_fix: list[bool] = frame[Known.FIX].tolist()
        days = TicketDays(frame)
        self.day, self.counted = days.first, days.counted
        self._payments = Payments(frame)
        self._ledger, self._records = ledger, records
        self._tells_quotes, self._today = tells_quotes, today
        self._drafted: dict[str, set[str]] = {}
        for ticket, kind, _ in records.drafted:
            self._drafted.setdefault(ticket, set()).add(kind)
        self._asked_for, self._coded = _asked_for(assessment.problems)
        self._members: dict[str, list[int]] = {}
        for at, request in enumerate(self.requests):
            self._members.setdefault(request, []).append(at)

    def missing(self, at: int) -> Sequence[str]:
        """Return what the customer has to be asked for; see `ASKED_FOR`."""
        return self._asked_for.get(self.tickets[at], ())

    def members(self, at: int) -> Sequence[int]:
        """Return the indices of all tickets of the request of the ticket at `at`."""
        return self._members[self.requests[at]]

    def told(self, at: int) -> date | None:
        """Return when the customer was told the price; of a sheet without the column, when the quote was drafted."""
        if self._tells_quotes:
            return self.day(at, Typed.QUOTE_SENT)
        return self._records.drafted.get(self.occasion(at, LetterKind.QUOTE))

    def occasion(self, at: int, kind: LetterKind) -> Occasion:
        """Return what a letter of `kind` to the customer of a ticket would be about."""
        about = _ABOUT.get(kind, _nothing)(self, at)
        return self.tickets[at], kind.value, str(about or "")

    def is_drafted(self, at: int, kind: LetterKind) -> bool:
        """Return whether this very letter was drafted before."""
        return self.occasion(at, kind) in self._records.drafted

    def drafted_kinds(self, at: int) -> Sequence[str]:
        """Return the kinds of letters that were drafted for a ticket, the newest last."""
        return [kind for ticket, kind, _ in self._records.drafted if ticket == self.tickets[at]]

    def has_price(self, at: int) -> bool:
        """Return whether the request has a price that can be told."""
        return self._certain[at] and self._holds[at] not in (Hold.NO_TOTAL, Hold.TOGETHER)

    def waits_for_others(self, at: int) -> bool:
        """Return whether another piece of the request has no price yet: one quote is for all of them."""
        return self._incomplete[at]

    def waits_long(self, at: int) -> bool:
        """Return whether the customer was told the price long enough ago."""
        told = self.told(at)
        return told is not None and (self._today - told).days >= ASK_AGAIN

    def knows_of_arrival(self, at: int) -> bool:
        """Return whether a later letter was written already, that says the piece is here."""
        later = {LetterKind.ARRIVED, LetterKind.QUOTE, LetterKind.REMINDER}
        return bool(
            self.day(at, Typed.QUOTE_SENT) or self._drafted.get(self.tickets[at], set()) & later
        )

    def is_overdue(self, at: int) -> bool:
        """Return whether the workshop should have sent a piece back."""
        piece = self._ledger.piece_of[self.tickets[at]]
        return bool(piece.back and piece.back < self._today)

    def is_uncollected(self, at: int) -> bool:
        """Return whether a repaired piece has waited long for its payment."""
        back = self.day(at, Typed.BACK)
        long = back is not None and (self._today - back).days >= UNCOLLECTED
        return long and self.owes(at)

    def owes(self, at: int) -> bool:
        """Return whether the shop waits for the payment of a request."""
        return not self._payments.is_settled(at)

    def dispatched(self, at: int) -> date | None:
        """Return when a piece left for the workshop."""
        piece = self._ledger.piece_of.get(self.tickets[at])
        return piece.dispatch if piece else None

    def month(self, at: int) -> object:
        """Return the parcel that a piece went with."""
        piece = self._ledger.piece_of.get(self.tickets[at])
        return piece.month if piece else None

    def own_price(self, at: int) -> object:
        """Return the quoted price of a piece."""
        return self._quoted[at]


def _nothing(facts: LetterFacts, at: int) -> None:
    del facts, at


_ABOUT: Mapping[LetterKind, Callable[[LetterFacts, int], object]] = {
    LetterKind.QUOTE: LetterFacts.own_price,
    LetterKind.REMINDER: LetterFacts.told,
    LetterKind.AT_WORKSHOP: LetterFacts.month,
    LetterKind.LATE: LetterFacts.month,
}


def _asked_for(problems: Sequence[Problem]) -> tuple[dict[str, list[str]], set[str]]:
    """Return what each customer has to be asked for, and the tickets whose code says the work."""
    missing: dict[str, list[str]] = {}
    coded = set()
    for problem in problems:
        if problem.ticket and problem.code in ASKED_FOR:
            missing.setdefault(problem.ticket, []).append(ASKED_FOR[problem.code])
        if problem.ticket and problem.code is ProblemCode.CODE_SAYS:
            coded.add(problem.ticket)
    return missing, coded
