"""With the keyboard only: skip link, form, answer, search, visible focus."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser import estimator_page
from tests.browser.conftest import JAPANESE, LANGUAGES, Visit
from tests.browser.navigation import FOUND, focus, tab_to

pytestmark = pytest.mark.shared_page

RING = """() => {
    const at = document.activeElement, style = getComputedStyle(at)
    const name = at === document.body ? 'BODY' : at.id || at.className || at.textContent.trim()
    const theirs = at.type === 'date' && !at.matches(':focus-visible')  // the browser's own button in the field
    return [name, theirs || style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2]
}"""


@LANGUAGES
def test_the_first_tab_skips_to_the_text(visit: Visit, language: str) -> None:
    """The skip link becomes visible on focus, and Enter moves the focus past the navigation."""
    page = visit.open(language)
    page.keyboard.press("Tab")
    skip = page.locator(".md-skip:focus")

    assert skip.inner_text() == {"en": "Skip to content", "ja": "コンテンツにスキップ"}[language]
    expect(skip).to_have_css("opacity", "1")

    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.locator("article :focus").count() == 1


def test_form_and_answer(visit: Visit) -> None:
    """Two pieces are entered and estimated by keyboard; the focus goes to the answer, then to its buttons."""
    page = visit.open()
    press = page.keyboard.press
    tab_to(page, "items-0-material")
    page.keyboard.type("Silver")
    tab_to(page, "items-0-services-refinish")
    press("Space")
    tab_to(page, "items-0-services-clean")
    press("Space")
    tab_to(page, "estimate-add")
    press("Enter")
    assert focus(page) == "items-1-material"
    page.keyboard.type("Solid")
    tab_to(page, "items-1-services-stone")
    page.keyboard.type("2")
    tab_to(page, "estimate-submit")
    press("Enter")
    page.wait_for_selector(estimator_page.ANSWERED)

    assert estimator_page.shown(page)["total"] == "from ¥2,420"
    assert focus(page) == "estimate-heading"

    for action in ("mail", "copy", "link", "calendar", "print"):
        tab_to(page, f"estimate-{action}")


@JAPANESE
def test_search(visit: Visit, language: str) -> None:
    """`/` opens the search, Escape closes it, and arrow and Enter open a result."""
    page = visit.open(language, page="")
    page.keyboard.press("/")
    page.wait_for_selector(".md-search__input:focus")
    page.keyboard.press("Escape")
    page.wait_for_selector(".md-search__input:not(:focus)")
    page.keyboard.press("/")
    page.wait_for_selector(".md-search__input:focus")
    page.keyboard.insert_text({"en": "holiday", "ja": "お盆"}[language])
    page.wait_for_selector(f"{FOUND} a")
    page.keyboard.press("ArrowDown")
    first = page.locator(f"{FOUND} a:focus")
    address = str(first.evaluate("link => link.href"))
    with page.expect_navigation():
        page.keyboard.press("Enter")

    assert page.url == address


@JAPANESE
def test_focus_is_visible(visit: Visit, language: str) -> None:
    """Every element that Tab reaches on the estimator page has an outline of at least 2 px."""
    page = visit.open(language)
    page.wait_for_selector("#estimate-submit:enabled")
    bare = []
    reached: set[str] = set()
    for _ in range(60):
        page.keyboard.press("Tab")
        name, ring = page.evaluate(RING)
        reached.add(name)
        if not ring and name != "BODY":
            bare.append(name)

    assert bare == []
    assert {"items-0-material", "arrives", "estimate-submit"} <= reached
