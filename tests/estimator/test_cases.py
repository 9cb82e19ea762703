"""Worked cases, answered through the bridge; rules and notices of changed policies."""

from __future__ import annotations

import json

import pytest

from estimator import bridge
from estimator.answers.wording import notice_text
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
    """The shop's policy gives the answer worked out by hand."""
    answer = bridge.answer_to(json.dumps(request_of(case)), policy_called("policy.toml"))

    assert expected_of(case) == actual_of(answer, case)


@pytest.mark.parametrize("case", WATCH, ids=names_of(WATCH))
def test_the_watch_repairer(case: Table) -> None:
    """A different policy gives the answer worked out by hand, with no change of code."""
    answer = bridge.answer_to(json.dumps(request_of(case)), policy_called("watch.toml"))

    assert expected_of(case) == actual_of(answer, case)


@pytest.mark.parametrize("case", READINGS, ids=names_of(READINGS))
def test_another_reading(case: Table) -> None:
    """A price, tax or reading changed in the policy file gives the answer worked out by hand."""
    answer = bridge.answer_to(json.dumps(request_of(case)), policy_with(case["changes"]))

    assert expected_of(case) == actual_of(answer, case)


WITH_TEXTS = [case for case in READINGS if case.keys() & {"clauses", "texts"}]


@pytest.mark.parametrize("case", WITH_TEXTS, ids=names_of(WITH_TEXTS))
def test_texts_follow_the_reading(case: Table) -> None:
    """Rules and notices say what the changed policy does, in both languages."""
    done = bridge.estimated(json.dumps(request_of(case)), policy_with(case["changes"]))
    notices = {notice.code: notice for notice in done.notices}

    for language in ("en", "ja"):
        clauses = {
            code: done.policy.clauses[code].text.in_(language) for code in case.get("clauses", ())
        }
        texts = {
            code: notice_text(notices[code], done.policy, language)
            for code in case.get("texts", ())
        }
        for key, actual in (("clauses", clauses), ("texts", texts)):
            assert {code: text[language] for code, text in case.get(key, {}).items()} == actual


@pytest.mark.parametrize("name", ["estimates.toml", "watch_estimates.toml", "readings.toml"])
def test_names_are_unique(name: str) -> None:
    """Names of cases are unique."""
    names = names_of(cases_in(name))

    assert sorted(set(names)) == sorted(names)
