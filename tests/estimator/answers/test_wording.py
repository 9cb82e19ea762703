"""Amounts as people write them."""

from __future__ import annotations

from dataclasses import replace

import pytest

from estimator.answers import wording
from estimator.policy.currency import Currency
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
