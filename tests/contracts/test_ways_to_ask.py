"""Every way to ask gets the same answer in every case: the rule, the JSON door, the command."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable, Sequence
from functools import cache

import pytest

from estimator import bridge
from estimator.errors import RequestError
from estimator.rules.estimates import estimate
from estimator.rules.requests import read_request
from tests.tools.casebook import (
    POLICIES,
    Table,
    actual_of,
    cases_in,
    expected_of,
    policy_called,
    request_of,
)

Engine = Callable[[Sequence[Table], str], list[Table]]
"""Takes requests and the name of their policy file; returns an answer for each, in order."""


def by_rule(requests: Sequence[Table], policy: str) -> list[Table]:
    """Answer with `estimate()`."""
    book = policy_called(policy)
    answers = []
    for request in requests:
        try:
            answers.append(bridge.as_answer(estimate(read_request(request, book), book)))
        except RequestError as error:
            answers.append(bridge.refusal(error))
    return answers


def by_bridge(requests: Sequence[Table], policy: str) -> list[Table]:
    """Answer through JSON, as the browser does."""
    book = policy_called(policy)
    return [json.loads(bridge.answer(json.dumps(request), book)) for request in requests]


def by_command(requests: Sequence[Table], policy: str) -> list[Table]:
    """Answer with one run of the command."""
    done = subprocess.run(
        [sys.executable, "-m", "estimator", "--lines", "--policy", str(POLICIES[policy])],
        input="".join(f"{json.dumps(request)}\n" for request in requests),
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert (done.returncode, done.stderr) == (1, ""), "some cases are refused, none is misused"
    return [json.loads(line) for line in done.stdout.splitlines()]


ENGINES: dict[str, Engine] = {
    "rule": by_rule,
    "bridge": by_bridge,
    "command": by_command,
}
"""A new engine needs one line here; an engine for a part of an answer has a test of its own."""

FILES = {"estimates.toml": "policy.toml", "watch_estimates.toml": "watch.toml"}


@cache
def answers_of(engine: str, file: str) -> list[Table]:
    """Return the answers of an engine to all cases of a file."""
    return ENGINES[engine]([request_of(case) for case in cases_in(file)], FILES[file])


CASES = [
    pytest.param(file, number, id=case["name"])
    for file in FILES
    for number, case in enumerate(cases_in(file))
]


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize(("file", "number"), CASES)
def test_every_engine_answers_every_case(engine: str, file: str, number: int) -> None:
    """Whoever is asked, the answer is the one worked out by hand."""
    case = cases_in(file)[number]

    assert expected_of(case) == actual_of(answers_of(engine, file)[number], case)


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("file", FILES)
def test_the_engines_agree_in_every_word(engine: str, file: str) -> None:
    """Also what no case speaks of is the same from every engine."""
    assert answers_of("rule", file) == answers_of(engine, file)
