"""One piece priced by itself, as the desk prices each distinct one."""

from __future__ import annotations

from datetime import date

import pytest

from estimator.rules.items import Item, Replating, Span
from estimator.rules.quotes import ItemPrice, price_item
from tests.tools.casebook import policy_with

BOOK = policy_with([
    {"at": "services.reshape.fee.0.from", "value": date(2027, 1, 1)},
    {"at": "services.gold-plating.fee", "add": {"from": date(2026, 7, 1), "value": 2000}},
])  # fmt: skip
START, RISE = date(2024, 1, 1), date(2026, 7, 1)


@pytest.mark.parametrize(("day", "replating", "services", "expected"), [
    (date(2026, 6, 30), "no", {"refinish": 1}, ItemPrice(net=Span(700, 700), edition=START, not_offered=None)),
    (date(2026, 6, 30), "yes", {"refinish": 1, "stone": 3}, ItemPrice(net=Span(4000, 4000), edition=START, not_offered=None)),
    (date(2026, 7, 1), "not-sure", {"refinish": 1}, ItemPrice(net=Span(700, 2700), edition=RISE, not_offered=None)),
    (date(2026, 7, 1), "no", {"refinish": 1}, ItemPrice(net=Span(700, 700), edition=START, not_offered=None)),
    (date(2026, 7, 1), "no", {"clean": 1, "reshape": 1}, ItemPrice(net=None, edition=START, not_offered="reshape")),
    (date(2026, 7, 1), "no", {}, ItemPrice(net=Span(0, 0), edition=START, not_offered=None)),
])  # fmt: skip
def test_one_item(day: date, replating: str, services: dict[str, int], expected: ItemPrice) -> None:
    """An item has a range without handling and tax, its edition, and the service not offered."""
    item = Item(material="gold-plated", replating=Replating(replating), services=services)

    assert expected == price_item(item, BOOK.on(day))
