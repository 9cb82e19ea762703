"""Which letter each customer is to get now: follows from stage and facts of a ticket, and from Log.

A letter is about an occasion: a ticket, a kind, and what makes it a new one - the price of a quote, the
day it was sent, the month of a parcel.  Of each occasion one letter is drafted.  Tickets of one request
that wait for the same letter share it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from backoffice.intake.frames import Typed
from backoffice.rules.letter_facts import LetterFacts
from backoffice.rules.letter_kinds import DueLetter, LetterKind
from backoffice.rules.waiting_times import NEWS
from backoffice.sheet.choices import Stage

_FORGOTTEN = 90
"""Days after which what no letter was drafted of is not pointed out any more."""

_WHOLE_REQUEST = frozenset({LetterKind.QUOTE, LetterKind.REMINDER})
"""Letters about a sum: they cover all pieces of a request that wait for its answer."""


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


class LetterRule(LetterFacts):
    """Decides which letter is due for each ticket."""

    def due_at(self, at: int) -> LetterKind | None:
        """Return the kind of letter that stage and facts of a ticket ask for, drafted or not."""
        if self.stages[at] is Stage.ENQUIRY and self.tickets[at] in self.coded:
            return None  # the estimate code says the work: that is for staff to type
        return next(
            (kind for kind in _BY_STAGE.get(self.stages[at], ()) if self.is_due(at, kind)), None
        )

    def is_due(self, at: int, kind: LetterKind) -> bool:
        """Return whether the facts of a ticket ask for a letter of `kind`."""
        return self.fits(at, kind) and (kind not in _ASKS or _ASKS[kind](self, at))

    def fits(self, at: int, kind: LetterKind) -> bool:
        """Return whether a letter of `kind` would be true of a ticket."""
        return self.stages[at] in _STAGES[kind] and (kind not in _FITS or _FITS[kind](self, at))

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
            if any(self.is_to_fix[each] for each in self.members(at)):
                to_fix.append(self.tickets[at])
            elif kind in _SINCE and (days := self._days_ago(at, kind)) > NEWS:
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
                and self.is_incomplete[at]
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


_Fact = Callable[[LetterRule, int], bool]


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

_STAGES: Mapping[LetterKind, Sequence[Stage]] = {
    LetterKind.DETAILS: (Stage.ENQUIRY,),
    LetterKind.SEND_IN: (Stage.ENQUIRY, Stage.EXPECTED),
    LetterKind.ARRIVED: (Stage.ARRIVED, Stage.QUOTED, Stage.APPROVED, Stage.ON_HOLD),
    LetterKind.QUOTE: (Stage.QUOTED,),
    LetterKind.REMINDER: (Stage.QUOTED,),
    LetterKind.NOT_REPAIRABLE: (Stage.NOT_REPAIRABLE,),
    LetterKind.AT_WORKSHOP: (Stage.AT_WORKSHOP,),
    LetterKind.LATE: (Stage.AT_WORKSHOP,),
    LetterKind.UNCOLLECTED: (Stage.BACK,),
    LetterKind.ON_ITS_WAY: (Stage.SENT_BACK,),
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
        rule.day(at, Typed.QUOTE_SENT) is None and not rule.is_incomplete[at]
    ),
    LetterKind.REMINDER: LetterRule.waits_long,
    LetterKind.UNCOLLECTED: LetterRule.is_uncollected,
}
_SINCE: Mapping[LetterKind, Callable[[LetterRule, int], date | None]] = {
    LetterKind.SEND_IN: lambda rule, at: rule.day(at, Typed.ENQUIRED),
    LetterKind.ARRIVED: lambda rule, at: rule.day(at, Typed.ARRIVED),
    LetterKind.NOT_REPAIRABLE: lambda rule, at: rule.day(at, Typed.INSPECTED, Typed.ARRIVED),
    LetterKind.AT_WORKSHOP: lambda rule, at: (piece := rule.pieces[at]) and piece.dispatch,
    LetterKind.ON_ITS_WAY: lambda rule, at: rule.day(at, Typed.SENT),
}
"""Since when there is what a letter says happened: too late such letters surprise more than they help."""
