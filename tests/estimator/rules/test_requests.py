"""Requests: what their author may write, and what is refused."""

from __future__ import annotations

import json
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from estimator import bridge
from estimator.rules.estimates import Request
from tests.estimator.rules.generated_requests import BOOK, as_written, requests


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
