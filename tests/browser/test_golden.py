"""The worked cases, answered by the built page in Chromium, Firefox and WebKit."""

from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from estimator.answers import wording
from estimator.policy.file import load_policy
from estimator.rules.items import Span
from tests.browser.conftest import TODAY
from tests.browser.engines import BROWSERS
from tests.browser.engines.estimator_form import ANSWERED, fill, follow, press, read_answer
from tests.browser.engines.screen import Screen, wait_for
from tests.browser.estimator_page import CHOICE, with_check
from tests.browser.site_server import SiteServer, served
from tests.selection import THOROUGH
from tests.tools.casebook import Table, as_json, cases_in, request_of

POLICY = load_policy().on(TODAY)
CASES = cases_in("estimates.toml")
PAGES = {"en": "/estimator/", "ja": "/ja/estimator/"}
ENTERED = (
    [(engine, language, slice(None)) for engine in BROWSERS for language in PAGES]
    if THOROUGH
    else [
        ("chromium", "en", slice(0, None, 3)),
        ("firefox", "ja", slice(1, None, 3)),
        ("webkit", "ja", slice(2, None, 3)),
    ]
)
"""Which engine is given which cases: each is given to one; that an engine counts as the others do, a third shows."""
NOT_ON_THE_FORM = {
    "silver, refinish, re-plating yes: no effect",
    "silver, refinish, re-plating no: no effect, and it says so",
    "rhodium-plated, refinish, re-plating yes: the answer is about gold plate",
    "everything to point out at once",
    "material unknown, re-plating yes: only a gold-plated piece is plated again, so still a range",
    "material unknown, re-plating no: one amount",
    "material unknown, cleaning: the same for each, and the answer about re-plating changes nothing",
}
"""Answered cases that cannot be entered: the form asks about re-plating on gold-plated pieces only."""
REFUSED_ON_THE_FORM = {
    "no service chosen", "an empty table of services", "no day of arrival",
    "the day after the last whose return is known", "arrives before the calendar",
    "asked before the calendar", "asked after the calendar", "asked on the first day of all",
    "one hundred stones", "fewer than no stones", "half a stone",
}  # fmt: skip
"""Mistakes that the form lets through; all others need a program."""


@pytest.fixture
def server(built: Path) -> Iterator[SiteServer]:
    """The site at an address of its own, so that no test sees the cache of another."""
    with served(built) as started:
        yield started


def can_be_entered(case: Table) -> bool:
    """Return whether the case can be entered in the form."""
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
    """Return the texts that the screen must show for the case, worked out by hand."""
    if refused(case):
        field = case["refused"]
        return {"refused": [FIRST_FIELD[field] if field in FIRST_FIELD else link_to(field)]}
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
    "asked": None,
    "items[0].services": f"#items-0-services-{next(iter(POLICY.services))}",
}
"""Target of the link in the list of mistakes for a problem that is no single field; no field is none."""


def link_to(field: str) -> str:
    """Return the link to a field.

    >>> link_to("items[0].services.stone")
    '#items-0-services-stone'
    """
    return "#" + field.replace("[", "-").replace("]", "").replace(".", "-")


def link_of(case: Table) -> str:
    """Return the link of the choice of a case, as the page writes it."""
    asked = request_of(case)
    pieces = [
        ",".join([item["material"], item.get("replating", "not-sure"), *(
            f"{code}:{count}" if POLICY.services[code].unit else code for code, count in item["services"].items()
        )])
        for item in asked["items"]
    ]  # fmt: skip
    days = f"#asked={asked['asked']}&arrives={asked['arrives']}"
    return with_check("&piece=".join([days, *pieces]))


@pytest.mark.parametrize(("screen", "language", "part"), ENTERED, indirect=["screen"])
def test_the_worked_cases(screen: Screen, server: SiteServer, language: str, part: slice) -> None:
    """Each case, as a link or entered by hand, shows in one page what was worked out by hand; the slim Pyodide has all."""
    server.seen.clear()
    screen.open(server.address + PAGES[language])
    wrong: dict[str, Any] = {}

    cases = [case for case in CASES if can_be_entered(case)][part]
    for at, case in enumerate(cases):
        if refused(case) or at % 9 == 0:
            fill(screen, {"arrives": "", **request_of(case)})
            press(screen)
        else:
            follow(screen, link_of(case))
        shown = read_answer(screen)
        wanted = expected(case, language)
        differing = {
            name: (wanted[name], shown[name]) for name in wanted if wanted[name] != shown[name]
        }
        if differing:
            wrong[case["name"]] = differing

    assert wrong == {}
    assert (screen.foreign_requests(), server.violations) == ([], [])
    assert not any("/runtime/library-" in path for path in server.seen)


def test_cases_left_out() -> None:
    """Exactly the named cases are not entered, and exactly the named mistakes are."""
    left_out = {case["name"] for case in CASES if not can_be_entered(case)}
    mistakes = {case["name"] for case in CASES if refused(case)}

    assert left_out - mistakes == NOT_ON_THE_FORM
    assert mistakes - left_out == REFUSED_ON_THE_FORM


def test_a_link_is_answered_at_once(screen: Screen, server: SiteServer) -> None:
    """The choice in the address is answered without a press, from the image of Python's memory, without its library."""
    screen.open(f"{server.address}/estimator/{CHOICE}")
    wait_for(screen, ANSWERED)

    shown = read_answer(screen)
    assert ("¥3,410 – ¥5,390", "Fri 31 July 2026") == (shown["total"], shown["back"])
    assert screen.evaluate("return document.querySelector('#items-0-services-stone').value") == "3"
    assert (screen.foreign_requests(), server.violations) == ([], [])
    assert any("/runtime/memory-" in path for path in server.seen)
    assert not any("/runtime/library-" in path for path in server.seen)


def test_a_violation_would_be_seen(screen: Screen, server: SiteServer) -> None:
    """Every engine reports a violation of the content security policy to the server."""
    screen.open(server.address + PAGES["en"])
    screen.evaluate(
        "document.body.append(Object.assign(new Image(), {src: 'http://127.0.0.1:9/a.png'}))"
    )
    end = time.monotonic() + 10
    while not server.violations and time.monotonic() < end:
        time.sleep(0.05)

    assert [rule for _, rule, _ in server.violations] == ["img-src"]


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


def test_what_has_the_focus_is_seen(screen: Screen, server: SiteServer) -> None:
    """No field that gets the focus, going backwards through the form, is behind the header."""
    screen.open(server.address + PAGES["ja"])

    assert screen.evaluate(HIDDEN) == []
