"""Every way to ask gets the same answer in every case: the rule, the JSON door, the command.

That the answers are those worked out by hand: `tests/estimator/test_cases.py`.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable, Sequence

import pytest

from estimator import bridge
from estimator.errors import RequestError
from estimator.rules.estimates import estimate
from estimator.rules.requests import read_request
from tests.tools.casebook import POLICIES, Table, cases_in, policy_called, request_of

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


FILES = {"estimates.toml": "policy.toml", "watch_estimates.toml": "watch.toml"}


@pytest.mark.parametrize("engine", [by_bridge, by_command])
@pytest.mark.parametrize("file", FILES)
def test_the_engines_agree_in_every_word(engine: Engine, file: str) -> None:
    """Every engine gives the same answers to all cases, also in what no case speaks of."""
    requests = [request_of(case) for case in cases_in(file)]

    assert by_rule(requests, FILES[file]) == engine(requests, FILES[file])
