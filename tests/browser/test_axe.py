"""axe reports nothing: WCAG 2.2 AA and best practice, every page, light and dark, two widths.

A page has one of these displays in English and the opposite one in Japanese, in turns; so have the states of the estimator, in
one of the languages each.  With THOROUGH=1 each has all.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from tests.browser import estimator_page
from tests.browser.navigation import addresses, search_for
from tests.browser.site_server import SiteServer
from tests.selection import in_turns

AXE = Path(__file__).parent / "node_modules" / "axe-core" / "axe.min.js"
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice"]
RUN = """tags => axe.run({runOnly: tags, resultTypes: ['violations', 'incomplete']}).then(found => ({
    rules: found.passes.length + found.violations.length,
    violations: found.violations.map(({id, nodes}) => `${id}: ${nodes.map(one => one.target).join(' ')}`)}))"""
COLOURS = """scheme => {  // as a press on the button does, also where something covers it
    if (document.body.dataset.mdColorScheme !== scheme)
        document.querySelector('[data-md-component=palette] label:not([hidden])').click()
}"""
DISPLAYS = [(375, "default"), (375, "slate"), (1280, "slate"), (1280, "default")]
CHOICE = "#asked=2026-05-20&arrives=2026-07-10&piece=gold-plated,not-sure,refinish,stone:3&piece=silver,not-sure,clean"
FOLDERS = ["", "ja/"]
LANGUAGES = pytest.mark.parametrize("folder", FOLDERS)
ENGLISH, JAPANESE = (
    pytest.mark.parametrize("folder", in_turns(FOLDERS, 2, first)) for first in (0, 1)
)


@contextmanager
def another_page(chromium: Browser) -> Iterator[Page]:
    """A page of a browser that has loaded no file yet, with axe injected past the content security policy."""
    if not AXE.exists():
        pytest.fail("no axe-core: npm ci --prefix tests/browser")
    with chromium.new_context(bypass_csp=True, reduced_motion="reduce") as context:
        context.add_init_script(path=AXE)
        page = context.new_page()
        page.set_default_timeout(15_000)
        yield page


@pytest.fixture(scope="module")
def page(chromium: Browser, server: SiteServer) -> Iterator[Page]:
    """One page for all tests."""
    server.reset()
    with another_page(chromium) as page:
        yield page


def wrong(page: Page, displays: Sequence[tuple[int, str]]) -> dict[str, list[str]]:
    """Return what axe finds on the open page, by width and colours."""
    found = {}
    for width, scheme in displays:
        page.set_viewport_size({"width": width, "height": 900})
        page.evaluate("scrollTo(0, 0)")  # no button back to the top lies over the text
        page.evaluate(COLOURS, scheme)
        page.wait_for_selector(f"body[data-md-color-scheme={scheme}]")
        result: dict[str, Any] = page.evaluate(RUN, TAGS)
        assert result["rules"] > 20
        if result["violations"]:
            found[f"{width} {scheme}"] = result["violations"]
    return found


@LANGUAGES
def test_every_page(page: Page, server: SiteServer, built: Path, folder: str) -> None:
    """Every page of a language and its 404 page pass."""
    urls = [url for url in addresses(built) if url.startswith("ja/") == bool(folder)]
    found = {}
    for at, url in enumerate([*urls, f"{folder}404.html"], start=2 * bool(folder)):
        page.goto(f"{server.address}/{url}")
        if problems := wrong(page, in_turns(DISPLAYS, 4, first=at)):
            found[url] = problems

    assert found == {}, json.dumps(found, indent=1)
    assert urls


@ENGLISH
def test_an_answer(page: Page, server: SiteServer, folder: str) -> None:
    """The estimator passes with an answer of two pieces, its message open."""
    page.goto("about:blank")
    page.goto(f"{server.address}/{folder}estimator/{CHOICE}")
    page.wait_for_selector(estimator_page.ANSWERED)
    page.click(".estimator-message > summary")

    assert wrong(page, in_turns(DISPLAYS, 2)) == {}


@JAPANESE
def test_mistakes(page: Page, server: SiteServer, folder: str) -> None:
    """The estimator passes with a list of mistakes."""
    page.goto("about:blank")
    page.goto(f"{server.address}/{folder}estimator/")
    page.fill("#items-0-services-stone", "many")
    page.fill("#arrives", "")
    page.click("#estimate-submit")
    page.wait_for_selector("#estimate-errors a")

    assert page.locator("#estimate-errors a").count() == 2
    assert wrong(page, in_turns(DISPLAYS, 2, first=1)) == {}


@ENGLISH
def test_while_it_loads(chromium: Browser, server: SiteServer, folder: str) -> None:
    """The estimator passes with a symptom chosen, an answer that is old, and Python on its way; and by the table alone."""
    server.hanging = {".wasm"}
    with another_page(chromium) as page:
        page.goto(f"{server.address}/{folder}estimator/")
        page.click("[data-symptom=stone-out]:enabled")
        page.wait_for_selector("html[data-answered-by=table] #estimate-adding #estimate-progress")
        by_table = wrong(page, [(375, "default"), (1280, "slate")])
        page.click("#estimate-add")
        page.check("#items-1-services-clean")
        page.wait_for_selector("#estimate-headline[data-old]")
        page.wait_for_selector("#estimate-status #estimate-progress")
        old = wrong(page, [(375, "slate"), (1280, "default")])
        server.reset()

    assert ({}, {}) == (by_table, old)


@JAPANESE
def test_a_failure(chromium: Browser, server: SiteServer, folder: str) -> None:
    """The estimator passes when it could not be loaded."""
    server.broken = {".wasm"}
    with another_page(chromium) as page:
        page.goto(f"{server.address}/{folder}estimator/{CHOICE}")
        page.wait_for_selector("#estimate-retry")
        server.reset()

        assert wrong(page, in_turns(DISPLAYS, 2)) == {}


@ENGLISH
def test_search(page: Page, server: SiteServer, folder: str) -> None:
    """A page with open search results passes."""
    found = {}
    for width, scheme in in_turns(DISPLAYS, 2, first=1):
        page.set_viewport_size({"width": width, "height": 900})
        page.goto(f"{server.address}/{folder}fees/")
        search_for(page, "メッキ" if folder else "plating")
        found.update(wrong(page, [(width, scheme)]))

    assert found == {}
