"""Messages of problems: one for each code, in both languages, with no field left open."""

from __future__ import annotations

import tomllib
from importlib.resources import files
from string import Formatter

import pytest

from backoffice.intake.problems import Level, Problem, ProblemCode

GROUPS = tomllib.loads(
    files("backoffice.intake").joinpath("problems.toml").read_text(encoding="utf-8")
)
PROBLEMS = {
    code: texts
    for group, entries in GROUPS.items()
    if group != "held"
    for code, texts in entries.items()
}
TEXTS = {code: texts for entries in GROUPS.values() for code, texts in entries.items()}


def fields(text):
    return {name for _, name, _, _ in Formatter().parse(text) if name}


def test_no_code_is_in_two_groups():
    """The number of codes is the sum over the groups."""
    assert len(TEXTS) == sum(map(len, GROUPS.values()))


def test_every_code_has_a_message_and_every_message_a_code():
    """The members of `ProblemCode` are the keys of problems.toml, reasons to hold a piece apart."""
    assert set(ProblemCode) == set(PROBLEMS)


@pytest.mark.parametrize("code", TEXTS)
def test_a_message_has_only_fields_that_are_filled_in(code):
    """Both languages use no field beside found, column, near and other."""
    assert fields(TEXTS[code]["en"]) | fields(TEXTS[code]["ja"]) <= {
        "found",
        "column",
        "near",
        "other",
    }


@pytest.mark.parametrize("code", PROBLEMS)
def test_every_message_is_a_sentence(code):
    """Both languages end with a full stop or a question mark."""
    assert PROBLEMS[code]["en"].endswith((".", "?"))
    assert PROBLEMS[code]["ja"].endswith(("。", "。)"))


def test_braces_that_were_typed_are_no_fields():
    """Braces in a cell come out as braces."""
    problem = Problem(ProblemCode.DAY, Level.FIX, typed="{column} {0}")

    assert problem.message("en").startswith("“{column} {0}” is no day.")


def test_a_heading_within_an_english_sentence_begins_small():
    """The heading Material is written material in English, and as it is in Japanese."""
    problem = Problem(ProblemCode.CHOICE, Level.FIX, typed="K81", column="material")
    english = problem.message("en", {"material": "Material"})
    japanese = "素材に「K81」はありません。一覧から選んでください。"

    assert "there is no material “K81”. Choose one from the list." == english
    assert japanese == problem.message("ja", {"material": "素材"})
