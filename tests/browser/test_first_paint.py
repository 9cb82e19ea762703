"""The first thing that people see of form and answer is right: no other choice, no other day, before or after."""

from __future__ import annotations

from typing import Any

from playwright.sync_api import Page, expect

from tests.browser import estimator_page
from tests.browser.conftest import ENGLISH, Visit
from tests.browser.estimator_page import CHOICE, TOTAL
from tests.browser.test_links import LINK

WATCH = """
window.seen = []
const look = () => {
    const total = document.querySelector('#estimate-total')
    const form = document.querySelector('#estimate-form')
    if (total?.getClientRects().length && form) {
        const { elements } = form
        const isOld = document.querySelector('#estimate-headline').hasAttribute('data-old')
        const frame = [total.innerText, isOld, elements['items[0].services.stone'].value, elements.arrives.value]
        if (String(frame) !== String(window.seen.at(-1))) window.seen.push(frame)
    }
    requestAnimationFrame(look)
}
requestAnimationFrame(look)
window.Worker = class extends Worker {
    constructor(...given) {
        super(...given)
        window.seenBeforeWorker = [...window.seen]
    }
}
"""
LINE, FAST = 60_000, 1e9
"""Bytes per second: the page comes in parts, and is drawn in between."""


def watched(visit: Visit, choice: str, language: str = "en") -> Page:
    """Return the page on a slow line, with all its frames watched from the first on."""
    visit.server.link = LINE
    visit.page.add_init_script(WATCH)
    return visit.open(language, choice)


def seen(page: Page) -> Any:
    """Return what differed from frame to frame: total, whether it is marked as old, stones and day in the form."""
    return page.evaluate("seen")


@ENGLISH
def test_the_choice_of_a_link(visit: Visit, language: str) -> None:
    """Form and answer are those of the link in every frame that shows them, the first of which Python does not hold up."""
    page = watched(visit, CHOICE, language)
    page.wait_for_selector("html[data-answered-by=table]")
    visit.server.link = FAST
    page.wait_for_selector(estimator_page.ANSWERED)
    frames = [[TOTAL[language], False, "3", "2026-06-01"]]

    assert page.evaluate("seenBeforeWorker") == frames
    assert seen(page) == frames
    assert visit.violations == []


def test_a_choice_that_the_table_has_not(visit: Visit) -> None:
    """The answer of the built page is marked as old in every frame, until Python has that of the link."""
    page = watched(visit, LINK)
    page.wait_for_selector("html[data-estimator]")
    visit.server.link = FAST
    page.wait_for_selector(estimator_page.ANSWERED)
    *before, after = seen(page)

    assert after == ["¥8,690 – ¥10,670", False, "12", "2026-06-01"]
    assert before
    assert all(isOld for _, isOld, *_ in before)


def test_a_damaged_link(visit: Visit) -> None:
    """No frame shows a total."""
    page = watched(visit, LINK[:-3])
    expect(page.locator("#estimate-status")).not_to_be_empty()

    assert seen(page) == []


def test_a_page_built_long_ago(visit: Visit) -> None:
    """Every frame has a day of arrival that is as far ahead as on the day of the build."""
    visit.page.clock.set_system_time("2026-11-20T12:00:00+09:00")
    page = watched(visit, "")
    page.wait_for_selector("html[data-answered-by=table]")

    assert [day for *_, day in seen(page)] == ["2026-11-27"]


def test_without_any_other_file(visit: Visit) -> None:
    """The table answers from the page alone: no script has to come for it."""
    visit.server.broken = {".js", ".mjs"}
    page = visit.open("en", CHOICE)
    expect(page.locator("html")).to_have_attribute("data-answered-by", "table")

    assert page.inner_text("#estimate-total") == TOTAL["en"]
    assert page.input_value("#items-0-services-stone") == "3"
    assert [path for path in visit.server.seen if path.endswith("/estimator.js")] == []
