"""The price of a request as a quote shows it: line by line, each with the rule that made it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import starmap
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


@dataclass(frozen=True)
class Prices:
    """The prices of the live pieces of a request, by the policy of the day of the enquiry.

    Attributes:
        language: Of the customer.
        pieces: What each is called in the letter, and its row of the frame.
    """

    policy: Policy
    language: str
    pieces: Sequence[tuple[str, Mapping[str, Any]]]

    def rows(self) -> list[PriceRow]:
        """Return the rows of a quote; they add up to the total of the request."""
        rows: list[PriceRow] = []
        for name, lines in self._lines:
            rows += [PriceRow(what=name), *starmap(self._row, lines)]
        if self._handling:
            fee = self.policy.handling
            rows.append(PriceRow(what=self._text("request")))
            rows.append(self._row(fee.label.in_(self.language), fee.clause, self._handling))
        net = self._handling + sum(amount for _, lines in self._lines for *_, amount in lines)
        return [*rows, *self._sums(net)]

    def reasons(self) -> list[str]:
        """Return the rules that made the lines, each once, with their text."""
        clauses = [clause for _, lines in self._lines for _, clause, _ in lines]
        if self._handling:
            clauses.append(self.policy.handling.clause)
        if self.policy.tax:
            clauses.append(self.policy.tax.clause)
        rules = filter(None, map(self.policy.clauses.get, dict.fromkeys(clauses)))
        return [self._text("reason", title=rule.title, text=rule.text) for rule in rules]

    @property
    def _handling(self) -> int:
        return int(self.pieces[0][1][Known.HANDLING])

    @cached_property
    def _lines(self) -> list[tuple[str, list[tuple[str, str, int]]]]:
        return [(name, self._lines_of(row)) for name, row in self.pieces]

    def _lines_of(self, row: Mapping[str, Any]) -> list[tuple[str, str, int]]:
        """Return name, rule and amount of what one piece costs; they add up to what is charged."""
        if pd.isna(row[Known.CHARGED]):
            return [(self._text("not-seen"), self._guide_clause, int(row[Known.GUIDE_HIGH]))]
        charged = int(row[Known.CHARGED])
        if row[Typed.CHARGE] == Charge.NO_CHARGE:
            return [(self._text("no-charge"), "", charged)]
        lines = _agreeing(self._offered(row), charged)
        named = [
            (line_name(line, self.policy, self.language), line.clause, line.amount)
            for line in lines
        ]
        if rest := charged - sum(line.amount for line in lines):
            key = "found" if lines else "as-inspected"
            named.append((self._text(key), self._guide_clause, rest))
        return named

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

    def _sums(self, net: int) -> list[PriceRow]:
        first, tax = self.pieces[0][1], self.policy.tax
        total = int(first[Known.TOTAL_HIGH])
        key = "total" if tax else "total-exempt"
        last = self._sum(self._text(key), total, is_total=True)
        if not tax:
            return [last]
        label = self._text("tax", label=tax.label, rate=percentage(int(first[Known.TAX_RATE])))
        return [self._sum(self._text("net"), net), self._sum(label, total - net), last]

    def _sum(self, what: str, amount: int, *, is_total: bool = False) -> PriceRow:
        return PriceRow(what=what, amount=self._money(amount), is_sum=True, is_total=is_total)

    def _row(self, what: str, clause: str, amount: int) -> PriceRow:
        rule = self.policy.clauses.get(clause)
        why = rule.title.in_(self.language) if rule else ""
        return PriceRow(what=what, why="" if why == what else why, amount=self._money(amount))

    def _money(self, amount: int) -> str:
        return price(amount, self.policy.currency, self.language)

    def _text(self, key: str, **values: object) -> str:
        return message("letter-quote", key, self.language, **values)


def _agreeing(lines: Sequence[LineItem], charged: int) -> list[LineItem]:
    """Return the lines that the charged price holds: with what only inspection decides, or without."""
    sure = [line for line in lines if line.certain]
    everything = sum(line.amount for line in lines)
    return list(lines) if charged == everything else sure
