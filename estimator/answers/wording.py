"""Amounts, days and names as people write them, in both languages."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from estimator.answers.answer_texts import text
from estimator.policy import phrases
from estimator.policy.currency import Currency
from estimator.policy.model import HANDLING, Policy, UndatedPolicy

if TYPE_CHECKING:
    from estimator.rules.estimates import Estimate
    from estimator.rules.items import LineItem, Span
    from estimator.rules.notices import Notice


def price(amount: int, currency: Currency, language: str) -> str:
    """Return `amount`, in smallest units, as people write it: ``¥3,740``, ``3,740円``."""
    major, minor = divmod(abs(amount), currency.unit)
    digits = f"{major:,}" + (f".{minor:0{currency.digits}}" if currency.digits else "")
    minus = "−" if amount < 0 else ""
    return minus + currency.written.in_(language).replace("{}", digits)


def span(amount: Span, currency: Currency, language: str) -> str:
    """Return a range as people write it; a certain amount reads *from*, as prices are a guide.

    Source: policy P4.
    """
    low, high = (price(value, currency, language) for value in (amount.low, amount.high))
    return text("from" if amount.certain else "range", language, low=low, high=high)


def day(value: date, language: str) -> str:
    """Return `value` in words: ``Tue 30 June 2026``, ``2026年6月30日（火）``."""
    return _day("day", value, language)


def closed_day(value: date, language: str) -> str:
    """Return a day on which the shop is closed: ``Sun 31 January 2027, when we are closed``."""
    return _day("day-closed", value, language)


def day_of_month(value: date, language: str) -> str:
    """Return `value` without its year: ``Tue 30 June``, ``6月30日（火）``."""
    return _day("day-of-month", value, language)


def _day(key: str, value: date, language: str) -> str:
    weekday = text("weekdays", language).split()[value.weekday()]
    month = month_name(value.month, language)
    return text(key, language, weekday=weekday, day=value.day, month=month, year=value.year)


def month_name(month: int, language: str) -> str:
    """Return the name of a month: ``June``, ``6月``."""
    return phrases.month_name(month).in_(language)


def service_name(code: str, policy: UndatedPolicy, language: str) -> str:
    """Return the name of a service or of the handling fee, with its sign: ``④ Stone setting``."""
    label = policy.handling.label if code == HANDLING else policy.services[code].name
    return label.in_(language)


def work_name(code: str, count: int, policy: UndatedPolicy, language: str) -> str:
    """Return the name of a service or fee with its count: ``④ Stone setting, 3 stones``."""
    name = service_name(code, policy, language)
    service = policy.services.get(code)
    if service and service.unit:
        counted = service.unit.times(count).in_(language)
        return text("counted", language, name=name, count=counted)
    return name if count == 1 else f"{name} × {count}"


def line_name(line: LineItem, policy: UndatedPolicy, language: str) -> str:
    """Return what a line is for, with its count."""
    return work_name(line.code, line.quantity, policy, language)


def piece_name(number: int, done: Estimate, language: str) -> str:
    """Return the name of a piece, counted from 1: ``Piece 1: 18K gold-plated``."""
    label = done.policy.material_labels[done.request.items[number - 1].material]
    return text("piece", language, n=number, material=label.in_(language))


def notice_text(notice: Notice, policy: Policy, language: str) -> str:
    """Return the text of a notice."""
    texts = {holiday.code: holiday.text for holiday in policy.calendar.long}
    texts |= {code: rule.text for code, rule in policy.notices.items()}
    written = texts[notice.code].in_(language)
    return written.replace("{day}", day(notice.day, language)) if notice.day else written
