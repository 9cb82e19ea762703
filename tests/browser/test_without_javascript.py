"""Without JavaScript: every page can be read, and the estimator shows a sentence and its prices."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.conftest import FLAGS, chromium_path
from tests.browser.estimator_page import PRICES, prices
from tests.browser.navigation import addresses
from tests.browser.site_server import SiteServer

SENTENCE = {
    "en": "The estimator needs JavaScript. The price list below is complete without it.",
    "ja": "見積シミュレーターにはJavaScriptが必要です。料金表はこの下でそのままご覧いただけます。",
}


@pytest.fixture
def page(chromium: Browser, server: SiteServer) -> Iterator[Page]:
    """A browser that runs no script at all; switched off in a page only, it would hide `noscript`."""
    server.reset()
    flags = [*FLAGS, "--blink-settings=scriptEnabled=false"]
    browser = chromium.browser_type.launch(executable_path=chromium_path(), args=flags)
    yield browser.new_page()
    browser.close()


@pytest.mark.parametrize(("language", "folder"), [("en", ""), ("ja", "ja/")])
def test_the_estimator(page: Page, server: SiteServer, language: str, folder: str) -> None:
    """The sentence is above the form, prices and an example are visible, the buttons are not usable."""
    page.goto(f"{server.address}/{folder}estimator/")
    sentence = page.locator("#estimate-form noscript p")

    assert sentence.is_visible()
    assert sentence.inner_text() == SENTENCE[language]
    top = {name: page.locator(name).bounding_box() for name in ("noscript p", "#items-0-material")}
    assert (top["noscript p"] or {})["y"] < (top["#items-0-material"] or {})["y"]
    assert prices(page) == PRICES
    assert page.locator("#estimate-total").is_visible()
    assert page.locator("#estimate-submit").is_disabled()
    assert page.locator("#estimate-add").is_hidden()


def test_every_page(page: Page, server: SiteServer, built: Path) -> None:
    """Every page shows all its headings but those of the printed packing slip, its text and links."""
    unreadable = {}
    for url in addresses(built):
        page.goto(f"{server.address}/{url}")
        headings = "article :is(h1, h2, h3):not(.estimator-slip *)"
        every, seen = (page.locator(f"{headings}{which}").count() for which in ("", ":visible"))
        signs = len(page.inner_text("article"))
        links = page.locator("article a[href]:visible, .md-footer a[href]:visible").count()
        if not (0 < every == seen and signs > 400 and links):
            unreadable[url] = (every, seen, signs, links)

    assert unreadable == {}
