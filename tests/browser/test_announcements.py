"""What the page says: where it is read, so that it is heard, and only what is true."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser import estimator_page
from tests.browser.conftest import JAPANESE, LANGUAGES, Visit
from tests.browser.estimator_page import CHOICE, said
from tests.browser.navigation import focus

ACTIONS = {"copy": "copied", "link": "linked", "calendar": "saved", "print": "not-printed"}
"""Buttons, and the names of what is said when one is pressed here."""


@LANGUAGES
@pytest.mark.shared_page
def test_pieces_that_come_and_go(visit: Visit, language: str) -> None:
    """What happened to the pieces is said beside their button, and stays until the next change."""
    page = visit.open(language)
    note = page.locator("#estimate-pieces-note")
    assert note.get_attribute("role") == "status"
    page.click("#estimate-add")
    page.wait_for_selector("html[data-estimator=ready]")
    assert note.inner_text() == said("added", language, n=2)
    assert focus(page) == "items-1-material"

    page.locator("[data-remove]").last.click()
    assert note.inner_text() == said("removed", language, n=2)
    page.fill("#items-0-services-stone", "1")
    assert note.inner_text() == ""


@pytest.mark.empty_cache
def test_pieces_that_come_while_python_answers(visit: Visit) -> None:
    """The note about a piece is there beside a status that is about Python, and after the answer."""
    visit.server.speed = 4_000_000
    page = visit.open("en", CHOICE)
    page.wait_for_selector("#estimate-bytes:not(:empty)")
    page.click("#estimate-add")
    page.check("#items-1-services-clean")
    page.click("#estimate-add")

    expect(page.locator("#estimate-pieces-note")).to_have_text(said("added", "en", n=3))
    page.check("#items-2-services-clean")
    page.wait_for_selector(estimator_page.ANSWERED)
    expect(page.locator("#estimate-said")).to_contain_text("Estimate: ")


@JAPANESE
@pytest.mark.shared_page
def test_the_last_piece(visit: Visit, language: str) -> None:
    """Instead of the button, the reason why there is none is there as long as there are twenty pieces."""
    piece = "&piece=silver,not-sure,clean"
    page = visit.answered(language, f"#asked=2026-05-20&arrives=2026-06-01{piece * 19}")
    note = page.locator("#estimate-pieces-note")
    assert note.inner_text() == ""
    page.click("#estimate-add")
    assert said("full", language, n=20) in note.inner_text()
    assert page.locator("#estimate-add").is_hidden()

    page.check("#items-19-services-clean")
    estimator_page.press(page)
    assert note.inner_text() == said("full", language, n=20)
    page.locator("[data-remove]").last.click()
    assert said("full", language, n=20) not in note.inner_text()


def expect_said(page: Page, action: str, language: str) -> None:
    """Press the button of an action and assert that what it did is said beside it, on the screen."""
    page.click(f"#estimate-{action}")
    note = page.locator("#estimate-action")
    expect(note).to_contain_text(said(ACTIONS[action], language))
    expect(note).to_be_in_viewport()
    button, text = page.locator(f"#estimate-{action}").bounding_box(), note.bounding_box()
    assert button and text
    assert 0 <= text["y"] - (button["y"] + button["height"]) < 20


@pytest.mark.parametrize(("language", "width"), [("en", 320), ("ja", 390)])
@pytest.mark.shared_page
def test_what_an_action_did(visit: Visit, language: str, width: int) -> None:
    """On a phone, what copy, link, calendar and print did is said beside their buttons."""
    visit.context.grant_permissions(["clipboard-read", "clipboard-write"])
    visit.page.set_viewport_size({"width": width, "height": 640})
    page = visit.answered(language, CHOICE)
    page.evaluate("window.print = () => {}")

    for action in ACTIONS:
        expect_said(page, action, language)


@pytest.mark.shared_page
def test_printing(visit: Visit) -> None:
    """Where the browser prints nothing is said; where it has no such function that is said at once."""
    page = visit.answered("en", CHOICE)
    page.evaluate("window.print = () => dispatchEvent(new Event('beforeprint'))")
    page.click("#estimate-print")
    page.wait_for_timeout(2500)
    assert page.inner_text("#estimate-action") == ""

    page.evaluate("window.print = undefined")
    page.click("#estimate-print")
    expect(page.locator("#estimate-action")).not_to_be_empty()
    assert said("not-printed", "en") in page.inner_text("#estimate-action")


@pytest.mark.shared_page
def test_copying_that_is_refused(visit: Visit) -> None:
    """Where copying is refused the text is selected; the text of the message is not lost to that of the link."""
    page = visit.answered("en", estimator_page.with_check(CHOICE))
    page.evaluate("Object.defineProperty(navigator, 'clipboard', {value: undefined})")
    message = page.input_value("#estimate-message")
    selected = "getSelection().toString()"
    page.click("#estimate-link")
    expect(page.locator("#estimate-action")).to_contain_text(said("not-copied", "en"))
    assert page.evaluate(selected) == page.url

    page.click("#estimate-copy")
    assert page.evaluate(selected).strip() == message.strip()


@LANGUAGES
@pytest.mark.shared_page
def test_one_sentence_is_read_aloud_after_a_pause(visit: Visit, language: str) -> None:
    """Of quick changes only the last answer is said, once; Python's answer, which is the same, says nothing more."""
    page = visit.open(language)
    page.evaluate("""() => {
        window.heard = []
        const place = document.getElementById('estimate-said')
        new MutationObserver(() => { if (place.textContent) window.heard.push(place.textContent) }).observe(place, { childList: true })
    }""")
    for service in ("clean", "chain", "reshape"):
        page.check(f"#items-0-services-{service}")
    page.wait_for_selector(estimator_page.ANSWERED)
    page.wait_for_timeout(1500)

    assert page.evaluate("window.heard") == [{
        "en": "Estimate: ¥5,280 – ¥7,260. Back about Tue 30 June 2026.",
        "ja": "お見積り：5,280円〜7,260円。お返しの目安：2026年6月30日（火）。",
    }[language]]  # fmt: skip
