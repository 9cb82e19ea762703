"""Readings of the policy: with each switched, answer, Quotes, rule and workshop order change together."""

from __future__ import annotations

import json
from datetime import date, datetime, time

import pytest

from backoffice import jobs
from backoffice.outputs.papers.order import order_of
from backoffice.rules.months import parse_month
from backoffice.sheet.headings import Tab
from estimator import bridge
from tests.backoffice.desks import APPROVED, rows_of, run_of
from tests.tools.casebook import policy_with

SATURDAY, BEFORE_OBON = date(2026, 5, 30), date(2026, 7, 10)
OWN = {
    SATURDAY: (2530, "2026-05", "2026-06-01", "2026-06-30"),
    BEFORE_OBON: (2530, "2026-07", "2026-07-31", "2026-08-31"),
}
"""Total of two pieces of ¥700 each, month, departure and return, by day of arrival: the shop's own readings."""

SWITCHED = {
    "P7": ("handling.per", "item", SATURDAY, (3520, "2026-05", "2026-06-01", "2026-06-30")),
    "P8": ("tax.rate", "exempt", SATURDAY, (2300, "2026-05", "2026-06-01", "2026-06-30")),
    "P10": ("dispatch.roll", "back", SATURDAY, (2530, "2026-06", "2026-06-30", "2026-07-31")),
    "P11": ("arrival.counts", "opened", SATURDAY, (2530, "2026-06", "2026-06-30", "2026-07-31")),
    "P12": ("holidays.extra_days", 5, BEFORE_OBON, (2530, "2026-07", "2026-07-31", "2026-09-05")),
}


@pytest.mark.parametrize("clause", list(SWITCHED))
def test_a_reading_changes_everything_together(clause):
    """The amounts and days of a switch are those of answer, Quotes and order alike; the rule has other words."""
    path, value, arrives, switched = SWITCHED[clause]
    own, other = policy_with([]), policy_with([{"at": path, "value": value}])

    assert OWN[arrives] == everywhere(own, arrives, OWN[arrives])
    assert switched == everywhere(other, arrives, switched)
    assert own.on(arrives).clauses[clause].text != other.on(arrives).clauses[clause].text


def everywhere(policy, arrives, expected):
    """Return total, month, departure and return of two pieces, the same in answer, Quotes and order."""
    month, leaves = parse_month(expected[1]), date.fromisoformat(expected[2])
    request = {"asked": "2026-05-02", "arrives": str(arrives), "items": [
        {"material": "silver", "services": {"refinish": 1}}] * 2}  # fmt: skip
    answer = json.loads(bridge.answer(json.dumps(request), policy))
    ticket = APPROVED | {"arrived": arrives, "inspected": arrives, "price": 700}
    pieces = ticket, ticket | {"together": "R-00101"}
    run = run_of(*pieces, policy=policy, now=datetime.combine(leaves, time(17)))
    jobs.sync(run)
    quoted = rows_of(run, Tab.QUOTES)[0]
    jobs.close(run, month)
    order = order_of(month, jobs.read_desk(run).ledger, policy.undated, "en")

    in_answer = (answer["total"]["high"], answer["batch"], answer["dispatch"], answer["back"])
    in_quotes = (int(quoted["total_high"]), quoted["batch"], quoted["dispatch"], quoted["back"])
    assert in_answer == in_quotes
    assert in_answer[1:] == (str(order.month), str(order.dispatch), str(order.back))
    return in_answer
