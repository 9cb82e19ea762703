"""Refusals in words: every problem, in both languages, with the field as the form calls it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

import pytest

from estimator import bridge
from estimator.answers.answer_texts import all_texts
from estimator.answers.plain_text import refusal_text
from estimator.answers.refused_request import field_name, refusal_data
from estimator.errors import EstimatorError, Problem
from tests.tools.casebook import cases_in, policy_called, request_of

SHOP = policy_called("policy.toml")
BAD_TEXTS: tuple[str | bytes, ...] = (
    "", "{", "[]", "null", "NaN", '{"a": 1, "a": 2}', "9" * 5000, "[" * 100_000, b"\xff",
    '{"asked": "9999-99-99", "arrives": "0001-01-01", "items": [1, {}, {"services": {"a": 1}}]}',
)  # fmt: skip


def refusals() -> Iterator[EstimatorError]:
    """Yield the refusal of every request that is known to be wrong."""
    cases = [case for case in cases_in("estimates.toml") if {"refused", "problems"} & set(case)]
    for text in [*BAD_TEXTS, *(json.dumps(request_of(case)) for case in cases)]:
        with pytest.raises(EstimatorError) as caught:
            bridge.estimated(text, SHOP)
        yield caught.value


def every_problem() -> list[Problem]:
    """Return every problem of every refusal, and one of an estimate code."""
    problems = [problem for refusal in refusals() for problem in refusal.problems]
    return [*problems, Problem(field="code", code="code", message="…")]


def test_every_problem_has_a_text() -> None:
    """There is exactly one text for each code of a problem, and one for services done once."""
    texts = {key.removeprefix("problem-") for key in all_texts() if key.startswith("problem-")}

    assert texts - {"once"} == {problem.code for problem in every_problem()}


def test_japanese_refusals_hold_no_english() -> None:
    """A Japanese refusal has no Latin letters besides paths, days and JSON, and ends in a full stop."""
    for refusal in refusals():
        first, *rest = refusal_text(refusal.problems, SHOP.undated, "ja").splitlines()
        sentences = [line.split(": ", 1)[-1].replace("JSON", "") for line in rest]
        assert not [line for line in [first, *sentences] if re.search("[A-Za-z]", line)]
        assert all(line.endswith("。") for line in [first, *sentences])


def test_english_refusals_say_what_to_do() -> None:
    """An English problem says in its first sentence what is wrong, and in a second what to do."""
    short = [
        problem.message for problem in every_problem()
        if problem.code != "code" and len(re.findall(r"[.?](?: |$)", problem.message)) < 2
    ]  # fmt: skip

    assert short == []


@pytest.mark.parametrize(("path", "english", "japanese"), [
    ("arrives", "Day of arrival", "到着予定日"),
    ("items", "Pieces", "お品物"),
    ("items[0]", "Piece 1", "1点目"),
    ("items[1].material", "Piece 2, Material", "2点目・素材"),
    ("items[0].services", "Piece 1, Work", "1点目・修理内容"),
    ("items[11].services.stone", "Piece 12, ④ Stone setting", "12点目・④ 石留め"),
    ("items[0].services.polish", "Piece 1", "1点目"),
    ("items[0].stone", "Piece 1", "1点目"),
    ("unknown", "", ""),
    ("", "", ""),
])  # fmt: skip
def test_fields_are_named_as_on_the_form(path: str, english: str, japanese: str) -> None:
    """A path of the estimate contract is named by its piece and its field."""
    names = tuple(field_name(path, SHOP.undated, language) for language in ("en", "ja"))

    assert names == (english, japanese)


def test_a_refusal_as_the_page_shows_it() -> None:
    """Each problem is an entry of the list, with the path of its field, and a text beside that field."""
    problems = [
        Problem(field="items[0].services.stone", code="count", message="…"),
        Problem(field="items[0].services.clean", code="count", message="…"),
        Problem(field="arrives", code="calendar", message="…"),
    ]
    stone = "Write a whole number from 1 to 99, or leave it empty."
    clean = "This is done once per piece. Write 1, or leave it out."
    first, last = ("Mon 1 January 2024", "Thu 30 November 2028")
    arrives = f"We cannot give dates for this day. Choose a day from {first} to {last}."
    wanted = {
        "items[0].services.stone": (f"Piece 1, ④ Stone setting: {stone}", f"Problem: {stone}"),
        "items[0].services.clean": (
            f"Piece 1, ② Ultrasonic cleaning and de-dulling: {clean}", f"Problem: {clean}",
        ),
        "arrives": (f"Day of arrival: {arrives}", f"Problem: {arrives}"),
    }  # fmt: skip

    assert refusal_data(problems, SHOP.undated, "en") == {
        "ok": False,
        "tree": [
            ["h2", {"class": "estimator-errors-title"}, "Please correct this first"],
            ["ul", {}, *(["li", {}, ["a", {"data-for": field}, entry]]
                         for field, (entry, _) in wanted.items())],
        ],
        "problems": [{"field": field, "text": text} for field, (_, text) in wanted.items()],
    }  # fmt: skip
