"""The markers that pages may use, and what replaces each."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from estimator.answers.timeline import timeline_figure
from estimator.policy.phrases import percentage
from estimator.rules.schedule import Schedule, batch_for, schedule_for
from pages.estimate_form import estimator
from pages.html_elements import tag
from pages.life_of_a_repair import life
from pages.markers import Render
from pages.page_context import PageContext
from pages.parcel_calendar import calendar_table, holiday_table, schedules, shortest_and_longest
from pages.price_list import price_table
from pages.tree_html import html_of
from pages.worked_examples import default_estimate, example


def _price(context: PageContext, code: str) -> str:
    return context.money(context.with_tax(code))


def _net(context: PageContext, code: str) -> str:
    return context.money(context.policy.rates[code].value)


def _name(context: PageContext, code: str) -> str:
    if code == "handling":
        return context.in_(context.policy.handling.label)
    return context.in_(context.policy.services[code].label)


def _in_text(context: PageContext, code: str) -> str:
    name = _name(context, code)
    return name[:1].lower() + name[1:]


def _service(context: PageContext, code: str) -> str:
    return f"{context.policy.services[code].sign} {_name(context, code)}"


def _tax_rate(context: PageContext) -> str:
    return context.in_(percentage(context.policy.tax_rate))


def _rule(context: PageContext, clause: str) -> str:
    return context.in_(context.policy.clauses[clause].text)


def _title(context: PageContext, clause: str) -> str:
    return context.in_(context.policy.clauses[clause].title)


def _contact(context: PageContext) -> str:
    address = context.policy.shop.contact
    return tag("a", address, href=f"mailto:{address}")


def _next_parcel(context: PageContext) -> Schedule:
    return schedules(context, 1)[0]


def _one_day_later(context: PageContext) -> Schedule:
    later = batch_for(context.build_day).later(1).first
    return schedule_for(later, context.policy)


def _walk(context: PageContext, which: str) -> str:
    figure = timeline_figure(_DAYS[which](context), context.language, f"walk-{which}")
    return html_of([figure])


def _day(context: PageContext, which: str, what: str = "arrives") -> str:
    value = getattr(_DAYS[which](context), what, None)
    if not isinstance(value, date):
        raise ValueError(f"there is no day called '{what}'")  # noqa: TRY004 - typed by an author
    return context.day(value)


_DAYS = {"month-end": _next_parcel, "one-day-later": _one_day_later}

MARKERS: Mapping[str, Render] = {
    # amounts
    "price": _price,
    "net": _net,
    "tax-rate": _tax_rate,
    "price-table": price_table,
    "example": example,
    # names
    "name": _name,
    "in-text": _in_text,
    "service": _service,
    "sign": lambda context, code: context.policy.services[code].sign,
    "material": lambda context, code: context.in_(context.policy.materials[code].label),
    "shop": lambda context: context.in_(context.policy.shop.name),
    "contact": _contact,
    "domain": lambda context: context.policy.shop.domain,
    "rule": _rule,
    "title": _title,
    # days
    "built": lambda context: context.day(context.build_day),
    "edition": lambda context: context.day(default_estimate(context).quote.edition),
    "day": _day,
    "walk": _walk,
    "calendar": calendar_table,
    "window": lambda context, code: context.in_(context.holiday(code).days),
    "holiday-table": holiday_table,
    "shortest": lambda context: str(shortest_and_longest(context)[0]),
    "longest": lambda context: str(shortest_and_longest(context)[1]),
    # the estimator and the drawing
    "estimator": estimator,
    "life": life,
}
"""By name.  Each takes the context and the marker's arguments."""
