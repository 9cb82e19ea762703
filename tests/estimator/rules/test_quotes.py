"""One piece priced by itself, as the desk prices each distinct one; properties of every quote."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction
from math import floor

import pytest
from hypothesis import given
from hypothesis import strategies as st

from estimator.policy.model import HANDLING
from estimator.policy.offer import UNKNOWN
from estimator.rules.items import Item, Replating, Span
from estimator.rules.quotes import ItemPrice, price_item, quote
from tests.estimator.rules.generated_requests import BOOK, WATCH, many, pieces
from tests.tools.casebook import policy_with

POLICY = BOOK.on(date(2026, 6, 1))
PRIMES = (701, 307, 907, 503, 1801, 1511, 911, 2003)
ODD = policy_with(
    [
        *(
            {"at": f"services.{code}.fee.0.value", "value": value}
            for code, value in zip(POLICY.services, PRIMES, strict=True)
        ),
        {"at": "handling.fee.0.value", "value": 919},
        {"at": "tax.rate.0.value", "value": 877},
    ]
)
"""A policy with awkward prices and tax, where rounding shows."""


@given(many())
def test_low_is_never_above_high(items: list[Item]) -> None:
    """Low is at most high in net, tax and total."""
    done = quote(items, POLICY)

    assert done.net.low <= done.net.high
    assert done.tax
    assert done.tax.low <= done.tax.high
    assert done.total.low <= done.total.high


@given(many(ODD))
def test_tax_is_rounded_down_once(items: list[Item]) -> None:
    """The tax equals the exact tax on the request rounded down, and the total net plus tax."""
    done = quote(items, ODD.on(date(2026, 6, 1)))

    exact = [Fraction(net * 877, 10_000) for net in (done.net.low, done.net.high)]

    assert done.tax
    assert [floor(tax) for tax in exact] == [done.tax.low, done.tax.high]
    assert [done.net.low + floor(exact[0]), done.net.high + floor(exact[1])] == [
        done.total.low, done.total.high,
    ]  # fmt: skip


@given(many())
def test_nothing_is_charged_twice_on_a_piece(items: list[Item]) -> None:
    """No piece has two lines of one service."""
    lines = [(line.item, line.code) for line in quote(items, POLICY).lines]

    assert sorted(set(lines), key=str) == sorted(lines, key=str)


@given(many(ODD), pieces(ODD))
def test_another_piece_never_lowers_the_total(items: list[Item], item: Item) -> None:
    """Low and high of the total do not fall when a piece is added."""
    policy = ODD.on(date(2026, 6, 1))
    before, after = quote(items, policy).total, quote([*items, item], policy).total

    assert before.low <= after.low
    assert before.high <= after.high


@given(pieces(ODD))
def test_a_priced_item_agrees_with_its_quote(item: Item) -> None:
    """`price_item` is the quote of the piece alone without handling, with the same edition."""
    policy = ODD.on(date(2026, 6, 1))
    priced, quoted = price_item(item, policy), quote([item], policy)
    fee = policy.rates[HANDLING].value

    assert priced.net == Span(quoted.net.low - fee, quoted.net.high - fee)
    assert (quoted.edition, None) == (priced.edition, priced.not_offered)


@given(pieces(ODD))
def test_an_unknown_material_is_a_range_over_the_materials(item: Item) -> None:
    """The lowest and the highest amount of an unknown material are those of all materials."""
    policy = ODD.on(date(2026, 6, 1))
    spans = [quote([replace(item, material=code)], policy).net for code in policy.materials]

    expected = Span(min(one.low for one in spans), max(one.high for one in spans))
    assert expected == quote([replace(item, material=UNKNOWN)], policy).net


@given(pieces(ODD), st.sampled_from(sorted(POLICY.services)))
def test_another_service_never_lowers_the_total(item: Item, code: str) -> None:
    """Low and high of the total do not fall when a service is added, a surcharge included."""
    policy = ODD.on(date(2026, 6, 1))
    more = Item(
        material=item.material, replating=item.replating, services={code: 1} | dict(item.services)
    )
    before, after = quote([item], policy).total, quote([more], policy).total

    assert before.low <= after.low
    assert before.high <= after.high


@given(many())
def test_the_order_of_pieces_does_not_matter(items: list[Item]) -> None:
    """The total is the same with the pieces in reverse order."""
    assert quote(items, POLICY).total == quote(items[::-1], POLICY).total


@given(many(WATCH))
def test_no_tax_is_no_tax(items: list[Item]) -> None:
    """Without tax the total is the net, and handling per item is counted by pieces."""
    policy = WATCH.on(date(2026, 6, 1))
    done = quote(items, policy)

    assert (None, 0) == (done.tax, policy.tax_rate)
    assert done.net == done.total
    assert len(items) == done.lines[-1].quantity


RISING = policy_with([
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

    assert expected == price_item(item, RISING.on(day))
