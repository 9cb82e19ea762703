"""The answer between Python and browser: printed trees, what the shell lets through, what it says."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from estimator.answers.page_answer import answer_elements
from estimator.answers.tree import Tree, parts_of
from estimator.policy.file import load_policy
from pages.html_elements import html_of
from pages.page_context import PageContext
from pages.periods import offsets
from pages.shell_data import shell_texts
from tests.estimator.answers.answered_cases import every_writer
from tests.site.conftest import PROJECT

SHELL = PROJECT / "site" / "shell"
NEXT_DAY = date(2100, 1, 1)


def allowed(name: str) -> set[str]:
    """Return a list of `dom.js`, with the lists that it includes."""
    source = (SHELL / "dom.js").read_text(encoding="utf-8")
    match = re.search(rf"const {name} = new Set\(\[(.*?)\]\)", source, re.DOTALL)
    assert match
    included = [allowed(other) for other in re.findall(r"\.\.\.([A-Z]+)", match[1])]
    return set(re.findall(r"'([^']+)'", match[1])).union(*included)


def names_in(tree: Tree) -> tuple[set[str], set[str]]:
    """Return the names of the elements and of the attributes of a tree."""
    if isinstance(tree, str):
        return set(), set()
    name, attributes, children = parts_of(tree)
    inside = [names_in(child) for child in children]
    return (
        {name}.union(*(elements for elements, _ in inside)),
        set(attributes).union(*(keys for _, keys in inside)),
    )


def test_the_shell_lets_every_answer_through() -> None:
    """Elements and attributes of all answers are in the lists of `dom.js`, also where read later."""
    for writer in every_writer():
        for tree in answer_elements(writer, NEXT_DAY):
            elements, attributes = names_in(tree)
            assert elements <= allowed("NAMES")
            assert attributes <= allowed("ATTRIBUTES")


def test_trees_are_printed_escaped() -> None:
    """Text and attributes of a tree never become markup."""
    tree: Tree = ["p", {"class": '"><script>'}, "a < b & c", ["br", {}], ["b", {}, "<i>"]]

    assert html_of([tree, "<u>"]) == (
        '<p class="&quot;&gt;&lt;script&gt;">a &lt; b &amp; c<br><b>&lt;i&gt;</b></p>&lt;u&gt;'
    )


def test_the_shell_has_the_texts_it_says() -> None:
    """The texts of the data block are those that the shell's modules name, in both languages."""
    code = "".join(path.read_text(encoding="utf-8") for path in SHELL.glob("*.js"))
    named = set(re.findall(r"texts(?:\.|\[')([a-z-]+)", code))
    failures = {f"failed-{kind}" for kind in ("network", "stalled", "browser", "python")}
    for language in ("en", "ja"):
        context = PageContext(book=load_policy(), build_day=date(2026, 5, 20), language=language)
        assert set(shell_texts(context)) == named | failures


@pytest.mark.parametrize("zone", ["Asia/Tokyo", "Europe/Berlin", "Australia/Lord_Howe"])
def test_the_shops_time_without_its_zone(zone: str) -> None:
    """At every sixth hour of the calendar, one before midnight among them, offsets give the day that the zone gives."""
    first, last = date(2024, 1, 1), date(2028, 12, 31)
    changes = [tuple(map(int, one.split(":"))) for one in offsets(zone, first, last).split(",")]
    midnight = datetime.combine(first, time.min, ZoneInfo(zone)).astimezone(UTC)
    for hours in range(-1, 24 * (last - first).days, 6):
        moment = midnight + timedelta(hours=hours)
        ahead = [minutes for since, minutes in changes if since <= moment.timestamp() * 1000][-1]

        assert (
            moment.astimezone(ZoneInfo(zone)).date() == (moment + timedelta(minutes=ahead)).date()
        )


def test_no_text_of_the_answer_is_in_the_shell() -> None:
    """The shell's modules have no Japanese, and no name of a month or weekday."""
    for path in SHELL.glob("*.js"):
        code = path.read_text(encoding="utf-8")
        assert not re.search("[ぁ-んァ-ヶ一-龥]|January|Monday", code), path.name
