"""Which letter each customer is to get now: follows from stage and facts of a ticket, and from Log.

A letter is about an occasion: a ticket, a kind, and what makes it a new one - the price of a quote, the
day it was sent, the month of a parcel.  Of each occasion one letter is drafted.  Tickets of one request
that wait for the same letter share it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from backoffice.intake.frames import Known, Typed
from backoffice.intake.ledger import Ledger
from backoffice.intake.letter_records import LetterRecords, Occasion
from backoffice.intake.problems import Problem, ProblemCode
from backoffice.intake.tickets import days_of
from backoffice.rules.approval import waits_for_others
from backoffice.rules.assessment import Assessment
from backoffice.rules.holds import Hold
from backoffice.rules.payments import Payments
from backoffice.rules.waiting_times import ASK_AGAIN, NEWS, UNCOLLECTED
from backoffice.sheet.choices import Stage


class LetterKind(StrEnum):
    """What a letter is about, in the order of a repair; the value is what staff type and Log keeps."""

    DETAILS = "details"
    SEND_IN = "send-in"
    ARRIVED = "arrived"
    QUOTE = "quote"
    REMINDER = "reminder"
    NOT_REPAIRABLE = "not-repairable"
    AT_WORKSHOP = "at-workshop"
    LATE = "late"
    UNCOLLECTED = "uncollected"
    ON_ITS_WAY = "on-its-way"


_NEWS = frozenset(
    {
        LetterKind.SEND_IN,
        LetterKind.ARRIVED,
        LetterKind.NOT_REPAIRABLE,
        LetterKind.AT_WORKSHOP,
        LetterKind.ON_ITS_WAY,
    }
)
"""Letters that say what happened: too late they surprise more than they help."""

_FORGOTTEN = 90
"""Days after which what no letter was drafted of is not pointed out any more."""

_WHOLE_REQUEST = frozenset({LetterKind.QUOTE, LetterKind.REMINDER})
"""Letters about a sum: they cover all pieces of a request that wait for its answer."""

ASKED_FOR: Mapping[ProblemCode, str] = {
    ProblemCode.MISSING_NAME: "name",
    ProblemCode.MISSING_ORDER: "order",
    ProblemCode.MISSING_PHOTO: "photo",
    ProblemCode.MISSING_PIECE: "piece",
    ProblemCode.MISSING_SERVICE: "work",
    ProblemCode.MISSING_MATERIAL: "material",
}
"""What a customer can be asked for in a letter, by the problem that says it is missing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DueLetter:
    """A letter to draft.

    Attributes:
        kind: What it is about.
        tickets: The tickets that it covers, in the order of the sheet.
        at: Their indices in the frame.
        occasions: What Log remembers once it is drafted.
    """

    kind: LetterKind
    tickets: Sequence[str]
    at: Sequence[int]
    occasions: Sequence[Occasion]


@dataclass(frozen=True, slots=True, kw_only=True)
class DueLetters:
    """What is to be written now, and what is left to people.

    Attributes:
        letters: In the order of the sheet.
        incomplete: Tickets whose quote waits until all pieces of their request have a price.
        to_fix: Tickets with a letter due whose request has something to fix first.
        too_late: Tickets of which something happened longer ago than `NEWS` days, with no letter.
    """

    letters: Sequence[DueLetter]
    incomplete: Sequence[str]
    to_fix: Sequence[str]
    too_late: Sequence[str]


class LetterRule:
    """Decides which letter is due for each ticket.

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
        self._fix: list[bool] = frame[Known.FIX].tolist()
        self._days: dict[str, list[date | None]] = {
            key: days_of(frame[key]) for key in (*_DAYS, Known.COUNTED)
        }
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

    def day(self, at: int, *keys: str) -> date | None:
        """Return the first of these days of the ticket at `at` that is known."""
        return next((day for key in keys if (day := self._days[key][at])), None)

    def counted(self, at: int) -> date | None:
        """Return the day that counts as arrival of the ticket at `at`."""
        return self._days[Known.COUNTED][at]

    def missing(self, at: int) -> Sequence[str]:
        """Return what the customer has to be asked for; see `ASKED_FOR`."""
        return self._asked_for.get(self.tickets[at], ())

    def members(self, at: int) -> Sequence[int]:
        """Return the indices of all tickets of the request of the ticket at `at`."""
        return self._members[self.requests[at]]

    # ------------------------------------------------------------------------------- what is due

    def due_at(self, at: int) -> LetterKind | None:
        """Return the kind of letter that stage and facts of a ticket ask for, drafted or not."""
        if self.stages[at] is Stage.ENQUIRY and self.tickets[at] in self._coded:
            return None  # the estimate code says the work: that is for staff to type
        return next(
            (kind for kind in _BY_STAGE.get(self.stages[at], ()) if self.is_due(at, kind)), None
        )

    def is_due(self, at: int, kind: LetterKind) -> bool:
        """Return whether the facts of a ticket ask for a letter of `kind`."""
        return self.fits(at, kind) and _ASKS.get(kind, _always)(self, at)

    def fits(self, at: int, kind: LetterKind) -> bool:
        """Return whether a letter of `kind` would be true of a ticket."""
        return self.stages[at] in _STAGES[kind] and _FITS.get(kind, _always)(self, at)

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

    def letter(self, at: int, kind: LetterKind, covers: Sequence[int]) -> DueLetter:
        """Return the letter of `kind` about the tickets at `covers`, and at `at`."""
        indices = sorted({at, *covers})
        return DueLetter(
            kind=kind,
            tickets=[self.tickets[each] for each in indices],
            at=indices,
            occasions=[self.occasion(each, kind) for each in indices],
        )

    def together(self, at: int, kind: LetterKind) -> DueLetter:
        """Return the letter of `kind` about a ticket and all others of its request that it fits."""
        return self.letter(at, kind, [each for each in self.members(at) if self.fits(each, kind)])

    def all_due(self) -> DueLetters:
        """Return the letters that are due and were not drafted yet."""
        waiting: dict[tuple[str, LetterKind], list[int]] = {}
        to_fix, too_late = [], []
        for at in range(len(self.tickets)):
            kind = self.due_at(at)
            if kind is None or self.is_drafted(at, kind):
                continue
            if any(self._fix[each] for each in self.members(at)):
                to_fix.append(self.tickets[at])
            elif kind in _NEWS and (days := self._days_ago(at, kind)) > NEWS:
                too_late += [self.tickets[at]] if days <= _FORGOTTEN else []
            else:
                waiting.setdefault((self.requests[at], kind), []).append(at)
        return DueLetters(
            letters=[self._sharing(kind, those) for (_, kind), those in waiting.items()],
            incomplete=[
                ticket
                for at, ticket in enumerate(self.tickets)
                if self.fits(at, LetterKind.QUOTE)
                and self.told(at) is None
                and self.waits_for_others(at)
            ],
            to_fix=to_fix,
            too_late=too_late,
        )

    def _sharing(self, kind: LetterKind, those: Sequence[int]) -> DueLetter:
        if kind in _WHOLE_REQUEST:
            those = [each for each in self.members(those[0]) if self.due_at(each) is kind]
        return self.letter(those[0], kind, those)

    def _days_ago(self, at: int, kind: LetterKind) -> int:
        since = _SINCE[kind](self, at)
        return (self._today - since).days if since else 0

    # ----------------------------------------------------------------------- facts of one kind

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


_DAYS = (
    Typed.ENQUIRED,
    Typed.ARRIVED,
    Typed.INSPECTED,
    Typed.QUOTE_SENT,
    Typed.BACK,
    Typed.SENT,
)
_Fact = Callable[[LetterRule, int], bool]


def _always(rule: LetterRule, at: int) -> bool:
    del rule, at
    return True


def _nothing(rule: LetterRule, at: int) -> None:
    del rule, at


_BY_STAGE: Mapping[Stage, Sequence[LetterKind]] = {
    Stage.ENQUIRY: (LetterKind.DETAILS,),
    Stage.EXPECTED: (LetterKind.SEND_IN,),
    Stage.ARRIVED: (LetterKind.ARRIVED,),
    Stage.QUOTED: (LetterKind.REMINDER, LetterKind.QUOTE, LetterKind.ARRIVED),
    Stage.APPROVED: (LetterKind.ARRIVED,),
    Stage.AT_WORKSHOP: (LetterKind.LATE, LetterKind.AT_WORKSHOP),
    Stage.BACK: (LetterKind.UNCOLLECTED,),
    Stage.SENT_BACK: (LetterKind.ON_ITS_WAY,),
    Stage.NOT_REPAIRABLE: (LetterKind.NOT_REPAIRABLE,),
}
"""The letters that a stage may ask for; the first that the facts ask for is due."""

_IN_THE_SHOP = frozenset({Stage.ARRIVED, Stage.QUOTED, Stage.APPROVED})
_STAGES: Mapping[LetterKind, frozenset[Stage]] = {
    LetterKind.DETAILS: frozenset({Stage.ENQUIRY}),
    LetterKind.SEND_IN: frozenset({Stage.ENQUIRY, Stage.EXPECTED}),
    LetterKind.ARRIVED: _IN_THE_SHOP | {Stage.ON_HOLD},
    LetterKind.QUOTE: frozenset({Stage.QUOTED}),
    LetterKind.REMINDER: frozenset({Stage.QUOTED}),
    LetterKind.NOT_REPAIRABLE: frozenset({Stage.NOT_REPAIRABLE}),
    LetterKind.AT_WORKSHOP: frozenset({Stage.AT_WORKSHOP}),
    LetterKind.LATE: frozenset({Stage.AT_WORKSHOP}),
    LetterKind.UNCOLLECTED: frozenset({Stage.BACK}),
    LetterKind.ON_ITS_WAY: frozenset({Stage.SENT_BACK}),
}
"""The stages in which a letter says the truth, also where nobody asks for it."""

_FITS: Mapping[LetterKind, _Fact] = {
    LetterKind.DETAILS: lambda rule, at: bool(rule.missing(at)),
    LetterKind.ARRIVED: lambda rule, at: rule.day(at, Typed.ARRIVED) is not None,
    LetterKind.QUOTE: LetterRule.has_price,
    LetterKind.REMINDER: lambda rule, at: rule.has_price(at) and rule.told(at) is not None,
    LetterKind.LATE: LetterRule.is_overdue,
}
_ASKS: Mapping[LetterKind, _Fact] = {
    LetterKind.ARRIVED: lambda rule, at: (
        rule.stages[at] is Stage.ARRIVED or not rule.knows_of_arrival(at)
    ),
    LetterKind.QUOTE: lambda rule, at: (
        rule.day(at, Typed.QUOTE_SENT) is None and not rule.waits_for_others(at)
    ),
    LetterKind.REMINDER: LetterRule.waits_long,
    LetterKind.UNCOLLECTED: LetterRule.is_uncollected,
}
_ABOUT: Mapping[LetterKind, Callable[[LetterRule, int], object]] = {
    LetterKind.QUOTE: LetterRule.own_price,
    LetterKind.REMINDER: LetterRule.told,
    LetterKind.AT_WORKSHOP: LetterRule.month,
    LetterKind.LATE: LetterRule.month,
}
_SINCE: Mapping[LetterKind, Callable[[LetterRule, int], date | None]] = {
    LetterKind.SEND_IN: lambda rule, at: rule.day(at, Typed.ENQUIRED),
    LetterKind.ARRIVED: lambda rule, at: rule.day(at, Typed.ARRIVED),
    LetterKind.NOT_REPAIRABLE: lambda rule, at: rule.day(at, Typed.INSPECTED, Typed.ARRIVED),
    LetterKind.AT_WORKSHOP: LetterRule.dispatched,
    LetterKind.ON_ITS_WAY: lambda rule, at: rule.day(at, Typed.SENT),
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
