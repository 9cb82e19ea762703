"""Whatever is changed, and whenever: an answer that is not marked as old is the answer to the form beside it."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from estimator.policy.file import load_policy
from estimator.rules import codes
from tests.browser import estimator_page
from tests.browser.conftest import Visit
from tests.browser.estimator_page import without_check
from tests.browser.test_languages import switch
from tests.selection import in_turns

POLICY = load_policy().undated
START = "#asked=2026-05-20&arrives=2026-06-01&piece=gold-plated,yes,refinish,stone:3&piece=silver,not-sure,clean"
WATCH = """() => {
    window.pairs = new Set()
    const look = () => {
        const answer = document.getElementById('estimate-answer')
        const code = document.getElementById('estimate-code')
        if (answer && code && !answer.hidden && !answer.hasAttribute('data-changed')) {
            const fields = [...document.querySelectorAll('#estimate-form [name]')]
                .filter(one => !['checkbox', 'radio'].includes(one.type) || one.checked)
                .filter(one => one.name && !one.closest('[hidden]'))
                .map(one => [one.name, one.value])
            window.pairs.add(JSON.stringify([code.innerText, fields]))
        }
        requestAnimationFrame(look)
    }
    document.addEventListener('DOMContentLoaded', look)
}"""
CHANGES: dict[str, Callable[[Page], object]] = {
    "count": lambda page: page.fill("#items-0-services-stone", "12"),
    "service": lambda page: page.check("#items-1-services-chain"),
    "material": lambda page: page.select_option("#items-0-material", "rhodium-plated"),
    "re-plating": lambda page: page.check("#items-0-replating-no"),
    "another piece": lambda page: (
        page.click("#estimate-add"),
        page.check("#items-2-services-clean"),
    ),
    "a piece less": lambda page: page.locator("[data-remove]").first.click(),
    "day of arrival": lambda page: page.fill("#arrives", "2026-07-10"),
    "link": lambda page: page.evaluate(
        "location.hash = 'asked=2026-05-20&arrives=2026-06-02&piece=silver,not-sure,chain'"
    ),
}


def request_in(fields: list[tuple[str, str]]) -> dict[str, Any]:
    """Return what the fields of the form ask for, in the shape of a request."""
    values = dict(fields)
    numbers = sorted({name[6 : name.index("]")] for name in values if name.startswith("items[")})
    items = []
    for number in numbers:
        start = f"items[{number}]."
        services = {
            name.removeprefix(f"{start}services."): int(value)
            for name, value in fields
            if name.startswith(f"{start}services.") and value
        }
        replating = values.get(f"{start}replating", "not-sure")
        items.append((values[f"{start}material"], replating, services))
    return {"asked": values["asked"], "arrives": values["arrives"], "items": items}


def request_of(code: str) -> dict[str, Any]:
    """Return what an estimate code holds, in the same shape."""
    request: dict[str, Any] = codes.decode(code, POLICY)
    items = [
        (item["material"], item.get("replating", "not-sure"), dict(item["services"]))
        for item in request["items"]
    ]
    return {"asked": request["asked"], "arrives": request["arrives"], "items": items}


def expect_no_difference(page: Page) -> None:
    """Assert that every answer seen unmarked was for the form as it was at that moment."""
    pairs = [json.loads(pair) for pair in page.evaluate("[...window.pairs]")]
    assert pairs
    for code, fields in pairs:
        assert request_of(code) == request_in(fields)


@pytest.fixture
def watched(visit: Visit) -> Visit:
    """A visitor whose page records which answer was seen beside which form."""
    visit.page.add_init_script(f"({WATCH})()")
    return visit


@pytest.mark.parametrize("change", in_turns(list(CHANGES), 2))
def test_a_change_while_python_loads(watched: Visit, change: str) -> None:
    """What is changed after the press, while Python loads, is in the answer; none is shown to an earlier choice."""
    watched.server.speed = 4_000_000
    page = watched.open("en", START)
    page.wait_for_selector("#estimate-bytes:not(:empty)")
    CHANGES[change](page)
    page.wait_for_selector(estimator_page.ANSWERED, timeout=60_000)
    page.wait_for_timeout(100)

    expect_no_difference(page)


def test_a_change_at_any_moment_of_the_answer(watched: Visit) -> None:
    """Changes just before, at and after the press end with the answer to the form, or with one marked as old."""
    page = watched.open("en", START)
    for change in CHANGES.values():
        page.evaluate("link => { location.hash = link }", START)
        expect(page.locator("#arrives")).to_have_value("2026-06-01")
        page.wait_for_selector(estimator_page.ANSWERED)
        change(page)
        page.wait_for_timeout(100)
        page.click("#estimate-submit", no_wait_after=True)
        page.evaluate("document.querySelector('[name$=\"services.clean\"]').click()")
        page.check("#items-0-services-brazing")
        page.wait_for_timeout(500)  # answered in full, or marked as old: both are right
        page.fill("#arrives", "2026-07-13")
        page.wait_for_timeout(100)

        expect_no_difference(page)


def test_another_language_and_back(watched: Visit) -> None:
    """In the other language, and after the way back, the answer is to the form that is shown there."""
    page = watched.answered("en", START)
    page.fill("#items-0-services-stone", "5")
    switch(page, "ja")
    page.wait_for_selector(estimator_page.ANSWERED)
    expect_no_difference(page)
    assert "円" in page.inner_text("#estimate-total")
    assert "stone:5" in without_check(page.url)

    page.fill("#items-0-services-stone", "6")
    page.go_back()
    page.wait_for_selector(estimator_page.ANSWERED)
    expect_no_difference(page)
    assert page.input_value("#items-0-services-stone") == "5"
    page.go_forward()
    page.wait_for_selector(estimator_page.ANSWERED)
    expect_no_difference(page)
    assert page.input_value("#items-0-services-stone") == "6"


def test_the_watch_would_see_a_difference(watched: Visit) -> None:
    """An answer beside another form, unmarked, is a failure of these tests."""
    page = watched.answered("en", START)
    page.evaluate("document.querySelector('#items-0-services-stone').value = '9'")
    page.wait_for_timeout(100)

    with pytest.raises(AssertionError):
        expect_no_difference(page)
