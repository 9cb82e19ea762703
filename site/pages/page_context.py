"""What pages are rendered with: the policy, the day of the build, the language."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from estimator.answers import wording
from estimator.answers.answer_texts import text as answer_text
from estimator.answers.answer_writer import AnswerWriter, Pages
from estimator.policy.calendar import LongHoliday
from estimator.policy.label import Label
from estimator.policy.model import Policy
from estimator.policy.offer import Service
from estimator.policy.policy_book import PolicyBook
from estimator.policy.tax import tax_on
from estimator.rules.estimates import Estimate
from estimator.rules.items import Span

TEXTS_FILE = Path(__file__).with_name("page_texts.toml")


@dataclass(frozen=True, slots=True, kw_only=True)
class PageContext:
    """The policy as one page shows it.

    Attributes:
        book: The policy file.
        build_day: The day of the build, in the shop's time zone.
        language: ``en`` or ``ja``.
        root: Path from the page to the top of the site, ``../`` or ``../../``.
        manifest: Files of the browser's runtime, as `site/shell/README.md` describes them; None
            where it is not built.
    """

    book: PolicyBook
    build_day: date
    language: str
    root: str = "../"
    manifest: Mapping[str, Mapping[str, Any]] | None = None

    @property
    def policy(self) -> Policy:
        """The policy in force on the day of the build."""
        return self.book.on(self.build_day)

    @property
    def language_root(self) -> str:
        """Path from the page to the first page of its language."""
        return self.root if self.language == "en" else f"{self.root}{self.language}/"

    @property
    def pages(self) -> Pages:
        """The pages that an answer links to."""
        root = self.language_root
        return Pages(policy=f"{root}repair/", packing=f"{root}packing/")

    def writer(self, done: Estimate) -> AnswerWriter:
        """Return what writes the answer `done` on this page."""
        return AnswerWriter(done=done, language=self.language, pages=self.pages)

    def in_(self, label: Label) -> str:
        """Return a text of the policy in the page's language."""
        return label.in_(self.language)

    def text(self, key: str, /, **values: object) -> str:
        """Return a text of `page_texts.toml`, formatted with `values`."""
        return texts()[key][self.language].format(**values)

    def taxed(self, key: str, /, **values: object) -> str:
        """Return a text that speaks of tax, or its other form for a tax-exempt seller."""
        return self.text(key if self.policy.tax else f"{key}-exempt", **values)

    def answer_text(self, key: str, /, **values: object) -> str:
        """Return a text of `answer_texts.toml`, formatted with `values`."""
        return answer_text(key, self.language, **values)

    def money(self, amount: int) -> str:
        """Return `amount` as people write it."""
        return wording.price(amount, self.policy.currency, self.language)

    def guide(self, amount: int) -> str:
        """Return a list price, written as *from*.  Source: policy P4."""
        return wording.span(Span(amount, amount), self.policy.currency, self.language)

    def with_tax(self, code: str) -> int:
        """Return the list price of a service or fee including tax.  Source: policy P8."""
        net = self.policy.rates[code].value
        return net + tax_on(net, self.policy.tax_rate)

    def list_price(self, code: str) -> str:
        """Return the list price of a service including tax, and that it is."""
        return self.taxed("taxed", price=self.guide(self.with_tax(code)))

    def per(self, service: Service) -> str:
        """Return what the price of a service is for, where it is counted: ``per stone``."""
        return self.text("per", unit=self.in_(service.unit.label)) if service.unit else ""

    def day(self, value: date) -> str:
        """Return a day in words."""
        return wording.day(value, self.language)

    def holiday(self, code: str) -> LongHoliday:
        """Return the long holiday called `code`; a KeyError if there is none."""
        return {holiday.code: holiday for holiday in self.policy.calendar.long}[code]


@cache
def texts() -> dict[str, dict[str, str]]:
    """Return the page texts by key, each in both languages."""
    return tomllib.loads(TEXTS_FILE.read_text(encoding="utf-8"))
