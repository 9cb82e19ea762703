"""The price of a request as a quote shows it: line by line, each with the rule that made it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from backoffice.intake.frames import SERVICE, Known, Typed
from backoffice.messages import message
from backoffice.outputs.letters.letter import PriceRow
from backoffice.sheet.choices import Charge
from estimator.answers.wording import line_name, price
from estimator.policy.model import Policy
from estimator.policy.phrases import percentage
from estimator.rules.items import Item, LineItem, Replating
from estimator.rules.quotes import piece_lines

GUIDE = "guide"
"""The notice that says that a price follows from inspection; its rule is the reason for what was found."""


@dataclass(frozen=True, slots=True)
class QuotedPiece:
    """One piece of a request: its row of the frame, and what it is called in the letter."""

    name: str
    row: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class PriceWriter:
    """Writes prices in one language, by the policy of the day of the enquiry."""

    policy: Policy
    language: str

    def rows(self, pieces: Sequence[QuotedPiece]) -> list[PriceRow]:
        """Return the rows of a quote for the live pieces of a request; they add up to its total."""
        rows: list[PriceRow] = []
        for piece in pieces:
            rows += [PriceRow(what=piece.name), *self._piece_rows(piece.row)]
        first = pieces[0].row
        if handling := int(first[Known.HANDLING]):
            fee = self.policy.handling
            rows += [
                PriceRow(what=self._text("request")),
                self._row(fee.label.in_(self.language), fee.clause, handling),
            ]
        net = handling + sum(amount for piece in pieces for *_, amount in self._lines(piece.row))
        return [*rows, *self._sums(net, int(first[Known.TOTAL_HIGH]), int(first[Known.TAX_RATE]))]

    def reasons(self, pieces: Sequence[QuotedPiece]) -> list[str]:
        """Return the rules that made the lines, each once, with their text."""
        clauses = dict.fromkeys(
            clause for piece in pieces for _, clause, _ in self._lines(piece.row)
        )
        if int(pieces[0].row[Known.HANDLING]):
            clauses[self.policy.handling.clause] = None
        if self.policy.tax:
            clauses[self.policy.tax.clause] = None
        return [
            self._text("reason", title=rule.title, text=rule.text)
            for clause in clauses
            if (rule := self.policy.clauses.get(clause))
        ]

    def _piece_rows(self, row: Mapping[str, Any]) -> Iterator[PriceRow]:
        for name, clause, amount in self._lines(row):
            yield self._row(name, clause, amount)

    def _lines(self, row: Mapping[str, Any]) -> list[tuple[str, str, int]]:
        """Return name, rule and amount of what one piece costs; they add up to what is charged."""
        if pd.isna(row[Known.CHARGED]):
            return [(self._text("not-seen"), self._guide_clause, int(row[Known.GUIDE_HIGH]))]
        charged = int(row[Known.CHARGED])
        if row[Typed.CHARGE] == Charge.NO_CHARGE:
            return [(self._text("no-charge"), "", charged)]
        lines = _agreeing(self._offered(row), charged)
        names = [
            (line_name(line, self.policy, self.language), line.clause, line.amount)
            for line in lines
        ]
        rest = charged - sum(line.amount for line in lines)
        if rest:
            key = "found" if lines else "as-inspected"
            names.append((self._text(key), self._guide_clause, rest))
        return names

    @property
    def _guide_clause(self) -> str:
        notice = self.policy.notices.get(GUIDE)
        return notice.clause if notice else ""

    def _offered(self, row: Mapping[str, Any]) -> list[LineItem]:
        counts = {code: int(row[SERVICE + code]) for code in self.policy.services}
        chosen = {code: n for code, n in counts.items() if n and code in self.policy.rates}
        if not chosen or row[Typed.MATERIAL] not in self.policy.material_labels:
            return []
        replating = Replating(row[Typed.REPLATING])
        item = Item(material=row[Typed.MATERIAL], services=chosen, replating=replating)
        return piece_lines(item, 1, self.policy)

    def _sums(self, net: int, total: int, rate: int) -> list[PriceRow]:
        tax = self.policy.tax
        if not tax:
            return [self._sum(self._text("total-exempt"), total, is_total=True)]
        label = self._text("tax", label=tax.label, rate=percentage(rate))
        return [
            self._sum(self._text("net"), net),
            self._sum(label, total - net),
            self._sum(self._text("total"), total, is_total=True),
        ]

    def _sum(self, what: str, amount: int, *, is_total: bool = False) -> PriceRow:
        written = price(amount, self.policy.currency, self.language)
        return PriceRow(what=what, amount=written, is_sum=True, is_total=is_total)

    def _row(self, what: str, clause: str, amount: int) -> PriceRow:
        why = self._why(clause)
        written = price(amount, self.policy.currency, self.language)
        return PriceRow(what=what, why="" if why == what else why, amount=written)

    def _why(self, clause: str) -> str:
        rule = self.policy.clauses.get(clause)
        return rule.title.in_(self.language) if rule else ""

    def _text(self, key: str, **values: object) -> str:
        return message("letter-quote", key, self.language, **values)


def _agreeing(lines: Sequence[LineItem], charged: int) -> list[LineItem]:
    """Return the lines that the charged price holds: with what only inspection decides, or without."""
    sure = [line for line in lines if line.certain]
    everything = sum(line.amount for line in lines)
    return list(lines) if charged == everything else sure
