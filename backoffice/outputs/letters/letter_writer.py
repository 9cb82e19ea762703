"""What all letters are written with: the facts of a request, in the customer's language."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Any

import pandas as pd

from backoffice.intake.frames import Typed
from backoffice.intake.frozen_pieces import FrozenPiece
from backoffice.intake.ledger import Ledger
from backoffice.intake.request_entries import effective
from backoffice.messages import message
from backoffice.outputs.letters.letter import Part, one_line
from backoffice.outputs.letters.price_rows import Prices
from backoffice.rules.due_letters import LetterRule
from backoffice.rules.enquiry_days import policy_on, request_days
from backoffice.rules.estimate_codes import with_coded_work
from backoffice.rules.letter_kinds import DueLetter
from backoffice.rules.months import month_to_join
from backoffice.rules.quoting import total_at
from backoffice.sheet.choices import OUT
from estimator.answers.wording import day as day_words
from estimator.answers.wording import month_name, price, span
from estimator.errors import PolicyError
from estimator.policy.model import Language, Policy, UndatedPolicy
from estimator.policy.policy_book import PolicyBook
from estimator.policy.readings import Every
from estimator.rules.schedule import Batch, Schedule, batch_joined, schedule_for

_TITLE = re.compile(r"\s*(?:様|さま|さん|氏|殿)$")
_MONTHS_AHEAD = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Shop:
    """What letters are written from, besides the letter itself.

    Attributes:
        rule: Which letter is due, with the frame of all tickets.
        language: Of the sheet: that of customers whose language nobody typed.
        pages: The address of the status page of each ticket that has one.
    """

    rule: LetterRule
    ledger: Ledger
    book: PolicyBook
    language: str
    today: date
    pages: dict[str, str]


class LetterWriter:
    """Writes about one letter's tickets; amounts, days and counts as the customer reads them.

    Attributes:
        group: The group of messages of its kind.
        missing: What staff have to add; see `Letter`.
    """

    def __init__(self, shop: Shop, due: DueLetter, group: str) -> None:
        self.shop, self.due, self.group = shop, due, group
        self.rule, self.today = shop.rule, shop.today
        self.frame = shop.rule.frame
        self.at = due.at[0]
        self.missing: list[str] = []
        language = effective(self.frame, Typed.LANGUAGE).iat[self.at]
        self.has_language = language in list(Language)
        self.language = language if self.has_language else shop.language
        self.undated: UndatedPolicy = shop.book.undated
        asked = request_days(self.frame).iat[self.at]
        day = None if pd.isna(asked) else pd.Timestamp(asked).date()
        self.policy: Policy | None = policy_on(day, shop.book) or policy_on(self.today, shop.book)

    @property
    def count(self) -> int:
        """How many pieces the letter is about."""
        return len(self.due.at)

    def text(self, key: str, **values: object) -> str:
        """Return a text of the letter's own group."""
        return self.common(key, self.group, **values)

    def common(self, key: str, group: str = "letter", **values: object) -> str:
        """Return a text of `group`, with days and months in words; `count` counts the letter's pieces."""
        said = {name: self._in_words(value) for name, value in values.items()}
        return message(group, key, self.language, **{"count": self.count, **said})

    def _in_words(self, value: object) -> object:
        if isinstance(value, Batch):
            return month_name(value.month, self.language)
        if isinstance(value, date):
            return day_words(value, self.language)
        return "" if value is None else value

    def p(self, key: str, **values: object) -> Part:
        """Return a paragraph of the letter's own group."""
        return Part(kind="p", text=self.text(key, **values))

    def gap(self, key: str) -> Part:
        """Return a gap that staff have to fill, and remember it."""
        self.missing.append(key)
        return Part(kind="gap", text=message("letter-gaps", key, self.language))

    def money(self, amount: int) -> str:
        """Return an amount."""
        return price(amount, self.undated.currency, self.language)

    def taxed(self, amount: int) -> str:
        """Return an amount that includes tax, and says so where there is any."""
        written = self.money(amount)
        return self.common("with-tax", amount=written) if self.undated.tax else written

    def cell(self, column: str) -> Any:
        """Return a cell of the letter's first ticket; None where there is nothing."""
        value = self.frame[column].iat[self.at]
        return None if pd.isna(value) else value

    def first_day(self, *keys: str) -> date | None:
        """Return the first of these days that is known of the first ticket."""
        return self.rule.day(self.at, *keys)

    @property
    def piece(self) -> FrozenPiece:
        """The first ticket as it went to the workshop."""
        return self.shop.ledger.piece_of[self.due.tickets[0]]

    @property
    def name(self) -> str:
        """The customer's name as it follows *Dear*; empty where nobody knows it."""
        return _TITLE.sub("", one_line(effective(self.frame, Typed.NAME).iat[self.at]))

    def piece_name(self, at: int) -> str:
        """Return what a piece is called: as staff typed it, with its number."""
        piece, ticket = one_line(self.frame[Typed.PIECE].iat[at]), self.rule.tickets[at]
        return self.common("piece-of", piece=piece, ticket=ticket) if piece else ticket

    def total(self) -> int | None:
        """Return what the request costs, with tax; None where it is not known, or a range."""
        total = total_at(self.frame, self.at)
        return total.high if total and total.certain else None

    def guide(self) -> str:
        """Return what the request costs as a guide; empty where nothing can be said."""
        total = total_at(self.frame, self.at)
        return span(total, self.undated.currency, self.language) if total and total.high else ""

    def prices(self) -> Prices | None:
        """Return the prices of the pieces that the total is for; None where no policy has any."""
        if not self.policy:
            return None
        frame = with_coded_work(self.frame, self.undated)
        live = [at for at in self.rule.members(self.at) if frame[Typed.ANSWER].iat[at] not in OUT]
        pieces = [(self.piece_name(at), frame.iloc[at].to_dict()) for at in live]
        return Prices(self.policy, self.language, pieces)

    def coming_parcel(self, later: int = 0) -> Schedule | None:
        """Return the parcel that the pieces can still join, or one of the months after it.

        Its last open day is today or later.  None where each piece goes by itself, or beyond the calendar.
        """
        policy, arrived = self.undated, self.first_day(Typed.ARRIVED)
        if policy.dispatch.every is not Every.MONTH:
            return None
        try:
            month = batch_joined(self.today, policy)
            if arrived:
                days = filter(None, map(self.rule.counted, self.due.at))
                month = max(month_to_join(day, self.shop.ledger, policy) for day in days)
            for ahead in range(_MONTHS_AHEAD):
                joined = month.later(ahead)
                schedule = schedule_for(arrived or self.today, policy, joined)
                if schedule.last_open and schedule.last_open >= self.today:
                    return schedule_for(arrived or self.today, policy, joined.later(later))
        except (PolicyError, ValueError):
            return None
        return None

    def clauses(self, *ids: str) -> list[str]:
        """Return the texts of rules that the policy has."""
        rules = self.policy.clauses if self.policy else {}
        return [rules[each].text.in_(self.language) for each in ids if each in rules]

    def promises(self, *codes: str) -> list[str]:
        """Return the sentences beyond the shop's own text that the owner did not decline."""
        promises = self.undated.promises
        found = [promises[code] for code in codes if code in promises]
        return [each.text.in_(self.language) for each in found if each.said]

    def terms(self, *codes: str) -> list[str]:
        """Return the owner's terms, as far as they are decided: an open one is no news in a letter."""
        terms = [self.undated.terms[code] for code in codes if code in self.undated.terms]
        return [term.text.in_(self.language) for term in terms if not term.missing]
