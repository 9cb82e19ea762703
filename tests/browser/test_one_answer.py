"""One answer: the same from build and browser, for the form as it is, and never beside a failure."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser import estimator_page
from tests.browser.conftest import Visit

LANGUAGES = pytest.mark.parametrize("language", ["en", "ja"])
CHOICE = "#asked=2026-05-20&arrives=2026-06-01&piece=gold-plated,not-sure,refinish,stone:3"
TREE = """answer => {
    const tree = node => node.nodeType === Node.TEXT_NODE ? node.data : [
        node.namespaceURI.split('/').pop(), node.localName,
        Object.fromEntries([...node.attributes].map(({ name, value }) => [name, value])),
        ...[...node.childNodes].map(tree)]
    const copy = answer.cloneNode(true)
    for (const word of copy.querySelectorAll('span.word')) word.replaceWith(...word.childNodes)
    copy.normalize()
    copy.querySelector('.estimator-actions').removeAttribute('hidden')
    return tree(copy)
}"""


def tree_of(page: Page) -> Any:
    """Return the answer on the page as a tree; its buttons may be hidden.

    The build puts certain words into an element that no line ends in; that is no part of the answer.
    """
    return page.locator("#estimate-answer").evaluate(TREE)


@LANGUAGES
def test_the_browser_shows_what_was_built(visit: Visit, language: str) -> None:
    """The default choice, answered in the browser, gives the tree of the built page, and another does not."""
    page = visit.open(language)
    built = tree_of(page)
    assert page.locator("#estimate-copy").is_hidden()
    estimator_page.press(page)
    answered = tree_of(page)

    assert answered == built
    assert page.locator("#estimate-example").is_hidden()

    page.locator("#estimate-back").evaluate("day => { day.firstChild.data += '.' }")
    assert tree_of(page) != built
    page.check("#items-0-services-clean")
    estimator_page.press(page)
    assert tree_of(page) != built
    assert visit.violations == []


def test_a_change_while_python_loads(visit: Visit) -> None:
    """A service that is ticked after the press, while Python loads, is in the answer."""
    visit.server.speed = 4_000_000
    page = visit.open()
    page.click("#estimate-submit")
    page.wait_for_selector("#estimate-bytes:not(:empty)")
    page.check("#items-0-services-clean")
    assert page.get_attribute("#estimate-answer", "data-changed") == ""
    page.wait_for_selector(estimator_page.ANSWERED)

    assert estimator_page.shown(page)["total"] == "¥2,090 – ¥4,070"
    assert page.url.endswith("&piece=gold-plated,not-sure,refinish,clean")


@LANGUAGES
def test_an_old_answer_is_marked(visit: Visit, language: str) -> None:
    """While the form differs from the answer's choice, typed or ticked, the answer is marked, with a sentence."""
    page = visit.open(language, CHOICE)
    page.wait_for_selector(estimator_page.ANSWERED)
    answer = page.locator("#estimate-answer")
    old = {
        "en": "The estimate shown is for other choices. Press the button for a new one.",
        "ja": "表示中の見積りは、変更前の内容のものです。もう一度ボタンを押してください。",
    }[language]

    page.fill("#items-0-services-stone", "30")
    expect(answer).to_have_attribute("data-changed", "")
    assert page.inner_text("#estimate-status") == old

    page.fill("#items-0-services-stone", "3")
    expect(answer).not_to_have_attribute("data-changed", "")
    assert page.inner_text("#estimate-status") == ""

    page.click("#estimate-add")
    expect(answer).to_have_attribute("data-changed", "")
    assert old in page.inner_text("#estimate-status")


@LANGUAGES
def test_an_answer_that_cannot_be_drawn(visit: Visit, language: str) -> None:
    """If drawing fails the page says so, keeps the old answer marked, and a retry draws the new one."""
    page = visit.open(language, CHOICE)
    page.wait_for_selector(estimator_page.ANSWERED)
    before = estimator_page.shown(page)
    page.evaluate("""() => {
        window.draw = document.createElementNS
        document.createElementNS = () => { throw new Error('no drawing today') }
    }""")
    page.check("#items-0-services-clean")
    page.click("#estimate-submit")
    page.wait_for_selector("#estimate-failed")

    sentence = {"en": "because of a mistake of ours", "ja": "当方の不具合"}[language]
    assert sentence in page.inner_text("#estimate-failed")
    assert page.get_attribute("html", "data-estimator") == "failed"
    assert page.get_attribute("#estimate-answer", "data-changed") == ""
    assert estimator_page.shown(page) == before

    page.evaluate("() => { document.createElementNS = window.draw }")
    page.click("#estimate-retry")
    page.wait_for_selector(estimator_page.ANSWERED)
    assert estimator_page.shown(page)["total"] != before["total"]
    assert page.locator("#estimate-failed").count() == 0
