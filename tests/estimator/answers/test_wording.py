"""Amounts, ranges and days as people write them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from estimator.answers import wording
from estimator.policy.currency import Currency
from estimator.rules.items import Span
from tests.tools.casebook import policy_called

YEN = policy_called("policy.toml").undated.currency
FRANCS = policy_called("watch.toml").undated.currency


@pytest.mark.parametrize(("amount", "currency", "english", "japanese"), [
    (0, YEN, "¥0", "0円"),
    (700, YEN, "¥700", "700円"),
    (3740, YEN, "¥3,740", "3,740円"),
    (1_089_990, YEN, "¥1,089,990", "1,089,990円"),
    (-900, YEN, "−¥900", "−900円"),
    (5, FRANCS, "CHF 0.05", "0.05スイスフラン"),
    (4450, FRANCS, "CHF 44.50", "44.50スイスフラン"),
    (123456789, FRANCS, "CHF 1,234,567.89", "1,234,567.89スイスフラン"),
    (-4450, FRANCS, "−CHF 44.50", "−44.50スイスフラン"),
    (1234, replace(FRANCS, digits=3), "CHF 1.234", "1.234スイスフラン"),
    (7, replace(YEN, digits=1), "¥0.7", "0.7円"),
])  # fmt: skip
def test_amounts(amount: int, currency: Currency, english: str, japanese: str) -> None:
    """Amounts have thousands apart and the currency where its readers expect it."""
    expected = (english, japanese)

    assert expected == tuple(wording.price(amount, currency, language) for language in ("en", "ja"))


@pytest.mark.parametrize(("amount", "english", "japanese"), [
    (Span(1760, 1760), "from ¥1,760", "1,760円〜"),
    (Span(1760, 3740), "¥1,760 – ¥3,740", "1,760円〜3,740円"),
])  # fmt: skip
def test_ranges(amount: Span, english: str, japanese: str) -> None:
    """A price is a guide: *from*, or from low to high."""
    expected = (english, japanese)

    assert expected == tuple(wording.span(amount, YEN, language) for language in ("en", "ja"))


@pytest.mark.parametrize(("value", "english", "japanese"), [
    (date(2026, 6, 30), "Tue 30 June 2026", "2026年6月30日（火）"),
    (date(2026, 1, 4), "Sun 4 January 2026", "2026年1月4日（日）"),
    (date(2028, 2, 29), "Tue 29 February 2028", "2028年2月29日（火）"),
    (date(2025, 12, 27), "Sat 27 December 2025", "2025年12月27日（土）"),
])  # fmt: skip
def test_days(value: date, english: str, japanese: str) -> None:
    """Days are written out, with the day of the week."""
    expected = (english, japanese)

    assert expected == tuple(wording.day(value, language) for language in ("en", "ja"))
