"""Every code has words in both languages, every word has a code, and they agree."""

from __future__ import annotations

import re
import tomllib
from importlib.resources import files
from pathlib import Path
from string import Formatter

import pytest

import backoffice
from backoffice.intake.problems import Level, Problem

WORDS = tomllib.loads(
    files("backoffice.intake").joinpath("problems.toml").read_text(encoding="utf-8")
)
ENTRIES = {code: entry for group in WORDS.values() for code, entry in group.items()}
SOURCE = "\n".join(
    path.read_text(encoding="utf-8")
    for path in sorted(Path(backoffice.__file__).parent.rglob("*.py"))
)
RAISED = {
    *re.findall(r'Unclear\(\s*"([a-z-]+)"', SOURCE),
    *re.findall(r'flag\(\s*"([a-z-]+)"', SOURCE),
    *re.findall(r'code="([a-z-]+)"', SOURCE),
    *re.findall(r'code = "([a-z-]+)"', SOURCE),
    *re.findall(r'_number_problem\("([a-z-]+)"', SOURCE),
}


def places(text):
    return {name for _, name, _, _ in Formatter().parse(text) if name}


def test_no_code_stands_twice():
    """Groups are for readers; codes are one list."""
    assert len(ENTRIES) == sum(len(group) for group in WORDS.values())


def test_every_code_used_has_words():
    """Nothing can be reported that nobody can read."""
    assert set() == RAISED - set(ENTRIES)


@pytest.mark.parametrize("code", ENTRIES)
def test_a_message_names_only_what_is_filled_in(code):
    """No place of a message stays open."""
    assert places(ENTRIES[code]["en"]) <= {"found", "column", "near", "other"}


@pytest.mark.parametrize(
    "code", [code for group in WORDS if group != "held" for code in WORDS[group]]
)
def test_every_message_is_a_sentence_and_says_what_to_do(code):
    """What is wrong, then what to do: two sentences, with their full stops."""
    entry = ENTRIES[code]

    assert entry["en"].endswith((".", "?"))
    assert entry["ja"].endswith(("。", "。)"))


def test_what_was_typed_is_never_taken_for_a_place():
    """Braces in a cell stay braces."""
    problem = Problem(code="day", level=Level.FIX, typed="{column} {0}")

    assert problem.message("en").startswith("“{column} {0}” is no day.")


def test_a_heading_within_an_english_sentence_begins_small():
    """There is no material, not no Material."""
    problem = Problem(code="choice", level=Level.FIX, typed="K81")

    assert "there is no material “K81”. Choose one from the list." == problem.message(
        "en", "Material"
    )
    assert "素材に「K81」はありません。一覧から選んでください。" == problem.message("ja", "素材")
