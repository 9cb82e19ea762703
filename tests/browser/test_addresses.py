"""What an address can bring along stays text, and no page asks anybody else for anything."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.browser import estimator_page
from tests.browser.conftest import Visit
from tests.browser.navigation import addresses, search_for

INJECTED = '<img src=x onerror="document.title=1">'


@pytest.mark.parametrize("choice", [
    f"#arrives=2026-06-01&piece={INJECTED},not-sure,clean",
    "#arrives=2026-06-01&piece=silver,not-sure,<script>document.title=1</script>",
    '#asked="><script>document.title=1</script>&arrives=2026-06-01&piece=silver,not-sure,clean',
    "#arrives=2026-06-01&piece=silver,not-sure,__proto__,constructor:3,clean",
])  # fmt: skip
@pytest.mark.parametrize("language", ["en", "ja"])
def test_what_a_link_injects_stays_out(visit: Visit, choice: str, language: str) -> None:
    """Text in the hash that the form does not offer is dropped, and never becomes a part of the page."""
    page = visit.open(language, choice)
    page.wait_for_selector("html[data-estimator=ready]")
    page.select_option("#items-0-material", "silver")
    page.uncheck("#items-0-services-refinish")
    page.check("#items-0-services-clean")
    estimator_page.press(page)

    assert estimator_page.shown(page)["total"] == {"en": "from ¥1,320", "ja": "1,320円〜"}[language]
    assert (
        page.title()
        == {
            "en": "Estimator – Aujour Repairs",
            "ja": "見積シミュレーター – オージュール 修理のご案内",
        }[language]
    )
    assert page.locator("main img, #estimator script, [onerror]").count() == 0
    assert "document.title" not in page.inner_html("main")
    assert "<" not in page.inner_text("main")
    assert "#asked=2026-05-20&arrives=2026-0" in page.url
    assert page.url.endswith("&piece=silver,not-sure,clean")
    assert (visit.foreign_requests, visit.violations) == ([], [])


def test_what_is_looked_for_stays_text(visit: Visit) -> None:
    """Words in the search field, typed or brought by an address, are never parsed."""
    page = visit.open(page=f"?q={INJECTED} plating")
    search_for(page, f"{INJECTED} plating")

    assert page.locator("main img, .md-search img, [onerror]").count() == 0
    assert page.title() == "Aujour Repairs"
    assert (visit.foreign_requests, visit.violations) == ([], [])


def test_no_page_asks_anybody_else(visit: Visit, built: Path) -> None:
    """Each page in both languages, searched and switched to dark, stays within its own origin and policy."""
    for place in [*addresses(built), "404.html", "ja/404.html"]:
        page = visit.open(page=place)
        search_for(page, "メッキ" if place.startswith("ja/") else "plating")
        page.keyboard.press("Escape")
        page.locator("[data-md-component=palette] label:visible").click()
        page.wait_for_selector("body[data-md-color-scheme=slate]")
        page.evaluate("localStorage.clear()")

    assert len(visit.requests) > 20
    assert visit.context.cookies() == []
    assert (visit.foreign_requests, visit.console) == ([], [])
