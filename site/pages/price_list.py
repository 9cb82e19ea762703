"""The price table: every service on offer, with tax first.  Source: policy P5, P7, P8."""

from __future__ import annotations

from estimator.policy.model import HANDLING
from estimator.policy.readings import Per
from estimator.rules.items import Item, Replating
from estimator.rules.quotes import quote
from pages.coming_prices import price_days
from pages.html_elements import Html, joined, table, tag
from pages.page_context import PageContext


def price_table(context: PageContext) -> Html:
    """Return the price list with the handling fee as its last row, and the days of its prices."""
    policy = context.policy
    rows = []
    for service in policy.offered:
        sign = tag("span", service.sign, class_="repair-sign")
        name = joined(sign, " ", context.in_(service.label))
        note = context.in_(service.note) if service.note else ""
        rows.append(_row(context, service.code, name, context.per(service), note))
    each = "per-request" if policy.handling.per is Per.REQUEST else "per-item"
    handling = Html(context.in_(policy.handling.label))
    foot = _row(context, HANDLING, handling, "", context.text(each), guide=False)
    head = (context.text("work"), *_amount_titles(context))
    prices = table(head, tag("tbody", *rows), foot=foot, class_="repair-prices")
    return joined(prices, price_days(context))


def price_to_begin(context: PageContext) -> str:
    """Return the lowest total with tax of a request: the least work on one piece, and the handling fee."""
    policy = context.policy
    material = next(iter(policy.materials))
    totals = [
        quote([Item(material=material, services={one.code: 1}, replating=Replating.NO)], policy)
        for one in policy.offered
    ]
    return context.taxed("to-begin", price=context.guide(min(one.total.low for one in totals)))


def _amount_titles(context: PageContext) -> tuple[str, ...]:
    gross = context.taxed("with-tax")
    return (gross, context.answer_text("net")) if context.policy.tax else (gross,)


def _row(
    context: PageContext, code: str, name: Html, per: str, note: str, *, guide: bool = True
) -> Html:
    def amount(value: int) -> Html:
        written = context.guide(value) if guide else context.money(value)
        return joined(
            tag("span", written, class_="repair-amount"), tag("small", per) if per else ""
        )

    gross, net = amount(context.with_tax(code)), amount(context.policy.rates[code].value)
    cells = [tag("td", tag("strong", gross))]
    if context.policy.tax is not None:
        cells.append(tag("td", net))
    small = tag("small", note, class_="repair-note") if note else ""
    return tag("tr", tag("th", name, small, scope="row"), *cells)
