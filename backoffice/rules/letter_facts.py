"""What letters are about, and the facts of tickets that decide which letter is due."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from datetime import date

from backoffice.intake.frames import Known, Typed
from backoffice.intake.ledger import Ledger
from backoffice.intake.letter_records import LetterRecords, Occasion
from backoffice.intake.problems import ProblemCode
from backoffice.rules.assessment import Assessment
from backoffice.rules.go_ahead import waits_for_others
from backoffice.rules.holds import Hold
from backoffice.rules.letter_kinds import ASKED_FOR, LetterKind
from backoffice.rules.ticket_facts import TicketFacts
from backoffice.rules.waiting_times import ASK_AGAIN, UNCOLLECTED
from estimator.rules.schedule import Batch


class LetterFacts(TicketFacts):
    """The facts of all tickets that letters depend on.

    `records` is what was drafted before; `tells_quotes`, whether the sheet has the column *Quote sent*.
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
        frame = self.frame = assessment.frame
        super().__init__(frame)
        self.pieces = [*map(ledger.piece_of.get, self.tickets)]
        self.quoted = frame[Known.QUOTED].tolist()
        certain = (frame[Known.TOTAL_LOW] == frame[Known.TOTAL_HIGH]).fillna(False)
        self._certain: list[bool] = certain.astype(bool).tolist()
        self.is_incomplete: list[bool] = waits_for_others(frame).tolist()
        self.is_to_fix: list[bool] = frame[Known.FIX].tolist()
        self._drafted, self._tells_quotes, self._today = records.drafted, tells_quotes, today
        self._kinds_drafted = defaultdict[str, list[str]](list)
        for ticket, kind, _ in records.drafted:
            self._kinds_drafted[ticket].append(kind)
        problems = assessment.problems
        self.coded = {each.ticket for each in problems if each.code is ProblemCode.CODE_SAYS}
        self._asked_for = defaultdict[str | None, list[str]](list)
        for each in problems:
            if each.code in ASKED_FOR:
                self._asked_for[each.ticket].append(ASKED_FOR[each.code])
        self._members = defaultdict[str, list[int]](list)
        for at, request in enumerate(self.requests):
            self._members[request].append(at)

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
        return self._drafted.get(self.occasion(at, LetterKind.QUOTE))

    def occasion(self, at: int, kind: LetterKind) -> Occasion:
        """Return what a letter of `kind` to the customer of a ticket would be about."""
        about = _ABOUT[kind](self, at) if kind in _ABOUT else None
        return self.tickets[at], kind.value, str(about or "")

    def is_drafted(self, at: int, kind: LetterKind) -> bool:
        """Return whether this very letter was drafted before."""
        return self.occasion(at, kind) in self._drafted

    def drafted_kinds(self, at: int) -> Sequence[str]:
        """Return the kinds of letters that were drafted for a ticket, the newest last."""
        return self._kinds_drafted.get(self.tickets[at], ())

    def has_price(self, at: int) -> bool:
        """Return whether the request has a price that can be told."""
        return self._certain[at] and self.holds[at] not in (Hold.NO_TOTAL, Hold.TOGETHER)

    def waits_long(self, at: int) -> bool:
        """Return whether the customer was told the price long enough ago."""
        told = self.told(at)
        return told is not None and (self._today - told).days >= ASK_AGAIN

    def knows_of_arrival(self, at: int) -> bool:
        """Return whether a later letter was written already, that says the piece is here."""
        later = {LetterKind.ARRIVED, LetterKind.QUOTE, LetterKind.REMINDER}
        return bool(self.day(at, Typed.QUOTE_SENT) or later.intersection(self.drafted_kinds(at)))

    def is_overdue(self, at: int) -> bool:
        """Return whether the workshop should have sent a piece back."""
        piece = self.pieces[at]
        return bool(piece and piece.back and piece.back < self._today)

    def is_uncollected(self, at: int) -> bool:
        """Return whether a repaired piece has waited long for its payment."""
        back = self.day(at, Typed.BACK)
        long = back is not None and (self._today - back).days >= UNCOLLECTED
        return long and self.owes(at)

    def month(self, at: int) -> Batch | None:
        """Return the parcel that a piece went with."""
        piece = self.pieces[at]
        return piece.month if piece else None


_ABOUT: Mapping[LetterKind, Callable[[LetterFacts, int], object]] = {
    LetterKind.QUOTE: lambda facts, at: facts.quoted[at],
    LetterKind.REMINDER: LetterFacts.told,
    LetterKind.AT_WORKSHOP: LetterFacts.month,
    LetterKind.LATE: LetterFacts.month,
}
"""What makes the occasion of a letter a new one: a price, a day, a parcel."""
