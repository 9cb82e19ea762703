"""What requests cost under another policy, open ones and those of the last year."""

from __future__ import annotations

from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from backoffice import jobs
from backoffice.jobs.rehearsing_prices import rehearse
from estimator.policy.file import load_policy
from estimator.rules.items import Span
from tests.backoffice.desks import APPROVED, ARRIVED, ASKED, QUOTED, run_of
from tests.tools.casebook import policy_with

DAY = date(2027, 4, 1)
DEARER = {"at": "services.refinish.fee", "add": {"from": DAY, "value": 800}}
PER_ITEM = {"at": "handling.per", "value": "item"}
RETURNED = APPROVED | {"back": date(2026, 6, 1), "sent": date(2026, 6, 5)}


def rehearsed(*tickets, changes=(DEARER,), day=DAY):
    run = run_of(*tickets)
    jobs.sync(run)
    before = run.book.read()
    done = rehearse(run, policy_with(changes), day)
    assert before == run.book.read()
    return done


def amounts(request):
    return [
        each and (each.low, each.high) for each in (request.now, request.then, request.asked_then)
    ]


def test_open_requests_keep_the_prices_of_their_day():
    """A price that begins later changes no open request, only what the same piece would cost then."""
    (request,) = rehearsed(ASKED).requests

    assert [(1760, 1760), (1760, 1760), (1870, 1870)] == amounts(request)
    assert not request.is_stale


def test_a_reading_changes_open_requests_at_once():
    """One fee for each piece makes a request of two dearer today; its quote was sent and is out of date."""
    two = [QUOTED, QUOTED | {"together": "R-00101"}]
    (request,) = rehearsed(*two, changes=[PER_ITEM]).requests

    assert ["R-00101", "R-00102"] == request.tickets
    assert [(3190, 3190), (4180, 4180), (4180, 4180)] == amounts(request)
    assert request.is_stale


def test_what_was_agreed_keeps_its_amount():
    """An approved request keeps its price whatever the new policy says: no letter is out of date."""
    dearer = {"at": "services.refinish.fee.0.value", "value": 5000}
    (request,) = rehearsed(APPROVED | {"price": None}, changes=[dearer]).requests

    assert (1760, 1760) == amounts(request)[0] == amounts(request)[1]
    assert not request.is_stale


def test_only_quotes_with_a_day_count_where_staff_type_it():
    """On a desk that notes when quotes were sent, one without a day is no letter."""
    sent = QUOTED | {"quote_sent": date(2026, 5, 23)}
    requests = rehearsed(
        sent, QUOTED, changes=[{"at": "handling.fee.0.value", "value": 1000}]
    ).requests

    assert [(date(2026, 5, 23), True), (None, False)] == [
        (each.quote_sent, each.is_stale) for each in requests
    ]


def test_a_service_that_is_no_longer_offered_has_no_price():
    """Pieces with work or a material that the new policy does not know have no total there."""
    gone = [
        {"at": "services.brazing", "remove": True},
        {"at": "symptoms.6", "remove": True},
        {"at": "notices.plating-after-brazing", "remove": True},
    ]
    brazed = ARRIVED | {"service:refinish": None, "service:brazing": 1}
    done = rehearsed(brazed, ASKED, changes=gone)

    assert [[(1980, 1980), None, None], [(1760, 1760)] * 3] == [amounts(r) for r in done.requests]


def test_income_at_the_new_prices():
    """An inspected price moves by as much as the list price of its work: 1,000 at 700 is 1,100 at 800."""
    income = rehearsed(RETURNED, ASKED).income

    assert (date(2025, 6, 11), date(2026, 6, 10)) == (income.first, income.last)
    assert (1, 1, 0) == (income.requests, income.pieces, income.unpriced)
    assert (1900, 2000, 2090, 2200) == (
        income.net,
        income.net_then,
        income.total,
        income.total_then,
    )


def test_income_counts_a_request_when_its_last_piece_went_back():
    """A request with a piece that is still here, and one of more than a year ago, are not counted."""
    long_ago = {
        key: date(2025, 6, 10) if isinstance(each, date) else each for key, each in RETURNED.items()
    }
    income = rehearsed(RETURNED, QUOTED | {"together": "R-00101"}, long_ago).income

    assert (0, 0, 0) == (income.requests, income.net, income.net_then)


@settings(max_examples=15)
@given(
    st.lists(st.sampled_from([ASKED, ARRIVED, QUOTED, APPROVED, RETURNED]), min_size=1, max_size=6)
)
def test_the_same_policy_changes_nothing(tickets):
    """Rehearsing the policy in force changes no request, no letter and no yen of income."""
    run = run_of(*tickets)
    jobs.sync(run)
    done = rehearse(run, load_policy(), run.now.date())

    assert (
        [] == done.differences == [each for each in done.requests if each.differs or each.is_stale]
    )
    assert (done.income.net, done.income.total) == (done.income.net_then, done.income.total_then)
    assert all(isinstance(each.now, Span) for each in done.requests)
