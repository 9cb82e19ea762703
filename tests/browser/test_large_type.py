"""Large type, narrow windows, reduced motion."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.browser import estimator_page
from tests.browser.conftest import Visit
from tests.browser.engines import estimator_form
from tests.browser.engines.chromium import Chromium
from tests.browser.navigation import addresses, search_for
from tests.selection import in_turns

WIDER = """() => {  // what sticks out to the right, unless it scrolls in a box of its own
    const room = document.documentElement.clientWidth
    const boxed = one => one && (getComputedStyle(one).overflowX !== 'visible' || boxed(one.parentElement))
    const out = [...document.querySelectorAll('main *, .md-footer *, .md-header *')].filter(one =>
        one.checkVisibility({opacityProperty: true}) && one.getBoundingClientRect().right > room + 1 && !boxed(one.parentElement))
    const cut = [...document.querySelectorAll('main .repair-table')].filter(one => one.scrollWidth > one.clientWidth + 1)
    return [document.documentElement.scrollWidth > room, ...[...out, ...cut].map(one => one.outerHTML.slice(0, 80))]
}"""
MOVING = """() => [...document.querySelectorAll('*'), ...document.getAnimations()].filter(one => {
    if (one instanceof Animation) return one.effect.getComputedTiming().endTime > 20
    const style = getComputedStyle(one)
    const longest = list => Math.max(...list.split(',').map(parseFloat))
    return longest(style.transitionDuration) > 0.02
        || style.animationName !== 'none' && longest(style.animationDuration) > 0.02
}).map(one => one.className || one.tagName || String(one))"""


@pytest.mark.shared_page
def test_every_page_in_narrow_windows(visit: Visit, built: Path) -> None:
    """At 200 % of a 1280 px window, and at 320 px, every page fits its width, and requests nothing of other origins."""
    wide = {}
    for url in [*addresses(built), "404.html", "ja/404.html"]:
        page = visit.open(page=url)
        for width in (640, 320):
            page.set_viewport_size({"width": width, "height": 512})
            scrolls, *out = page.evaluate(WIDER)
            if scrolls or out:
                wide[url, width] = (scrolls, out)

    assert wide == {}
    assert len(visit.requests) > 20
    assert (visit.foreign_requests, visit.console, visit.context.cookies()) == ([], [], [])


@pytest.mark.shared_page
@pytest.mark.parametrize(("language", "width"), in_turns([("en", 320), ("ja", 640)], 2))
def test_everything_can_be_used_in_a_narrow_window(visit: Visit, language: str, width: int) -> None:
    """Form, answer, navigation and search work at 200 % and at 320 px, and nothing is cut off."""
    visit.page.set_viewport_size({"width": width, "height": 512})
    page = visit.open(language)
    estimator_form.fill(Chromium(page), {
        "asked": "2026-05-20", "arrives": "2026-07-10",
        "items": [{"material": "gold-plated", "services": {"refinish": 1, "stone": 3}},
                  {"material": "silver", "services": {"clean": 1}}],
    })  # fmt: skip
    estimator_page.press(page)

    assert estimator_page.shown(page)["total"] == estimator_page.CLEANED[language]
    assert page.evaluate(WIDER) == [False]

    search_for(page, {"en": "holiday", "ja": "お盆"}[language])
    page.keyboard.press("Escape")
    page.click(".md-header__button[for=__drawer]")
    page.click('.md-nav--primary a[href$="/fees/"]')
    page.wait_for_url("**/fees/")
    assert page.locator("#price-list").is_visible()


@pytest.mark.shared_page
def test_less_motion(visit: Visit) -> None:
    """Where less motion is asked for, no transition or animation lasts longer than 20 ms, and the estimator answers."""
    visit.page.emulate_media(reduced_motion="reduce")
    page = visit.open()
    page.click("#estimate-submit")
    page.wait_for_selector(estimator_page.ANSWERED)
    moving = page.evaluate(MOVING)
    page.keyboard.press("/")
    page.wait_for_selector(".md-search__input:focus")

    assert moving == []
    assert page.evaluate(MOVING) == []
    assert page.evaluate("getComputedStyle(document.documentElement).scrollBehavior") == "auto"
