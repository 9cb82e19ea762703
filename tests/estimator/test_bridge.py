"""`estimator.bridge`: whatever text comes in, an answer in JSON comes out."""

from __future__ import annotations

import json
import string
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from estimator import bridge
from estimator.policy.model import UndatedPolicy
from estimator.rules import estimates, requests
from estimator.rules.schedule import Schedule, schedule_for
from tests.estimator.rules import generated_requests
from tests.tools.casebook import policy_called

BOOK = policy_called("policy.toml")


def problems(answer: dict[str, Any]) -> list[dict[str, str]]:
    """Return the problems of a refusal."""
    listed: list[dict[str, str]] = answer["problems"]
    return listed


def assert_sound(text: str | bytes) -> dict[str, Any]:
    """Return the answer to `text` after checking that it is one line of ASCII JSON, estimate or refusal."""
    written = bridge.answer(text, BOOK)
    answer: dict[str, Any] = json.loads(written)
    assert "\n" not in written
    assert written.isascii()
    assert answer["ok"] in (True, False)
    if not answer["ok"]:
        assert problems(answer)
        assert all(problem["message"].isprintable() for problem in problems(answer))
        assert all(problem["field"].isprintable() for problem in problems(answer))
    return answer


@given(st.binary() | st.text(alphabet=st.characters(), max_size=50))
def test_any_text_is_answered(text: str | bytes) -> None:
    """Arbitrary bytes and text, lone surrogates included, are refused in JSON."""
    assert assert_sound(text)["ok"] is False


KEYS = st.sampled_from(
    ["asked", "arrives", "items", "material", "replating", "services", "stone", "clean"]
) | st.text(max_size=5)
LEAVES = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(string.printable + "石\ud800\u202e", max_size=8)
    | st.sampled_from(["2026-06-01", "silver", "yes", "0000-00-00", "9999-12-31", "0001-01-01"])
)
ANY_JSON = st.recursive(
    LEAVES, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(KEYS, inner, max_size=5)
)


@given(ANY_JSON)
def test_any_json_is_answered(written: object) -> None:
    """Arbitrary JSON gets an answer, not an exception."""
    assert_sound(json.dumps(written))


@given(ANY_JSON, st.sampled_from(["asked", "arrives", "items", "material", "services", "stone"]))
def test_one_arbitrary_value_is_answered(value: object, key: str) -> None:
    """A valid request with one value replaced by arbitrary JSON gets an answer."""
    item: dict[str, Any] = {"material": "silver", "services": {"stone": 1}}
    written: dict[str, Any] = {"asked": "2026-05-20", "arrives": "2026-06-01", "items": [item]}
    for table in (written, item, item["services"]):
        if key in table:
            table[key] = value

    assert_sound(json.dumps(written))


GOOD = '{"asked": "2026-05-20", "arrives": "2026-06-01", "items": [%s]}'
PIECE = '{"material": "silver", "services": {"stone": %s}}'


@pytest.mark.parametrize(("text", "code", "says"), [
    ("", "json", "this is not JSON at line 1, column 1"),
    ("{", "json", "line 1, column 2"),
    ("{'asked': 1}", "json", "Correct it there"),
    ("[" * 100_000, "json", "too deep"),
    ('{"a":' * 100_000, "json", "too deep"),
    ("[" * 400 + "]" * 400, "type", "a table is needed here, not a list"),
    (GOOD % (PIECE % ("9" * 5000)), "json", "a number is too long"),
    (GOOD % (PIECE % ("9" * 4000)), "count", "so large a number"),
    (GOOD % (PIECE % "1e999"), "count", "so large a number"),
    (GOOD % (PIECE % "1e2"), "count", "100.0 is no count"),
    (GOOD % (PIECE % "NaN"), "json", "NaN is no number"),
    (GOOD % (PIECE % "-Infinity"), "json", "-Infinity is no number"),
    (GOOD % (PIECE % '1, "stone": 2'), "twice", "'stone' stands twice"),
    (GOOD % (PIECE % '1, "st\\u006fne": 2'), "twice", "'stone' stands twice"),
    (GOOD % (PIECE % '1, "\\ud800": 2'), "unknown", "there is no service called '\ufffd'"),
    (GOOD % (PIECE % '1, "\\u001b[31m": 2'), "unknown", "'\ufffd[31m'"),
    (GOOD % (PIECE % "1") + "\n" + GOOD % (PIECE % "1"), "json", "Extra data"),
    (b"\xff\xfe{\x00}\x00", "json", "byte 1 is not UTF-8"),
    (GOOD.encode("utf-16") , "json", "is not UTF-8. Save it as UTF-8"),
    ("null", "type", "not nothing"),
    ("1" * 1_000_001, "json", "longer than 1,000,000 characters"),
    ("true", "type", "not true"),
])  # fmt: skip
def test_bad_json(text: str | bytes, code: str, says: str) -> None:
    """Each kind of bad JSON is refused with its code and a message that says what to do."""
    answer = assert_sound(text)

    assert [code] == [problem["code"] for problem in problems(answer)]
    assert says in problems(answer)[0]["message"]


@pytest.mark.parametrize("text", [
    "\ufeff" + GOOD % (PIECE % "1"),
    b"\xef\xbb\xbf" + (GOOD % (PIECE % "1")).encode(),
    "\r\n" + GOOD % (PIECE % "1") + "\r\n\r\n",
])  # fmt: skip
def test_harmless_marks(text: str | bytes) -> None:
    """A byte order mark and line ends of any system are accepted."""
    assert assert_sound(text)["ok"] is True


def test_many_keys_take_no_time() -> None:
    """A table of seventy thousand keys with one repeated is refused, in linear time."""
    keys = [f'"k{number}":1' for number in range(70_000)]

    answer = assert_sound("{" + ",".join([*keys, keys[-1]]) + "}")

    assert ["twice"] == [problem["code"] for problem in problems(answer)]


def test_a_request_has_one_schedule(monkeypatch: pytest.MonkeyPatch) -> None:
    """The schedule of a request is computed once."""
    arrivals = []

    def counted(arrives: date, policy: UndatedPolicy) -> Schedule:
        arrivals.append(arrives)
        return schedule_for(arrives, policy)

    for module in (requests, estimates):
        monkeypatch.setattr(module, "schedule_for", counted)

    assert_sound(GOOD % (PIECE % "1"))

    assert [date(2026, 6, 1)] == arrivals


@given(
    generated_requests.requests(),
    st.sampled_from(["", "items.0", "items.0.services"]),
    st.text(min_size=1),
)
def test_unknown_keys_are_always_refused(request: estimates.Request, path: str, key: str) -> None:
    """An unknown key anywhere in a request is refused with the code `unknown`."""
    written = generated_requests.as_written(request)
    table: Any = written
    for step in filter(None, path.split(".")):
        table = table[int(step)] if isinstance(table, list) else table[step]
    known = {"asked", "arrives", "items", "material", "replating", "services"}
    known |= BOOK.undated.services.keys()
    key = f"{key}?" if key in known else key
    table[key] = 1

    answer = bridge.answer_to(json.dumps(written), BOOK)

    assert answer["ok"] is False
    assert {"unknown"} == {problem["code"] for problem in answer["problems"]}
