"""The switches of language and colours: they keep the page and the anchor; the choice, see `test_changes`."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import Visit
from tests.browser.navigation import addresses
from tests.selection import in_turns

pytestmark = pytest.mark.shared_page

SWITCH = "a.md-select__link[hreflang={}]"
NAMES = {"en": "Switch to {} mode", "ja": "{}モードに切り替える"}


def switch(page: Page, language: str) -> None:
    """Change the language with the mouse."""
    page.hover(".md-select")
    with page.expect_navigation():
        page.click(SWITCH.format(language))


def test_the_switch_keeps_page_and_anchor(visit: Visit, built: Path) -> None:
    """From a page the switch opens the same page and anchor in the other language, and back."""
    english = [one for one in addresses(built) if not one.startswith("ja/")]
    for url in in_turns(english, 5):
        page = visit.open(page=url)
        anchor = page.locator("article [id]:is(h1, h2, h3)").last.get_attribute("id")
        page.goto(f"{visit.server.address}/{url}#{anchor}")
        switch(page, "ja")

        assert page.url == f"{visit.server.address}/ja/{url}#{anchor}"
        assert page.get_attribute("html", "lang") == "ja"
        assert page.locator(f"#{anchor}").count() == 1

        switch(page, "en")
        assert page.url == f"{visit.server.address}/{url}#{anchor}"
    assert visit.violations == []


@pytest.mark.parametrize(
    ("language", "dark", "light"),
    in_turns([("en", "dark", "light"), ("ja", "ダーク", "ライト")], 2, first=1),
)
def test_dark_mode_stays(visit: Visit, language: str, dark: str, light: str) -> None:
    """The chosen colours are kept on other pages, in the other language and after a reload."""
    page = visit.open(language, page="")
    page.click(f"label[title='{NAMES[language].format(dark)}']")
    page.wait_for_selector("body[data-md-color-scheme=slate]")

    for there in ("en", "ja"):
        page = visit.open(there, page="fees/")
        assert page.get_attribute("body", "data-md-color-scheme") == "slate"

    page = visit.open(language, page="")
    page.click(f"label[title='{NAMES[language].format(light)}']")
    page.wait_for_selector("body[data-md-color-scheme=default]")
    page.reload()
    assert page.get_attribute("body", "data-md-color-scheme") == "default"
    assert (visit.foreign_requests, visit.console, visit.context.cookies()) == ([], [], [])


def test_dark_mode_by_keyboard(visit: Visit) -> None:
    """The switch of colours is reached by Tab, has a visible focus, and works by Enter."""
    page = visit.open(page="")
    for _ in range(5):
        page.keyboard.press("Tab")
        if page.locator("[data-md-component=palette] input:focus").count():
            break
    ring = page.locator("[data-md-component=palette] label:visible")

    assert ring.evaluate("label => getComputedStyle(label).outlineStyle") in {"auto", "solid"}

    page.keyboard.press("Enter")
    page.wait_for_selector("body[data-md-color-scheme=slate]")


@pytest.mark.parametrize(("address", "sentence", "first"), [
    ("no-such-page/", "This page is not here", "Aujour Repairs"),
    ("repair/old/deep/", "This page is not here", "Aujour Repairs"),
    ("ja/no-such-page/", "ページが見つかりません", "修理・アフターケアのご案内"),
    ("ja/repair/old/deep/", "ページが見つかりません", "修理・アフターケアのご案内"),
])  # fmt: skip
def test_missing_pages(visit: Visit, address: str, sentence: str, first: str) -> None:
    """A wrong address gets a 404 page in its language whose styles and links work at any depth."""
    answer = visit.page.goto(f"{visit.server.address}/{address}")
    page = visit.page

    assert answer and answer.status == 404
    assert page.inner_text("h1") == sentence
    assert page.get_attribute("html", "lang") == ("ja" if address.startswith("ja/") else "en")
    assert (
        page.evaluate("getComputedStyle(document.querySelector('.md-header')).position") == "sticky"
    )

    page.locator("article li a").first.click()
    page.wait_for_url("**/ja/" if address.startswith("ja/") else f"{visit.server.address}/")
    assert page.title().startswith(first)
