"""What of the policy changes after the day of the build: a page names it, with its day.

Pages may be built once a month, while an estimate has the prices of the day on which it is asked.
"""

from __future__ import annotations

from datetime import date

from estimator.policy.model import HANDLING, Policy
from estimator.policy.tax import tax_on
from pages.html_elements import Html, joined, tag
from pages.page_context import PageContext


def coming_days(context: PageContext) -> list[date]:
    """Return the days after that of the build on which values of the policy begin."""
    days = {rate.since for dated in context.book.rates.values() for rate in dated.rates}
    return sorted(day for day in days if context.build_day < day <= context.policy.calendar.last)


def coming_prices(context: PageContext, code: str) -> list[tuple[date, int]]:
    """Return the prices with tax of a service or fee that are known already, each with its first day."""
    known, before = [], _with_tax(code, context.policy)
    for day in coming_days(context):
        price = _with_tax(code, context.book.on(day))
        if price is not None and price != before:
            known.append((day, price))
            before = price
    return known


def price_days(context: PageContext) -> Html:
    """Return since when the prices beside it are in force, and what is known to change."""
    since = context.book.edition(context.build_day) or context.build_day
    sentences = [context.text("prices-of", since=context.day(since))]
    by_day: dict[date, list[str]] = {}
    for code in [*context.policy.services, HANDLING]:
        for day, price in coming_prices(context, code):
            by_day.setdefault(day, []).append(_named_price(context, code, price))
    for day, prices in sorted(by_day.items()):
        listed = context.text("list").join(prices)
        sentences.append(context.text("prices-from", day=context.day(day), prices=listed))
    return tag("p", *_spaced(context, sentences), class_="repair-price-days")


def in_sentence(context: PageContext, code: str) -> str:
    """Return a price with tax, and in brackets those that are known to follow."""
    coming = "".join(
        context.text("price-from", day=context.day(day), price=context.money(price))
        for day, price in coming_prices(context, code)
    )
    return context.taxed("taxed", price=context.money(context.with_tax(code))) + coming


def rule(context: PageContext, clause: str) -> str:
    """Return the text of a rule, and the texts that it is known to get, each with its first day."""
    written = context.in_(context.policy.clauses[clause].text)
    sentences, before = [written], written
    for day in coming_days(context):
        text = context.in_(context.book.on(day).clauses[clause].text)
        if text != before:
            sentences.append(context.text("rule-from", day=context.day(day), rule=text))
            before = text
    return joined(*_spaced(context, sentences))


def _named_price(context: PageContext, code: str, price: int) -> str:
    if code == HANDLING:
        return f"{context.in_(context.policy.handling.label)} {context.money(price)}"
    return f"{context.in_(context.policy.services[code].name)} {context.guide(price)}"


def _with_tax(code: str, policy: Policy) -> int | None:
    if code not in policy.rates:
        return None
    net = policy.rates[code].value
    return net + tax_on(net, policy.tax_rate)


def _spaced(context: PageContext, sentences: list[str]) -> list[str]:
    gap = context.answer_text("gap")
    return [gap + text if at else text for at, text in enumerate(sentences)]
