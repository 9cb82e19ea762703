"""The column engine equals the estimator, to the yen."""

from __future__ import annotations

from datetime import date

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from backoffice.intake.frames import SERVICE
from backoffice.intake.typed_columns import dtype_of
from backoffice.rules.quoting import quote_tickets, request_totals
from backoffice.sheet.amounts import amount_cell, amount_of
from backoffice.sheet.columns import ticket_columns
from backoffice.sheet.headings import Kind
from estimator.policy.file import policy_from
from estimator.policy.policy_book import PolicyBook
from estimator.rules.items import Item, Replating
from estimator.rules.quotes import quote
from estimator.rules.requests import read_request
from tests.backoffice.desks import ASKED, assessed
from tests.selection import THOROUGH
from tests.tools.casebook import cases_in, policy_called, policy_with, request_of, table_of

CHANGING = [
    {"at": "services.refinish.fee", "add": {"from": date(2026, 7, 1), "value": 777}},
    {"at": "services.stone.fee", "add": {"from": date(2026, 7, 2), "value": 501}},
    {"at": "services.gold-plating.fee", "add": {"from": date(2026, 6, 30), "value": 1999}},
    {"at": "services.reshape.fee", "value": [{"from": date(2026, 7, 1), "value": 2000}]},
    {"at": "handling.fee", "add": {"from": date(2026, 7, 3), "value": 911}},
    {"at": "tax.rate", "add": {"from": date(2026, 7, 4), "value": 815}},
    {
        "at": "surcharges",
        "add": {
            "service": "rhodium-plating",
            "materials": ["rhodium-plated", "gold-plated"],
            "after": ["brazing", "chain", "reshape"],
            "clause": "P6",
        },
    },
    {
        "at": "surcharges",
        "add": {
            "service": "gold-plating",
            "materials": ["gold-plated", "solid-gold"],
            "after": ["brazing"],
            "clause": "P6",
        },
    },
]
PER_ITEM = [{"at": "handling.per", "value": "item"}]
EXEMPT = [{"at": "tax", "value": {"rate": "exempt"}}]

POLICIES: dict[str, PolicyBook] = {
    "the shop": policy_called("policy.toml"),
    "changing": policy_with(CHANGING),
    "changing, per item": policy_with(CHANGING + PER_ITEM),
    "changing, exempt": policy_with(CHANGING + EXEMPT),
    "per item, exempt": policy_with(PER_ITEM + EXEMPT),
    "watches": policy_called("watch.toml"),
}


def frame_of(requests, book):
    """Return the ticket frame of requests, each a day and its items."""
    services = list(book.undated.services)
    rows = []
    for asked, items in requests:
        first = f"R-{101 + len(rows):05}"
        for item in items:
            rows.append(
                {
                    "ticket": f"R-{101 + len(rows):05}",
                    "request": first,
                    "enquired": pd.Timestamp(asked),
                    "material": item.material,
                    "replating": item.replating.value,
                    **{SERVICE + code: item.services.get(code, 0) for code in services},
                }
            )
    frame = pd.DataFrame(rows)
    for column in ticket_columns(book.undated):
        if column.key not in frame and column.kind is not Kind.NUMBER:
            frame[column.key] = pd.Series([None] * len(frame), dtype=dtype_of(column))
    frame["enquired"] = frame["enquired"].astype("datetime64[s]")
    frame["unclear"] = False
    return frame


def in_columns(requests, book):
    """Return low and high of each piece, and low and high of each request with tax."""
    frame = frame_of(requests, book)
    prices = quote_tickets(frame, book)
    totals = request_totals(frame, prices, frame["unclear"], book.undated)
    firsts = (frame["ticket"] == frame["request"]).to_numpy()
    return (
        list(zip(prices["guide_low"], prices["guide_high"], strict=True)),
        list(zip(totals["total_low"][firsts], totals["total_high"][firsts], strict=True)),
        list(totals["handling"][firsts]),
    )


def one_by_one(requests, book):
    """Return the same from the estimator."""
    pieces, totals, handling = [], [], []
    for asked, items in requests:
        policy = book.on(asked)
        for number, _ in enumerate(items, 1):
            lines = [line for line in quote(items, policy).lines if line.item == number]
            sure = sum(line.amount for line in lines if line.certain)
            pieces.append((sure, sum(line.amount for line in lines)))
        quoted = quote(items, policy)
        totals.append((quoted.total.low, quoted.total.high))
        handling.append(quoted.lines[-1].amount)
    return pieces, totals, handling


@st.composite
def requests_under(draw, book):
    """Return a day on which the policy has prices, and pieces it can repair."""
    calendar = book.undated.calendar
    days = st.dates(calendar.first, calendar.last)
    asked = draw(days | st.dates(date(2026, 6, 28), date(2026, 7, 6)))
    policy = book.on(asked)
    counts = {
        service.code: st.integers(1, service.most) for service in policy.services.values()
        if service.code in policy.rates
    }  # fmt: skip
    item = st.builds(
        Item,
        material=st.sampled_from(sorted(policy.materials)),
        services=st.fixed_dictionaries({}, optional=counts).filter(bool),
        replating=st.sampled_from(Replating),
    )
    return asked, draw(st.lists(item, min_size=1, max_size=4))


@pytest.mark.parametrize("name", POLICIES)
@settings(max_examples=100 if THOROUGH else 8)
@given(data=st.data())
def test_a_column_of_quotes_equals_the_quotes_one_by_one(name, data):
    """Pieces, handling and totals with tax agree for all requests of a sheet, to the yen."""
    book = POLICIES[name]
    requests = data.draw(st.lists(requests_under(book), min_size=1, max_size=10))

    assert one_by_one(requests, book) == in_columns(requests, book)


@pytest.mark.parametrize("name", ["changing", "changing, exempt", "watches"])
@settings(max_examples=100 if THOROUGH else 8)
@given(data=st.data())
def test_the_edition_of_a_single_piece_is_the_estimators(name, data):
    """The newest price used is the same, also where a surcharge or the tax is the newest."""
    book = POLICIES[name]
    asked, items = data.draw(requests_under(book))
    prices = quote_tickets(frame_of([(asked, items[:1])], book), book)

    assert [quote(items[:1], book.on(asked)).edition] == list(prices["edition"].dt.date)


@pytest.mark.parametrize(
    ("file", "policy"),
    [("estimates.toml", "policy.toml"), ("watch_estimates.toml", "watch.toml")],
)
def test_all_worked_cases_in_one_sheet(file, policy):
    """The cases that were worked out by hand for the estimator have the same prices as rows of a sheet."""
    book = policy_called(policy)
    worked = [case for case in cases_in(file) if "net" in case or "total" in case]
    asked = [read_request(request_of(case), book) for case in worked]
    requests = [(request.asked, list(request.items)) for request in asked]

    assert worked
    assert one_by_one(requests, book) == in_columns(requests, book)


def test_no_ticket_at_all():
    """An empty sheet has no prices and is no accident."""
    assert [] == assessed().problems


def test_a_service_before_its_first_price_has_words():
    """A ticket that asks for what was not offered that day has no guide, and is reported."""
    book = POLICIES["changing"]
    early = ASKED | {"service:reshape": 1}
    desk = assessed(early, early | {"enquired": date(2026, 7, 1)}, policy=book, now="2026-07-03")

    assert [("not-offered", "R-00101")] == [(p.code, p.ticket) for p in desk.problems]
    assert [True, False] == desk.assessment.frame["guide_low"].isna().tolist()


def test_an_inspected_price_counts_for_a_service_before_its_first_price():
    """What was found on inspection may be priced by hand, whatever was offered then."""
    priced = ASKED | {"service:reshape": 1, "arrived": date(2026, 5, 5), "price": 3000}
    desk = assessed(priced, policy=POLICIES["changing"])

    assert [] == [problem.code for problem in desk.problems]
    assert [3000] == desk.assessment.frame["quoted"].tolist()


def test_a_day_without_prices_has_words():
    """A day in the calendar without prices is reported."""
    table = table_of("policy.toml")
    for entry in (*table["services"].values(), table["handling"]):
        entry["fee"] = [{"from": date(2026, 1, 1), "value": 100}]
    desk = assessed(ASKED | {"enquired": date(2025, 12, 31)}, policy=policy_from(table))

    assert ["no-prices"] == [problem.code for problem in desk.problems]


@given(st.integers(0, 10**9))
def test_cents_come_back_from_the_sheet(amount):
    """An amount written in francs is read back as the same number of centimes."""
    francs = policy_called("watch.toml").undated.currency

    assert amount == amount_of(amount_cell(amount, francs), francs)
