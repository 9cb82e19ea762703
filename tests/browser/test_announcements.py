"""What the page says: where it is read, so that it is heard, and only what is true."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser import estimator_page
from tests.browser.conftest import Visit
from tests.browser.navigation import focus
from tests.selection import in_turns

LANGUAGES = pytest.mark.parametrize("language", ["en", "ja"])
CHOICE = "#asked=2026-05-20&arrives=2026-06-01&piece=gold-plated,not-sure,refinish,stone:3"
ADDED = {"en": "Piece 2 is added.", "ja": "2点目を追加しました。"}
REMOVED = {"en": "Piece 2 is removed.", "ja": "2点目を削除しました。"}
FULL = {
    "en": "More than 20 pieces need a second request.",
    "ja": "20点を超える場合は、2回に分けてご依頼ください。",
}
SAID = {
    "en": {
        "copy": "Copied.",
        "link": "The link is copied.",
        "calendar": "Your browser has the calendar file now.",
        "print": "This app cannot print.",
    },
    "ja": {
        "copy": "コピーしました。",
        "link": "リンクをコピーしました。",
        "calendar": "カレンダーのファイルをブラウザに渡しました。",
        "print": "このアプリでは印刷できません。",
    },
}


@LANGUAGES
@pytest.mark.shared_page
def test_pieces_that_come_and_go(visit: Visit, language: str) -> None:
    """What happened to the pieces is said beside their button, and stays until the next change."""
    page = visit.open(language)
    note = page.locator("#estimate-pieces-note")
    assert note.get_attribute("role") == "status"
    page.click("#estimate-add")
    page.wait_for_selector("html[data-estimator=ready]")
    assert note.inner_text() == ADDED[language]
    assert focus(page) == "items-1-material"

    page.locator("[data-remove]").last.click()
    assert note.inner_text() == REMOVED[language]
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

    expect(page.locator("#estimate-pieces-note")).to_have_text("Piece 3 is added.")
    page.check("#items-2-services-clean")
    page.wait_for_selector(estimator_page.ANSWERED)
    expect(page.locator("#estimate-said")).to_contain_text("Estimate: ")


@pytest.mark.parametrize("language", in_turns(["en", "ja"], 2, first=1))
@pytest.mark.shared_page
def test_the_last_piece(visit: Visit, language: str) -> None:
    """Instead of the button, the reason why there is none is there as long as there are twenty pieces."""
    piece = "&piece=silver,not-sure,clean"
    page = visit.open(language, f"#asked=2026-05-20&arrives=2026-06-01{piece * 19}")
    page.wait_for_selector(estimator_page.ANSWERED)
    note = page.locator("#estimate-pieces-note")
    assert note.inner_text() == ""
    page.click("#estimate-add")
    assert FULL[language] in note.inner_text()
    assert page.locator("#estimate-add").is_hidden()

    page.check("#items-19-services-clean")
    estimator_page.press(page)
    assert note.inner_text() == FULL[language]
    page.locator("[data-remove]").last.click()
    assert FULL[language] not in note.inner_text()


def expect_said(page: Page, action: str, language: str) -> None:
    """Press the button of an action and assert that what it did is said beside it, on the screen."""
    page.click(f"#estimate-{action}")
    said = page.locator("#estimate-action")
    expect(said).to_contain_text(SAID[language][action])
    expect(said).to_be_in_viewport()
    button, text = page.locator(f"#estimate-{action}").bounding_box(), said.bounding_box()
    assert button and text
    assert 0 <= text["y"] - (button["y"] + button["height"]) < 20


@pytest.mark.parametrize(("language", "width"), [("en", 320), ("ja", 390)])
@pytest.mark.shared_page
def test_what_an_action_did(visit: Visit, language: str, width: int) -> None:
    """On a phone, what copy, link, calendar and print did is said beside their buttons."""
    visit.context.grant_permissions(["clipboard-read", "clipboard-write"])
    visit.page.set_viewport_size({"width": width, "height": 640})
    page = visit.open(language, CHOICE)
    page.wait_for_selector(estimator_page.ANSWERED)
    page.evaluate("window.print = () => {}")

    for action in SAID[language]:
        expect_said(page, action, language)


@pytest.mark.shared_page
def test_printing(visit: Visit) -> None:
    """Where the browser prints nothing is said; where it has no such function that is said at once."""
    page = visit.open("en", CHOICE)
    page.wait_for_selector(estimator_page.ANSWERED)
    page.evaluate("window.print = () => dispatchEvent(new Event('beforeprint'))")
    page.click("#estimate-print")
    page.wait_for_timeout(2500)
    assert page.inner_text("#estimate-action") == ""

    page.evaluate("window.print = undefined")
    page.click("#estimate-print")
    expect(page.locator("#estimate-action")).not_to_be_empty()
    assert SAID["en"]["print"] in page.inner_text("#estimate-action")


@pytest.mark.shared_page
def test_copying_that_is_refused(visit: Visit) -> None:
    """Where copying is refused the text is selected; the text of the message is not lost to that of the link."""
    page = visit.open("en", estimator_page.with_check(CHOICE))
    page.wait_for_selector(estimator_page.ANSWERED)
    page.evaluate("Object.defineProperty(navigator, 'clipboard', {value: undefined})")
    message = page.input_value("#estimate-message")
    selected = "getSelection().toString()"
    page.click("#estimate-link")
    expect(page.locator("#estimate-action")).to_contain_text("Copying was refused.")
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
