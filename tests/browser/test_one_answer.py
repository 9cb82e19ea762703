"""One answer: the same from build and browser, for the form as it is, and never beside a failure."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser import estimator_page
from tests.browser.conftest import ENGLISH, JAPANESE, LANGUAGES, Visit
from tests.browser.estimator_page import CHOICE, said

pytestmark = pytest.mark.shared_page

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


@JAPANESE
@pytest.mark.empty_cache
def test_what_is_old_is_marked(visit: Visit, language: str) -> None:
    """While Python loads, a headline that the table has not is marked; one that it has is not, and lines are away."""
    visit.server.hanging = {".wasm"}
    page = visit.open(language)
    answer, headline = page.locator("#estimate-answer"), page.locator("#estimate-headline")

    page.fill("#items-0-services-stone", "30")
    expect(answer).to_have_attribute("data-changed", "")
    expect(headline).to_have_attribute("data-old", "")
    assert page.get_attribute("html", "data-answered-by") == "none"

    page.fill("#items-0-services-stone", "3")
    expect(answer).to_have_attribute("data-changed", "")
    expect(headline).not_to_have_attribute("data-old", "")
    assert page.get_attribute("html", "data-answered-by") == "table"
    assert page.inner_text("#estimate-total") == estimator_page.TOTAL[language]
    assert page.locator("#estimate-more").is_hidden()

    page.click("#estimate-add")
    expect(headline).to_have_attribute("data-old", "")
    expect(page.locator("#estimate-status")).to_have_text(said("incomplete", language))


@ENGLISH
def test_a_wrong_count_is_said_quietly(visit: Visit, language: str) -> None:
    """While somebody types, a count that cannot be is said beside the old answer; the button brings the list."""
    page = visit.answered(language, CHOICE)
    page.fill("#items-0-services-stone", "300")
    sentence = {"en": "Write a whole number from 1 to 99", "ja": "1から99までの整数"}[language]
    expect(page.locator("#estimate-status")).to_contain_text(sentence)
    expect(page.locator("#estimate-headline")).to_have_attribute("data-old", "")
    expect(page.locator("#items-0-services-stone")).to_be_focused()
    expect(page.locator("#estimate-errors")).to_be_hidden()

    page.click("#estimate-submit")
    expect(page.locator("#estimate-errors")).to_be_focused()
    page.fill("#items-0-services-stone", "4")
    page.wait_for_selector(estimator_page.ANSWERED)
    expect(page.locator("#estimate-errors")).to_be_hidden()
    assert page.inner_text("#estimate-status") == ""


@JAPANESE
def test_an_answer_that_cannot_be_drawn(visit: Visit, language: str) -> None:
    """If drawing fails the page says so, what is old is not shown, and a retry draws the new answer."""
    page = visit.answered(language, CHOICE)
    before = estimator_page.shown(page)
    page.evaluate("""() => {
        window.draw = document.createElementNS
        document.createElementNS = () => { throw new Error('no drawing today') }
    }""")
    page.check("#items-0-services-clean")
    page.click("#estimate-submit")
    page.wait_for_selector("#estimate-failed")

    assert said("failed-python", language) in page.inner_text("#estimate-failed")
    assert page.get_attribute("html", "data-estimator") == "failed"
    assert page.get_attribute("#estimate-answer", "data-changed") == ""
    assert page.get_attribute("html", "data-answered-by") == "table"
    assert page.locator("#estimate-more").is_hidden()

    page.evaluate("() => { document.createElementNS = window.draw }")
    page.click("#estimate-retry")
    page.wait_for_selector(estimator_page.ANSWERED)
    assert estimator_page.shown(page)["total"] != before["total"]
    assert page.locator("#estimate-failed").count() == 0
