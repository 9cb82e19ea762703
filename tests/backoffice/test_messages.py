"""Every message is there in both languages, with the same fields, and every message is used."""

from __future__ import annotations

import ast
import re
import tomllib
from functools import cache
from pathlib import Path
from string import Formatter

import pytest

import backoffice
from backoffice.cli.command_list import COMMANDS
from backoffice.messages import errors
from backoffice.messages.catalogue import (
    FILES,
    groups_of,
    label,
    labels,
    message,
)
from backoffice.messages.errors import BackofficeError, LayoutError, system_reason
from estimator.policy.model import Label

PACKAGE = Path(backoffice.__file__).parent
MODULES = sorted(PACKAGE.rglob("*.py"))
MESSAGES = {group: entries for file in FILES for group, entries in groups_of(file).items()}
ERRORS = {
    name for name, value in vars(errors).items()
    if isinstance(value, type) and issubclass(value, BackofficeError)
}  # fmt: skip
JAPANESE = re.compile("[ぁ-んァ-ヶ一-龠「」（）：、。]")
TYPED = re.compile("１，８００円|令和8年6月1日|6月1日")
"""What English messages give as examples of what staff may type."""

ELSEWHERE = (
    "click-help",
    "policy-problem",
    "system",
    "probe-name",
    "probe-result",
    *groups_of("intake/problems.toml"),
)
"""Groups whose keys click, the estimator, the system, the trials of a probe and `ProblemCode` give."""


@cache
def tree_of(path):
    return ast.parse(path.read_text(encoding="utf-8"), str(path))


def texts_in(node):
    """Return every string literal in the code of `node`."""
    return {
        each.value for each in ast.walk(node)
        if isinstance(each, ast.Constant) and isinstance(each.value, str)
    }  # fmt: skip


def calls_of(*names):
    """Yield module and call of each call of a function or class of these names."""
    for path in MODULES:
        for node in ast.walk(tree_of(path)):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") in names:
                yield path.relative_to(PACKAGE), node


def named_messages():
    """Yield module, call, group and key of each message that is named in full."""
    for path, node in calls_of("message", "label"):
        if isinstance(node.args[0], ast.Constant):
            for key in texts_in(node.args[1]) if len(node.args) > 1 else ():
                yield path, node, node.args[0].value, key
    for path, node in calls_of(*ERRORS):
        for text in texts_in(node.args[0]):
            if re.fullmatch(r"[a-z-]+\.[a-z-]+", text):
                yield path, node, *text.split(".", 1)


def fields(text):
    """Return the names of the fields of a message."""
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


def agreeing(text):
    """Return the names of fields that only make a noun agree with a number; Japanese has no plural."""
    parsed = [(name, spec) for _, name, spec, _ in Formatter().parse(text) if name is not None]
    return {name for name, _ in parsed} - {name for name, spec in parsed if "|" not in (spec or "")}


def test_no_group_is_in_two_files():
    """Each group is in one file and reads as TOML says, and each file of messages is read."""
    read = [group for file in FILES for group in groups_of(file)]
    whole = {name: tomllib.loads((PACKAGE / name).read_text("utf-8")) for name in FILES}
    there = {str(path.relative_to(PACKAGE)) for path in PACKAGE.rglob("*.toml")}

    assert whole == {name: groups_of(name) for name in FILES}
    assert len(read) == len(set(read))
    assert {"demo/story.toml", "rules/name_variants.toml"} == there - set(FILES)


ENGLISH_ELSEWHERE = ("calendar", "click-help", "click-misuse", "policy-problem", "system")
"""Groups in Japanese only: click, the estimator and the system have the English text themselves."""


@pytest.mark.parametrize("group", MESSAGES)
def test_both_languages(group):
    """Each message is in both languages with the same fields, or in Japanese where English is not ours.

    A field *error* is the text of a library, which is English; Japanese leaves it out, and a number
    with which only English nouns agree.
    """
    ours = group not in ENGLISH_ELSEWHERE
    for key, entry in MESSAGES[group].items():
        english, japanese = entry.get("en", ""), entry["ja"]

        assert {"en", "ja"} == entry.keys() if ours else {"ja"} == entry.keys(), key
        left_out = {"error"} | (agreeing(english) - fields(japanese))
        assert fields(english) - left_out == fields(japanese) or not ours, key
        assert not JAPANESE.search(TYPED.sub("", english)), key
        assert JAPANESE.search(japanese) or english == japanese, key


def test_every_message_is_used():
    """Each message is named in the package, or its group is read entirely."""
    texts = set().union(*map(texts_in, map(tree_of, MODULES)))
    entire = {
        node.args[0].value
        for _, node in calls_of("labels", "Section", "_choices")
        if isinstance(node.args[0], ast.Constant)
    }
    words = texts | {text.removeprefix("--") for text in texts} | {each.name for each in COMMANDS}
    unused = [
        f"{group}.{key}"
        for group, entries in MESSAGES.items()
        for key in entries
        if group not in entire
        and group not in ELSEWHERE
        and f"{group}.{key}" not in texts
        and not (group in texts and key in words)
    ]

    assert [] == unused


def test_every_message_named_is_there():
    """Each message that the package names is in a file, and gets the fields that it has."""
    named = list(named_messages())
    wrong = []
    for path, node, group, key in named:
        entry = MESSAGES.get(group, {}).get(key)
        given = {keyword.arg for keyword in node.keywords}
        wanted = set().union(*map(fields, entry.values())) if entry else None
        if wanted is None or (None not in given and not wanted <= given):
            wrong.append(f"{path}:{node.lineno} {group}.{key}")

    assert [] == wrong
    assert len(named) > 40


def japanese_texts(node, *, is_japanese=False):
    """Yield every Japanese text in a TOML file."""
    if isinstance(node, dict):
        for key, each in node.items():
            yield from japanese_texts(each, is_japanese=is_japanese or key == "ja")
    elif isinstance(node, list):
        for each in node:
            yield from japanese_texts(each, is_japanese=is_japanese)
    elif isinstance(node, str) and is_japanese:
        yield node


NOT_WORDS = re.compile(r"\{[^{}]*\}|Ctrl\+;|https?://[^\s）]+|`[^`]*`|\[ \] : \* \? / \\")
"""Fields, addresses, code, and the characters that a tab's name cannot have."""


@pytest.mark.parametrize("folder", ["backoffice", "estimator", "site/pages"])
def test_japanese_has_full_width_punctuation(folder):
    """Brackets and colons of Japanese texts are full width: （例：2026-06）; a time of day keeps its colon."""
    files = [*(PACKAGE.parent / folder).rglob("*.toml")]
    read = [tomllib.loads(file.read_text("utf-8")) for file in files]
    texts = [t for each in read for t in japanese_texts(each) if JAPANESE.search(t)]
    narrow = re.compile(r"[()!?;]|(?<![0-9]):|:(?![0-9])")

    assert len(files) > 0
    assert len(texts) > 20
    assert [] == [text for text in texts if narrow.search(NOT_WORDS.sub("", text))]


def test_a_field_speaks_the_language_of_its_message():
    """Labels and errors in a field, also in lists, appear in the language of the message."""
    names = [label("names", "quoted", text="Tickets"), "受付"]
    why = LayoutError("layout.tabs-doubled", names=names)
    error = LayoutError("layout.all", problems=[why, "?"])

    assert str(error).startswith("the tabs “Tickets” and 受付 have names")
    assert error.in_("ja").startswith("「Tickets」と受付は同じタブの名前です。")
    assert error.in_("ja").endswith("\n?")


def test_a_list_can_be_counted():
    """A list in a field with # is its length."""
    text = message("layout", "heading-often", "en", tab="T", heading="H", cells=["A1", "B1", "C1"])

    assert "T: the heading “H” stands 3 times, in A1 and B1 and C1." in text


def test_reasons_of_the_system():
    """A reason is Japanese where its number is known, else its number; English is the system's."""
    full, unknown = OSError(28, "No space left on device"), OSError(9999, "Unheard of")

    assert Label(en="No space left on device", ja="空き容量がありません") == system_reason(full)
    assert Label(en="Unheard of", ja="システムエラー 9999") == system_reason(unknown)


@pytest.mark.parametrize(
    ("count", "words"), [(0, "0 pieces"), (1, "1 piece"), (2, "2 pieces"), (1000, "1000 pieces")]
)
def test_nouns_agree_with_their_number(count, words):
    """The noun is singular for one piece only."""
    assert f"On hold, {words}:" == message("results", "held", "en", count=count)


def test_labels_are_the_entire_group():
    """All messages of a group come in the order of the file."""
    assert list(labels("steps")) == ["read", "understand", "probe", "write", "wait"]
    assert label("steps", "write") == labels("steps")["write"]
