"""What waits for the owner: a list that a build prints, and the trader's page (特定商取引法に基づく表記).

The page is left out while fields of the policy are empty.
"""

from __future__ import annotations

from estimator.policy.label import Label
from estimator.policy.model import HANDLING, UndatedPolicy
from estimator.policy.owners_word import empty_fields, missing_of_trader, waiting_sentences
from estimator.policy.terms import Trader
from pages.html_elements import Html, tag
from pages.page_context import PageContext, texts

PAGE = "trader.md"
COSTS = ("P7", "P13")
DELIVERY = "P9"


def owners_list(policy: UndatedPolicy, language: str) -> list[str]:
    """Return sentences that wait for a word and fields that are empty; none where nothing waits."""
    waiting = [f"{one.path}: {one.text.in_(language)}" for one in waiting_sentences(policy)]
    lists = {
        "owner-sentences": waiting,
        "owner-fields": [one.path for one in empty_fields(policy)],
        "owner-trader": missing_of_trader(policy),
    }
    return [
        line
        for key, entries in lists.items()
        if entries
        for line in (
            texts()[key][language].format(count=len(entries)),
            *(f"  {entry}" for entry in entries),
        )
    ]


def is_published(policy: UndatedPolicy) -> bool:
    """Return whether the policy has everything that the page must name."""
    return policy.trader is not None and not missing_of_trader(policy)


def trader_table(context: PageContext) -> Html:
    """Return what the law asks for, as names and values."""
    policy = context.policy
    trader = policy.trader or Trader()
    root = context.language_root

    def rule(code: str) -> str:
        return context.in_(policy.clauses[code].text)

    def value(label: Label | None) -> str:
        return context.in_(label) if label else ""

    def term(code: str) -> str:
        return context.in_(policy.terms[code].text) if code in policy.terms else ""

    contact = tag("a", policy.shop.contact, href=f"mailto:{policy.shop.contact}")
    prices = tag("a", context.text("trader-see-prices"), href=f"{root}fees/#price-list")
    handling = context.taxed("taxed", price=context.money(context.with_tax(HANDLING)))
    gap = context.answer_text("gap")
    rows = {
        "trader-seller": value(trader.seller),
        "trader-responsible": value(trader.responsible),
        "trader-address": value(trader.address),
        "trader-telephone": value(trader.telephone),
        "trader-mail": contact,
        "trader-prices": prices,
        "trader-costs": gap.join(
            [*map(rule, COSTS), f"{context.in_(policy.handling.label)} {handling}"]
        ),
        "trader-paying": term("paying"),
        "trader-delivery": rule(DELIVERY),
        "trader-cancelling": gap.join([term("cancelling"), term("declining")]),
    }
    lines = [
        tag("tr", tag("th", context.text(name), scope="row"), tag("td", text))
        for name, text in rows.items()
    ]
    return tag("table", tag("tbody", *lines), class_="trader")
