"""axe finds nothing: WCAG 2.2 AA and best practice, on every page, light and dark, phone and desk."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from tests.browser import filling
from tests.browser.moving import addresses, look_for
from tests.browser.serving import Serving

AXE = Path(__file__).parent / "node_modules" / "axe-core" / "axe.min.js"
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice"]
RUN = """tags => axe.run({runOnly: tags, resultTypes: ['violations', 'incomplete']}).then(found => ({
    rules: found.passes.length + found.violations.length,
    violations: found.violations.map(({id, nodes}) => `${id}: ${nodes.map(one => one.target).join(' ')}`)}))"""
COLOURS = """scheme => {  // as a press on the button does, also where something covers it
    if (document.body.dataset.mdColorScheme !== scheme)
        document.querySelector('[data-md-component=palette] label:not([hidden])').click()
}"""
LOOKS = [(width, scheme) for width in (375, 1280) for scheme in ("default", "slate")]
CHOICE = "#asked=2026-05-20&arrives=2026-07-10&piece=gold-plated,not-sure,refinish,stone:3&piece=silver,not-sure,clean"
LANGUAGES = pytest.mark.parametrize("folder", ["", "ja/"], ids=["en", "ja"])


@pytest.fixture(scope="module")
def page(chromium: Browser, server: Serving) -> Iterator[Page]:
    """One page for all; axe is brought in from outside, which the site's own policy would forbid."""
    if not AXE.exists():
        pytest.fail("no axe-core: npm ci --prefix tests/browser")
    server.mend()
    context = chromium.new_context(bypass_csp=True, reduced_motion="reduce")
    context.add_init_script(path=AXE)
    opened = context.new_page()
    opened.set_default_timeout(15_000)
    yield opened
    context.close()


def wrong(page: Page, looks: list[tuple[int, str]] = LOOKS) -> dict[str, list[str]]:
    """Return what axe finds on the open page, by width and colours."""
    found = {}
    for width, scheme in looks:
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
def test_every_page(page: Page, server: Serving, built: Path, folder: str) -> None:
    """Each page of a language, and the page for what is missing."""
    places = [place for place in addresses(built) if place.startswith("ja/") == bool(folder)]
    found = {}
    for place in [*places, f"{folder}404.html"]:
        page.goto(f"{server.address}/{place}")
        if problems := wrong(page):
            found[place] = problems

    assert found == {}, json.dumps(found, indent=1)
    assert len(places) == 10


@LANGUAGES
def test_an_answer(page: Page, server: Serving, folder: str) -> None:
    """The estimator with an answer of two pieces, its enquiry text unfolded."""
    page.goto("about:blank")
    page.goto(f"{server.address}/{folder}estimator/{CHOICE}")
    page.wait_for_selector(filling.ANSWERED)
    page.click(".estimator-enquiry > summary")

    assert wrong(page) == {}


@LANGUAGES
def test_mistakes(page: Page, server: Serving, folder: str) -> None:
    """The estimator with a summary of mistakes."""
    page.goto("about:blank")
    page.goto(f"{server.address}/{folder}estimator/")
    page.fill("#items-0-services-stone", "many")
    page.fill("#arrives", "")
    page.click("#estimate-submit")
    page.wait_for_selector("#estimate-errors a")

    assert page.locator("#estimate-errors a").count() == 2
    assert wrong(page) == {}


@LANGUAGES
def test_a_failure(page: Page, server: Serving, folder: str) -> None:
    """The estimator that could not be loaded, with its way on."""
    server.broken = {".wasm"}
    page.goto("about:blank")
    page.goto(f"{server.address}/{folder}estimator/{CHOICE}")
    page.wait_for_selector("#estimate-retry")
    server.mend()

    assert wrong(page) == {}


@LANGUAGES
def test_search(page: Page, server: Serving, folder: str) -> None:
    """A page with results of a search open."""
    found = {}
    for width in (375, 1280):
        page.set_viewport_size({"width": width, "height": 900})
        page.goto(f"{server.address}/{folder}fees/")
        look_for(page, "メッキ" if folder else "plating")
        found.update(wrong(page, [look for look in LOOKS if look[0] == width]))

    assert found == {}
