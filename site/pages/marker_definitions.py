"""The markers that pages may use, and what replaces each."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from pathlib import Path

from estimator.answers import wording
from estimator.answers.timeline import timeline_figure
from estimator.rules.open_days import is_open
from estimator.rules.schedule import Schedule, batch_for, schedule_for
from pages.coming_prices import in_sentence, price_days, rule
from pages.drawings import drawing, figure, repair_gallery
from pages.estimate_form import estimator
from pages.html_elements import html_of, tag
from pages.life_of_a_repair import life
from pages.measured_turnaround import measured
from pages.page_context import PageContext
from pages.parcel_calendar import calendar_table, holiday_table, schedules, shortest_and_longest
from pages.periods import Render, by_parcel, by_price, last_parcel
from pages.price_list import price_table, price_to_begin
from pages.symptom_list import not_offered_list, symptom_list, symptom_strip
from pages.trader_page import trader_table
from pages.worked_examples import example

BROWSERS_FILE = Path(__file__).parents[1] / ".browserslistrc"
BROWSERS = {
    "chrome": "Chrome",
    "edge": "Edge",
    "firefox": "Firefox",
    "safari": "Safari",
    "ios_saf": "iOS",
}


def _name(context: PageContext, code: str) -> str:
    if code == "handling":
        return context.in_(context.policy.handling.label)
    return context.in_(context.policy.services[code].label)


def _service(context: PageContext, code: str) -> str:
    return f"{context.policy.services[code].sign} {_name(context, code)}"


def _title(context: PageContext, clause: str) -> str:
    return context.in_(context.policy.clauses[clause].title)


def _promise(context: PageContext, code: str) -> str:
    """Return a sentence beyond the shop's own text; nothing if the owner declined it."""
    promise = context.policy.promises[code]
    return context.in_(promise.text) if promise.said else ""


def _browsers(context: PageContext) -> str:
    """Return the oldest browsers that can run the estimator, from the file that the checks use."""
    promise = re.compile(r"^(\w+) >= ([\d.]+)$", re.MULTILINE)
    promised = promise.findall(BROWSERS_FILE.read_text(encoding="utf-8"))
    return context.text("comma").join(f"{BROWSERS[name]} {version}" for name, version in promised)


def _nothing(context: PageContext, *codes: str) -> str:
    for code in codes:
        context.policy.promises[code]  # an unknown one is refused
    return ""


def _contact(context: PageContext) -> str:
    address = context.policy.shop.contact
    return tag("a", address, href=f"mailto:{address}")


def _next_parcel(context: PageContext) -> Schedule:
    return schedules(context, 1)[0]


def _one_day_later(context: PageContext) -> Schedule:
    later = batch_for(_next_parcel(context).arrives).later(1).first
    return schedule_for(later, context.policy)


def _walk(context: PageContext, which: str) -> str:
    name = f"walk-{which}-{context.build_day}"
    return html_of([timeline_figure(_DAYS[which](context), context.language, name)])


def _day(context: PageContext, which: str, what: str = "arrives") -> str:
    value = getattr(_DAYS[which](context), what, None)
    if not isinstance(value, date):
        raise ValueError(f"there is no day called '{what}'")  # noqa: TRY004 - typed by an author
    if what == "back" and not is_open(value, context.policy):
        return wording.closed_day(value, context.language)
    return context.day(value)


def _last_open_day(context: PageContext) -> str:
    """Return the last open day for the parcel of the month; it names the month end, if that is later."""
    day = _next_parcel(context).arrives
    month_end = batch_for(day).cutoff
    if day == month_end:
        return context.day(day)
    cutoff = wording.day_of_month(month_end, context.language)
    return context.text("last-open", day=context.day(day), cutoff=cutoff)


def _month(context: PageContext, which: str) -> str:
    batch = batch_for(_DAYS[which](context).arrives)
    month = wording.month_name(batch.month, context.language)
    return context.text("month", month=month, year=batch.year)


_DAYS = {"month-end": _next_parcel, "one-day-later": _one_day_later}

MARKERS: Mapping[str, Render] = {
    # amounts
    "price": by_price(in_sentence),
    "price-to-begin": by_price(price_to_begin),
    "price-days": by_price(price_days, "section"),
    "price-table": by_price(price_table, "section"),
    "with-tax": lambda context: context.taxed("included"),
    "tax-first": lambda context: context.taxed("tax-first"),
    "example": by_price(example, "section"),
    # names
    "name": _name,
    "service": _service,
    "sign": lambda context, code: context.policy.services[code].sign,
    "material": lambda context, code: context.in_(context.policy.materials[code].label),
    "shop": lambda context: context.in_(context.policy.shop.name),
    "contact": _contact,
    "domain": lambda context: context.policy.shop.domain,
    "rule": by_price(rule),
    "title": _title,
    "promise": _promise,
    "term": lambda context, code: context.in_(context.policy.terms[code].text),
    "trader": trader_table,
    # days
    "built": lambda context: context.day(context.build_day),
    "day": by_parcel(_day),
    "last-open-day": by_parcel(_last_open_day),
    "month": by_parcel(_month),
    "last-parcel": lambda context: str(last_parcel(context)),
    "walk": by_parcel(_walk, "section"),
    "calendar": calendar_table,
    "window": lambda context, code: context.in_(context.holiday(code).days),
    "holiday-table": holiday_table,
    "shortest": lambda context: str(shortest_and_longest(context)[0]),
    "measured": measured,
    "longest": lambda context: str(shortest_and_longest(context)[1]),
    # drawings, and what happened to a piece
    "drawing": drawing,
    "drawings": figure,
    "strip": symptom_strip,
    "repairs": repair_gallery,
    "symptoms": symptom_list,
    "not-offered": not_offered_list,
    # the estimator and the life of a repair
    "estimator": estimator,
    "life": life,
    "browsers": _browsers,
    # parts that are there only with a promise: conditional_parts.py
    "only": _nothing,
    "end": _nothing,
}
"""By name.  Each takes the context and the marker's arguments."""
