"""The worked cases, answered by the built page on the screens of Chromium, Firefox and WebKit."""

from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from estimator.answers import wording
from estimator.policy.file import load_policy
from estimator.rules.quotes import Span
from tests.browser.conftest import TODAY
from tests.browser.engines.form import ANSWERED, fill, press, told
from tests.browser.engines.screen import Screen, wait_for
from tests.browser.serving import Serving, served
from tests.tools.casebook import Table, as_json, cases_in, request_of

POLICY = load_policy().on(TODAY)
CASES = cases_in("estimates.toml")
CHOICE = "#asked=2026-05-20&arrives=2026-06-01&piece=gold-plated,not-sure,refinish,stone:3"
PAGES = {"en": "/estimator/", "ja": "/ja/estimator/"}
NOT_ON_THE_FORM = {
    "silver, refinish, re-plating yes: no effect",
    "silver, refinish, re-plating no: no effect, and it says so",
    "rhodium-plated, refinish, re-plating yes: the answer is about gold plate",
    "everything to point out at once",
}
"""Answered cases nobody can enter, for the form asks about re-plating on gold-plated pieces only."""
REFUSED_ON_THE_FORM = {
    "no service chosen", "an empty table of services", "no day of arrival",
    "the day after the last whose return is known", "arrives before the calendar",
    "asked before the calendar", "asked after the calendar", "asked on the first day of all",
    "one hundred stones", "fewer than no stones", "half a stone",
}  # fmt: skip
"""Mistakes a person can make; the others only a program can."""


@pytest.fixture
def serving(built: Path) -> Iterator[Serving]:
    """The site at an address of its own, so that nothing is left from another test."""
    with served(built) as started:
        yield started


def can_be_entered(case: Table) -> bool:
    """Return whether a person can say with the form what the case asks."""
    if refused(case):
        return case["name"] in REFUSED_ON_THE_FORM
    return all(
        item["material"] == "gold-plated" or item.get("replating", "not-sure") == "not-sure"
        for item in case["items"]
    )


def refused(case: Table) -> bool:
    """Return whether the case is a mistake."""
    return "refused" in case or "problems" in case


def expected(case: Table, language: str) -> Table:
    """Return what the case, worked out by hand, must look like on the screen."""
    if refused(case):
        return {"refused": [FIRST_FIELD.get(case["refused"]) or link_to(case["refused"])]}
    said: Table = {
        name: wording.span(Span(*case[name]), POLICY.currency, language)
        for name in ("net", "tax", "total") if name in case
    }  # fmt: skip
    if "back" in case:
        said["back"] = wording.day(date.fromisoformat(str(as_json(case["back"]))), language)
    if case.get("dispatch", "none") != "none":
        said["dispatch"] = str(case["dispatch"])
    if "lines" in case:
        said["lines"] = [wording.price(line, POLICY.currency, language) for line in case["lines"]]
    if "notices" in case:
        said["notices"] = len(case["notices"]) + 1  # the guide is always there
    return said


FIRST_FIELD = {
    "asked": "#arrives",
    "items[0].services": f"#items-0-services-{next(iter(POLICY.services))}",
}
"""Where the summary of mistakes leads for what is no single field of the form."""


def link_to(field: str) -> str:
    """Return the link to a field.

    >>> link_to("items[0].services.stone")
    '#items-0-services-stone'
    """
    return "#" + field.replace("[", "-").replace("]", "").replace(".", "-")


@pytest.mark.parametrize("language", list(PAGES))
def test_the_worked_cases(screen: Screen, serving: Serving, language: str) -> None:
    """Each case, entered as a person would, shows on the screen what was worked out by hand.

    One page answers them all, as for somebody who keeps changing their mind.  Re-plating on a piece
    that is not gold-plated cannot be entered: the form, by design, does not ask.
    """
    screen.open(serving.address + PAGES[language])
    wrong: dict[str, Any] = {}

    for case in filter(can_be_entered, CASES):
        fill(screen, {"arrives": "", **request_of(case)})
        press(screen)
        shown = told(screen)
        wanted = expected(case, language)
        differing = {
            name: (wanted[name], shown[name]) for name in wanted if wanted[name] != shown[name]
        }
        if differing:
            wrong[case["name"]] = differing

    assert wrong == {}
    assert (screen.strangers(), serving.violations) == ([], [])


def test_no_case_is_left_out_unseen() -> None:
    """Every answered case but four is entered, and every mistake a person can make."""
    left_out = {case["name"] for case in CASES if not can_be_entered(case)}
    mistakes = {case["name"] for case in CASES if refused(case)}

    assert left_out - mistakes == NOT_ON_THE_FORM
    assert mistakes - left_out == REFUSED_ON_THE_FORM
    assert len(left_out & mistakes) == 28


def test_a_link_is_answered_at_once(screen: Screen, serving: Serving) -> None:
    """The choice in the address fills the form and is answered without a press."""
    screen.open(f"{serving.address}/estimator/{CHOICE}")
    wait_for(screen, ANSWERED)

    shown = told(screen)
    assert ("¥3,410 – ¥5,390", "Fri 31 July 2026") == (shown["total"], shown["back"])
    assert screen.look("return document.querySelector('#items-0-services-stone').value") == "3"
    assert (screen.strangers(), serving.violations) == ([], [])


def test_python_comes_from_its_image(screen: Screen, serving: Serving) -> None:
    """Every engine can load the image of Python's memory: none needs the library to answer."""
    serving.broken = {"/runtime/library-", "/runtime/estimator-"}
    screen.open(f"{serving.address}/estimator/{CHOICE}")
    wait_for(screen, ANSWERED)

    assert told(screen)["total"] == "¥3,410 – ¥5,390"
    assert any("/runtime/memory-" in path for path in serving.seen)


def test_webassembly_that_cannot_be_had(screen: Screen, serving: Serving) -> None:
    """One sentence says so and the prices stay; trying again brings the answer."""
    serving.broken = {".wasm"}
    screen.open(f"{serving.address}/estimator/{CHOICE}")
    wait_for(screen, "#estimate-failed")
    sentence = screen.look("return document.querySelector('#estimate-failed').innerText")

    assert "could not be loaded" in sentence
    assert POLICY.clauses["P18"].text.en in sentence
    assert screen.look("return document.querySelector('#price-list').checkVisibility()")

    serving.broken = set()
    screen.click("#estimate-retry")
    wait_for(screen, ANSWERED)
    assert told(screen)["total"] == "¥3,410 – ¥5,390"
    assert serving.violations == []


def test_a_violation_would_be_seen(screen: Screen, serving: Serving) -> None:
    """What the policy forbids is reported by every engine, so no report means no violation."""
    screen.open(serving.address + PAGES["en"])
    screen.look(
        "document.body.append(Object.assign(new Image(), {src: 'http://127.0.0.1:9/a.png'}))"
    )
    end = time.monotonic() + 10
    while not serving.violations and time.monotonic() < end:
        time.sleep(0.05)

    assert [rule for _, rule, _ in serving.violations] == ["img-src"]


HIDDEN = """
const fields = [...document.querySelectorAll('#estimate-form :is(input, select):not([type=hidden])')]
const frame = () => new Promise(requestAnimationFrame)
const hidden = []
return (async () => {
  fields.at(-1).scrollIntoView({ behavior: 'instant' })
  for (const field of fields.reverse()) {
    field.focus()
    await frame().then(frame)
    const { x, y, width, height } = field.getBoundingClientRect()
    if (document.elementFromPoint(x + width / 2, y + height / 2) !== field) hidden.push(field.id)
  }
  return hidden
})()
"""


@pytest.mark.parametrize("language", list(PAGES))
def test_what_has_the_focus_is_seen(screen: Screen, serving: Serving, language: str) -> None:
    """Going back through the form, no field that takes the focus stays behind the header."""
    screen.open(serving.address + PAGES[language])

    assert screen.look(HIDDEN) == []
