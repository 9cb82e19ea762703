"""Properties of every estimate, tried on generated requests."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from fractions import Fraction
from math import floor
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from estimator import bridge
from estimator.policy.model import HANDLING
from estimator.policy.offer import UNKNOWN
from estimator.policy.policy_book import PolicyBook
from estimator.rules import codes
from estimator.rules.estimates import Request
from estimator.rules.items import Item, Replating, Span
from estimator.rules.quotes import price_item, quote
from estimator.rules.requests import read_request
from tests.tools.casebook import policy_called, policy_with

BOOK = policy_called("policy.toml")
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

WATCH = policy_called("watch.toml")


@st.composite
def pieces(draw: st.DrawFn, book: PolicyBook = BOOK) -> Item:
    """Return a piece with some services of `book`."""
    offered = book.on(date(2026, 6, 1)).offered
    chosen = draw(st.lists(st.sampled_from(offered), min_size=1, unique_by=lambda one: one.code))
    return Item(
        material=draw(st.sampled_from(list(book.undated.material_labels))),
        replating=draw(st.sampled_from(Replating)),
        services={one.code: draw(st.integers(1, one.most)) for one in chosen},
    )


def many(book: PolicyBook = BOOK) -> st.SearchStrategy[list[Item]]:
    """Return up to six pieces; the cases have twenty."""
    return st.lists(pieces(book), min_size=1, max_size=min(6, book.undated.max_items))


def requests(book: PolicyBook = BOOK) -> st.SearchStrategy[Request]:
    """Return a request that `book` can answer."""
    return st.builds(
        Request,
        asked=st.dates(date(2026, 3, 1), date(2027, 12, 31)),
        arrives=st.dates(date(2025, 1, 2), date(2027, 10, 31)),
        items=many(book).map(tuple),
    )


def as_written(request: Request) -> dict[str, Any]:
    """Return `request` as its author writes it."""
    items = [
        {
            "material": item.material,
            "replating": item.replating.value,
            "services": dict(item.services),
        }
        for item in request.items
    ]
    return {"asked": str(request.asked), "arrives": str(request.arrives), "items": items}


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
    done = quote(items, WATCH.on(date(2026, 6, 1)))

    assert done.tax is None
    assert done.net == done.total
    assert len(items) == done.lines[-1].quantity


@pytest.mark.parametrize("book", [BOOK, WATCH], ids=["shop", "watch"])
@given(data=st.data())
def test_codes_hold_the_request(book: PolicyBook, data: st.DataObject) -> None:
    """Decoding the code of a request gives the request back."""
    request = data.draw(requests(book))
    code = codes.encode(request, book.undated)

    assert as_written(request) == codes.decode(code, book.undated)
    assert request == read_request(codes.decode(code.lower(), book.undated), book)


@given(requests(), st.sampled_from(["", "items.0", "items.0.services"]), st.text(min_size=1))
def test_unknown_keys_are_always_refused(request: Request, path: str, key: str) -> None:
    """An unknown key anywhere in a request is refused with the code `unknown`."""
    written = as_written(request)
    table: Any = written
    for step in filter(None, path.split(".")):
        table = table[int(step)] if isinstance(table, list) else table[step]
    known = {
        "asked",
        "arrives",
        "items",
        "material",
        "replating",
        "services",
        *BOOK.undated.services,
    }
    key = f"{key}?" if key in known else key
    table[key] = 1

    answer = bridge.answer_to(json.dumps(written), BOOK)

    assert answer["ok"] is False
    assert {"unknown"} == {problem["code"] for problem in answer["problems"]}
