"""The README: what it lists is what the code does, what it quotes is in Google's description."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from backoffice.books.google.probes.trials import Trial
from tests.emulator import methods, updates
from tests.emulator.discovery import METHODS, SCHEMAS
from tests.emulator.failures import KINDS, REFUSALS

FOLDER = Path(__file__).parent
README = (FOLDER / "README.md").read_text(encoding="utf-8")
SECTIONS = dict(part.split("\n", 1) for part in README.split("\n## ")[1:])
QUOTES = re.findall(r"^\| `([\w.]+)` \| “(.+)” \| `(\w+\.py)` \|$", README, re.MULTILINE)


def named_in(section):
    """Return the words in code style of a section."""
    return set(re.findall(r"`([A-Za-z0-9.]+)`", SECTIONS[section]))


def test_it_lists_what_is_answered():
    """Every method and every kind of request, and no other."""
    answered = {name.removeprefix("sheets.") for name in methods.METHODS}

    assert answered | updates.ANSWERS.keys() == {
        name for name in named_in("What it answers") if not name.endswith(".py") and "/" not in name
    }


def test_it_lists_the_failures():
    """Every kind."""
    assert {*KINDS, *REFUSALS} <= {*re.findall(r"`([a-z0-9-]+)`", SECTIONS["Failures on order"])}


@pytest.mark.parametrize(("where", "words", "test"), QUOTES, ids=lambda part: part[:40])
def test_its_quotations_are_googles(where, words, test):
    """Each is in the description of the method, the message or the field; its test file exists."""
    assert words in described(where)
    assert (FOLDER / test).is_file()


def described(where):
    """Return what the description says of a method, a message or a field."""
    for method in METHODS:
        if method.name == f"sheets.{where}":
            return method.description
    name, _, field = where.partition(".")
    schema = SCHEMAS[name]
    return (schema["properties"][field] if field else schema)["description"]


def test_it_has_quotations():
    """The pattern above finds every row of their table."""
    rows = SECTIONS["What Google documents"].split("| Guide |")[0].count("\n| `")

    assert rows == len(QUOTES) > 10


def test_each_assumption_has_its_trial_or_says_why_not():
    """Every trial of the probe is named, and no other."""
    table = SECTIONS["What is assumed"].split("| --- | --- |\n")[1]
    reasons = [line.rsplit(" | ", 1)[1].removesuffix(" |") for line in table.strip().split("\n")]
    named = {name for reason in reasons for name in re.findall(r"`([a-z-]+)`", reason)}

    assert {*map(str, Trial)} == named
    assert [] == [each for each in reasons if not each.startswith(("`", "none: "))]
