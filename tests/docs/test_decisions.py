"""Every decision has a number, a title, a day and a status, and fits on a page."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

FOLDER = Path(__file__).parents[2] / "docs" / "decisions"
PAGES = {path.name: path.read_text(encoding="utf-8") for path in sorted(FOLDER.iterdir())}
MOST_LINES = 70
HEAD = re.compile(
    r"# (?P<number>[1-9]\d*)\. \S.*\n\n"
    r"\*Decided (?P<day>\d{4}-\d\d-\d\d) · "
    r"Status: (?:proposed|accepted|rejected|replaced by \[\d+\]\(\d{4}-[a-z0-9-]+\.md\))\*\n\n\S"
)
"""A title, then a line in italics; nothing else is before the text."""

GOOD = "# 7. Something\n\n*Decided 2026-11-25 · Status: accepted*\n\nBecause.\n"


def problems_of(name: str, text: str) -> list[str]:
    """Return what is wrong with one page of decisions."""
    problems = []
    if not re.fullmatch(r"\d{4}-[a-z0-9-]+\.md", name):
        problems.append("name")
    if not (head := HEAD.match(text)):
        return [*problems, "head"]
    if f"{int(head['number']):04}" != name[:4]:
        problems.append("number")
    try:
        date.fromisoformat(head["day"])
    except ValueError:
        problems.append("day")
    if len(text.splitlines()) > MOST_LINES:
        problems.append("length")
    return problems


@pytest.mark.parametrize("name", PAGES)
def test_a_decision_is_one_page_with_a_head(name: str) -> None:
    """Number, title, day and status are above the text, which takes about a page."""
    assert [] == problems_of(name, PAGES[name])


def test_decisions_are_numbered_without_a_gap() -> None:
    """No number is used twice and none is left out."""
    assert [f"{number:04}" for number in range(1, len(PAGES) + 1)] == [name[:4] for name in PAGES]


@pytest.mark.parametrize(
    ("name", "text", "expected"),
    [
        ("0007-something.md", GOOD, []),
        ("0007-something.md", GOOD.replace("accepted", "replaced by [9](0009-other.md)"), []),
        ("0007-something.md", GOOD.replace("accepted", "fine"), ["head"]),
        ("0007-something.md", GOOD.replace("*Decided 2026-11-25 · ", "*"), ["head"]),
        ("0007-something.md", GOOD.replace(" Something", ""), ["head"]),
        ("0007-something.md", GOOD.replace("11-25", "11-31"), ["day"]),
        ("0008-something.md", GOOD, ["number"]),
        ("something.md", GOOD, ["name", "number"]),
        ("0007-something.md", GOOD + "More.\n" * MOST_LINES, ["length"]),
    ],
)
def test_a_page_out_of_shape_is_noticed(name: str, text: str, expected: list[str]) -> None:
    """The check finds each of the things that it is there to find."""
    assert expected == problems_of(name, text)
