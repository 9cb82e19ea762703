"""Worked cases, answered through the bridge; rules and notices of changed policies."""

from __future__ import annotations

import json

import pytest

from estimator import bridge
from estimator.answers.wording import notice_text
from estimator.policy.policy_book import PolicyBook
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

READINGS = cases_in("readings.toml")
POLICIES = {"estimates.toml": "policy.toml", "watch_estimates.toml": "watch.toml"}
CASES = [
    *(
        (policy_called(policy), case)
        for file, policy in POLICIES.items()
        for case in cases_in(file)
    ),
    *((policy_with(case["changes"]), case) for case in READINGS),
]


@pytest.mark.parametrize(("book", "case"), CASES, ids=names_of([case for _, case in CASES]))
def test_each_case(book: PolicyBook, case: Table) -> None:
    """The shop's policy, that of a watch repairer and a changed one give the answers worked out by hand."""
    answer = bridge.answer_to(json.dumps(request_of(case)), book)

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


@pytest.mark.parametrize("name", [*POLICIES, "readings.toml"])
def test_names_are_unique(name: str) -> None:
    """Names of cases are unique."""
    names = names_of(cases_in(name))

    assert sorted(set(names)) == sorted(names)
