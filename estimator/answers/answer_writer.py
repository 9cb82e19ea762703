"""What all parts of an answer are written with: the estimate, the language, the pages it links to."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from estimator.answers import wording
from estimator.answers.answer_texts import text
from estimator.answers.tree import Element, Tree, element
from estimator.policy.label import Label
from estimator.policy.model import Policy
from estimator.rules.estimates import Estimate
from estimator.rules.items import Span
from estimator.rules.notices import Notice


@dataclass(frozen=True, slots=True, kw_only=True)
class Pages:
    """Addresses that an answer links to: the page of rules, the guide to packing."""

    policy: str = ""
    packing: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerWriter:
    """Writes texts and links about one estimate in one language."""

    done: Estimate
    language: str
    pages: Pages = Pages()

    @property
    def policy(self) -> Policy:
        """The policy of the estimate."""
        return self.done.policy

    def text(self, key: str, /, **values: object) -> str:
        """Return a text of `answer_texts.toml`."""
        return text(key, self.language, **values)

    def taxed(self, key: str, /) -> str:
        """Return a text that speaks of tax, or its other form for a tax-exempt seller."""
        return self.text(key if self.policy.tax else f"{key}-exempt")

    def label(self, label: Label) -> str:
        """Return a text of the policy."""
        return label.in_(self.language)

    def day(self, value: date) -> str:
        """Return a day in words."""
        return wording.day(value, self.language)

    def money(self, amount: int) -> str:
        """Return an amount as people write it."""
        return wording.price(amount, self.policy.currency, self.language)

    def range(self, amount: Span) -> str:
        """Return a range as people write it."""
        return wording.span(amount, self.policy.currency, self.language)

    def named(self, name: str, value: str) -> str:
        """Return a value after its name: ``Estimate code: A9D4-…``."""
        return self.text("named", name=name, value=value)

    def why(self, clause: str) -> Element:
        """Return the link to a rule."""
        address = f"{self.pages.policy}#{clause.lower()}"
        title = self.label(self.policy.clauses[clause].title)
        return element("a", {"href": address, "class": "estimator-why"}, title)

    def notice(self, notice: Notice) -> Element:
        """Return a notice as an entry of a list, with the link to its rule."""
        written = wording.notice_text(notice, self.policy, self.language)
        return element("li", {}, written, " ", self.why(notice.clause))

    def folded(self, key: str, *children: Tree) -> Element:
        """Return a part that can be opened and closed, under the text `key`.

        It is open: paper and browsers without script show everything.  On a phone the page closes it.
        """
        title = element("summary", {}, element("h3", {}, self.text(key)))
        attributes = {"class": "estimator-fold", "id": f"estimate-fold-{key}", "open": ""}
        return element("details", attributes, title, *children)
