"""Worked cases through the rule and through its JSON door."""

from __future__ import annotations

import json

import pytest

from estimator import bridge
from estimator.rules import codes
from estimator.rules.requests import read_request
from tests.tools.casebook import (
    Table,
    actual_of,
    cases_in,
    expected_of,
    names_of,
    policy_called,
    policy_with,
    request_of,
)

SHOP = cases_in("estimates.toml")
WATCH = cases_in("watch_estimates.toml")
READINGS = cases_in("readings.toml")


@pytest.mark.parametrize("case", SHOP, ids=names_of(SHOP))
def test_the_shop(case: Table) -> None:
    """The shop's policy answers each case as worked out by hand."""
    answer = bridge.answer_to(json.dumps(request_of(case)), policy_called("policy.toml"))

    assert expected_of(case) == actual_of(answer, case)


@pytest.mark.parametrize("case", WATCH, ids=names_of(WATCH))
def test_the_watch_repairer(case: Table) -> None:
    """A quite different policy answers each of its cases, with no change of code."""
    answer = bridge.answer_to(json.dumps(request_of(case)), policy_called("watch.toml"))

    assert expected_of(case) == actual_of(answer, case)


@pytest.mark.parametrize("case", READINGS, ids=names_of(READINGS))
def test_another_reading(case: Table) -> None:
    """A price, a tax or a reading changed in the policy file changes the answer as it should."""
    answer = bridge.answer_to(json.dumps(request_of(case)), policy_with(case["changes"]))

    assert expected_of(case) == actual_of(answer, case)


@pytest.mark.parametrize("name", ["estimates.toml", "watch_estimates.toml"])
def test_names_are_unique(name: str) -> None:
    """A failing case can be found by its name."""
    names = names_of(cases_in(name))

    assert sorted(set(names)) == sorted(names)


@pytest.mark.parametrize(("name", "policy"), [
    ("estimates.toml", "policy.toml"),
    ("watch_estimates.toml", "watch.toml"),
])  # fmt: skip
def test_every_case_comes_back_from_its_code(name: str, policy: str) -> None:
    """The code in an answer, decoded, gives the same answer again."""
    book = policy_called(policy)
    answers = [bridge.answer_to(json.dumps(request_of(case)), book) for case in cases_in(name)]
    good = [answer for answer in answers if answer["ok"]]

    again = [
        bridge.answer_to(json.dumps(codes.decode(str(answer["code"]), book.undated)), book)
        for answer in good
    ]

    assert good == again


def test_a_request_read_twice_is_the_same() -> None:
    """Reading has no memory: what one request holds never reaches the next."""
    book = policy_called("policy.toml")
    request = request_of(SHOP[0])

    assert read_request(request, book) == read_request(request, book)
