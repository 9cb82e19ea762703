"""Every marker that pages may use, and what it stands for."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from estimator.rules.schedule import Schedule, batch_for, schedule_for
from pages.calendar_table import calendar_table, holiday_table, schedules, shortest_and_longest
from pages.estimate_form import estimator
from pages.examples import example, starting_point
from pages.life_of_a_repair import life
from pages.markers import Render
from pages.markup import tag
from pages.price_table import price_table
from pages.setting import Setting
from pages.timeline_drawing import timeline


def _price(setting: Setting, code: str) -> str:
    return setting.money(setting.with_tax(code))


def _net(setting: Setting, code: str) -> str:
    return setting.money(setting.policy.rates[code].value)


def _name(setting: Setting, code: str) -> str:
    if code == "handling":
        return setting.in_(setting.policy.handling.label)
    return setting.in_(setting.policy.services[code].label)


def _in_text(setting: Setting, code: str) -> str:
    name = _name(setting, code)
    return name[:1].lower() + name[1:]


def _service(setting: Setting, code: str) -> str:
    return f"{setting.policy.services[code].sign} {_name(setting, code)}"


def _tax_rate(setting: Setting) -> str:
    return setting.word("percent", rate=f"{setting.policy.tax_rate / 100:g}")


def _rule(setting: Setting, clause: str) -> str:
    return setting.in_(setting.policy.clauses[clause].text)


def _title(setting: Setting, clause: str) -> str:
    return setting.in_(setting.policy.clauses[clause].title)


def _contact(setting: Setting) -> str:
    address = setting.policy.shop.contact
    return tag("a", address, href=f"mailto:{address}")


def _next_parcel(setting: Setting) -> Schedule:
    return schedules(setting, 1)[0]


def _one_day_later(setting: Setting) -> Schedule:
    later = batch_for(setting.built).later(1).first
    return schedule_for(later, setting.policy)


def _walk(setting: Setting, which: str) -> str:
    return timeline(_DAYS[which](setting), setting, name=f"walk-{which}")


def _day(setting: Setting, which: str, what: str = "arrives") -> str:
    value = getattr(_DAYS[which](setting), what, None)
    if not isinstance(value, date):
        raise ValueError(f"there is no day called '{what}'")  # noqa: TRY004 - an author's word
    return setting.day(value)


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
    "sign": lambda setting, code: setting.policy.services[code].sign,
    "material": lambda setting, code: setting.in_(setting.policy.materials[code].label),
    "shop": lambda setting: setting.in_(setting.policy.shop.name),
    "contact": _contact,
    "domain": lambda setting: setting.policy.shop.domain,
    "rule": _rule,
    "title": _title,
    # days
    "built": lambda setting: setting.day(setting.built),
    "edition": lambda setting: setting.day(starting_point(setting).quote.edition),
    "day": _day,
    "walk": _walk,
    "calendar": calendar_table,
    "window": lambda setting, code: setting.window(setting.holiday(code)),
    "holiday-table": holiday_table,
    "shortest": lambda setting: str(shortest_and_longest(setting)[0]),
    "longest": lambda setting: str(shortest_and_longest(setting)[1]),
    # the estimator and the picture
    "estimator": estimator,
    "life": life,
}
"""By name.  Each takes the setting and the marker's words."""
