"""Texts in addresses and in the search field are never parsed, and no page requests other origins."""

from __future__ import annotations

import pytest

from tests.browser import estimator_page
from tests.browser.conftest import LANGUAGES, Visit
from tests.browser.navigation import search_for

pytestmark = pytest.mark.shared_page

INJECTED = '<img src=x onerror="document.title=1">'


@LANGUAGES
def test_texts_in_a_link_are_dropped(visit: Visit, language: str) -> None:
    """Text in the hash that the form does not offer makes a damaged link, and no part of the page."""
    page = visit.page
    for choice in (
        f"#arrives=2026-06-01&piece={INJECTED},not-sure,clean",
        "#arrives=2026-06-01&piece=silver,not-sure,<script>document.title=1</script>",
        '#asked="><script>document.title=1</script>&arrives=2026-06-01&piece=silver,not-sure,clean',
        "#arrives=2026-06-01&piece=silver,not-sure,__proto__,constructor:3,clean",
    ):
        visit.open(language, choice)
        page.wait_for_selector("#estimate-status .estimator-failed")
        assert page.locator("main img, #estimator script, [onerror]").count() == 0
        assert "<" not in page.inner_text("main")
    page.select_option("#items-0-material", "silver")
    page.uncheck("#items-0-services-refinish")
    page.check("#items-0-services-clean")
    estimator_page.press(page)

    assert estimator_page.shown(page)["total"] == {"en": "from ¥1,320", "ja": "1,320円〜"}[language]
    assert (
        page.title()
        == {
            "en": "Estimator – Aujour Repairs",
            "ja": "見積シミュレーター – Aujour 修理",
        }[language]
    )
    assert page.locator("main img, #estimator script, [onerror]").count() == 0
    assert "document.title" not in page.inner_html("main")
    assert "<" not in page.inner_text("main")
    assert "asked=2026-05-20&arrives=2026-0" in page.url
    assert page.url.endswith("&piece=silver,not-sure,clean")
    assert (visit.foreign_requests, visit.violations) == ([], [])


def test_search_words_are_text(visit: Visit) -> None:
    """Words in the search field, typed or from an address, are not parsed as HTML."""
    page = visit.open(page=f"?q={INJECTED} plating")
    search_for(page, f"{INJECTED} plating")

    assert page.locator("main img, .md-search img, [onerror]").count() == 0
    assert page.title() == "Aujour Repairs"
    assert (visit.foreign_requests, visit.violations) == ([], [])
