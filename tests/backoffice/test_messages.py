"""Everything that is said: in both languages, with the same places, and nothing unused."""

from __future__ import annotations

import ast
import re
import tomllib
from functools import cache
from pathlib import Path
from string import Formatter

import pytest

import backoffice
from backoffice import errors
from backoffice.errors import BackofficeError, in_japanese
from backoffice.messages import ROOMS, message

PACKAGE = Path(backoffice.__file__).parent
MODULES = sorted(PACKAGE.rglob("*.py"))
WORDS = {
    group: entries
    for room in ROOMS
    for group, entries in tomllib.loads(
        (PACKAGE / room / "messages.toml").read_text(encoding="utf-8")
    ).items()
}
PROBLEMS = tomllib.loads((PACKAGE / "intake" / "problems.toml").read_text(encoding="utf-8"))
ENTRIES = [
    pytest.param(entry, id=f"{group}.{key}")
    for groups in (WORDS, PROBLEMS)
    for group, entries in groups.items()
    for key, entry in entries.items()
]
ERRORS = {
    name for name, found in vars(errors).items()
    if isinstance(found, type) and issubclass(found, BackofficeError)
}  # fmt: skip
JAPANESE = re.compile("[ぁ-んァ-ヶ一-龠]")


@cache
def tree_of(path):
    return ast.parse(path.read_text(encoding="utf-8"), str(path))


def calls():
    """Yield every call in the package with its module."""
    for path in MODULES:
        for node in ast.walk(tree_of(path)):
            if isinstance(node, ast.Call):
                yield path.relative_to(PACKAGE), node


def places(text):
    """Return the names of the places to fill."""
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


@pytest.mark.parametrize("entry", ENTRIES)
def test_words_stand_in_both_languages(entry):
    """Each entry is English and Japanese, with the same places to fill."""
    assert {"en", "ja"} == entry.keys()
    assert places(entry["en"]) == places(entry["ja"])
    assert not JAPANESE.search(re.sub("6月1日|令和8年6月1日", "", entry["en"]))
    assert JAPANESE.search(entry["ja"])


def test_every_entry_is_said_and_every_word_said_is_there():
    """No key of a messages.toml is unused, and none that the code names is missing."""
    said = {
        node.value for path in MODULES for node in ast.walk(tree_of(path))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }  # fmt: skip
    keys = {key for entries in WORDS.values() for key in entries}
    named = {
        (node.args[0].value, node.args[1].value)
        for _, node in calls()
        if isinstance(node.func, ast.Name) and node.func.id == "message"
        and len(node.args) > 1 and all(isinstance(arg, ast.Constant) for arg in node.args[:2])
    }  # fmt: skip

    assert set() == keys - said - {word.removeprefix("--") for word in said}
    assert set() == {(group, key) for group, key in named if key not in WORDS.get(group, {})}
    assert len(named) > 5


def test_every_code_of_a_problem_has_words_and_every_entry_a_problem():
    """No entry of problems.toml is unused."""
    said = {
        node.value for path in MODULES for node in ast.walk(tree_of(path))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }  # fmt: skip
    codes = {key for entries in PROBLEMS.values() for key in entries}
    made = {f"missing-{key}" for key in said} | {f"{key}-near" for key in said}

    assert set() == codes - said - made


def test_every_refusal_speaks_both_languages():
    """Whatever stops a run is raised with an English and a Japanese text."""
    wrong, found = [], 0
    for path, node in calls():
        if not isinstance(node.func, ast.Name) or node.func.id not in ERRORS:
            continue
        found += 1
        ends = [ast.unparse(arg) for arg in node.args]
        texts = len(ends) == 2 and not node.keywords
        japanese = texts and (JAPANESE.search(ends[1]) or re.search(r"\bja\b", ends[1]))
        if not japanese or JAPANESE.search(re.sub(r"\{.*?\}", "", ends[0])):
            wrong.append(f"{path}:{node.lineno}")

    assert [] == wrong
    assert found > 40


def test_an_error_without_japanese_falls_back_to_english():
    """A text is shown rather than none."""
    error = BackofficeError("no paper", "紙がありません")

    assert ["no paper", "紙がありません"] == [error.in_("en"), error.in_("ja")]
    assert "no paper" == BackofficeError("no paper").in_("ja")


def test_reasons_of_the_system():
    """What the system says is told in Japanese where it is known, else by its number."""
    assert "空き容量がありません" == in_japanese(OSError(28, "No space left on device"))
    assert "システムエラー 9999" == in_japanese(OSError(9999, "Unheard of"))


@pytest.mark.parametrize(
    ("count", "words"), [(0, "0 pieces"), (1, "1 piece"), (2, "2 pieces"), (1000, "1000 pieces")]
)
def test_nouns_agree_with_their_number(count, words):
    """One piece, two pieces."""
    assert f"Held, {words}:" == message("results", "held", "en", count=count)
