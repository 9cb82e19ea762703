"""The search: results contain the words, in the language of the page."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from tests.browser import estimator_page
from tests.browser.conftest import Visit
from tests.browser.navigation import FOUND, search_for

pytestmark = pytest.mark.shared_page


def found_anew(page: Page, words: str) -> list[str]:
    """Return the addresses of the results for `words`, none of them of the search before."""
    page.fill(".md-search__input", "")
    page.wait_for_selector(FOUND, state="detached")
    return search_for(page, words)


LEADS = {
    "en": {
        "tarnish": "what-happened/#turned-dark", "turned black": "what-happened/#turned-dark",
        "replating": "what-happened/#gold-worn", "stone fell out": "what-happened/#stone-out",
        "resize": "what-happened/#ring-size", "ring size": "what-happened/#ring-size",
        "shipping": "packing/#post", "insurance": "packing/#post", "refund": "questions/#returns",
        "warranty": "questions/#warranty", "abroad": "questions/#abroad", "payment": "questions/#payment",
        "cancel": "questions/#cancel", "status": "questions/#status",
        "My ring is TARNISHED": "what-happened/#turned-dark", "warr": "questions/#warranty", "New Year": "questions/",
    },
    "ja": {
        "18K": "what-happened/#gold-worn", "１８ｋ": "what-happened/#gold-worn",
        "黒ずみ": "what-happened/#turned-dark", "変色": "what-happened/#turned-dark",
        "石が取れた": "what-happened/#stone-out", "サイズ直し": "what-happened/#ring-size",
        "値段": "fees/#price-list", "メッキ剥がれ": "what-happened/#gold-worn",
        "ピアス": "what-happened/#part-off", "キャンセル": "questions/#cancel",
        "壊れた": "what-happened/#something-else", "保証": "questions/#warranty",
        "返品": "questions/#returns", "指輪の石が取れた": "what-happened/#stone-out", "18金 メッキ": "what-happened/#gold-worn", "お盆": "time/",
    },
}  # fmt: skip
"""What people type, and the place that comes first."""


@pytest.mark.parametrize("language", LEADS)
def test_words_lead_to_the_right_place(visit: Visit, language: str) -> None:
    """The first result of each word is the place for it, in the page's language, and has text."""
    page = visit.open(language, page="privacy/")
    folder = f"{visit.server.address}/{'ja/' if language == 'ja' else ''}"
    first = {}
    for word in LEADS[language]:
        found = found_anew(page, word)
        assert all(link.startswith(folder) for link in found)
        assert language == "ja" or not any("/ja/" in link for link in found)
        first[word] = found[0].removeprefix(folder)

    assert LEADS[language] == first
    assert (visit.foreign_requests, visit.console) == ([], [])


def test_whole_words_are_marked(visit: Visit) -> None:
    """A Japanese word is marked as it was typed; no single kana is, in any result."""
    page = visit.open("ja", page="privacy/")
    for words, expected in (("石留め", {"石留め"}), ("石が外れた", set()), ("の", set())):
        found_anew(page, words)
        assert expected == set(page.locator(f"{FOUND} mark").all_text_contents())


@pytest.mark.parametrize(
    ("language", "sentence"),
    [("en", "No matching documents"), ("ja", "何も見つかりませんでした")],
)
def test_no_results(visit: Visit, language: str, sentence: str) -> None:
    """Words that no page contains give a sentence and no results."""
    page = visit.open(language, page="")
    page.click(".md-search__input")
    page.fill(".md-search__input", {"en": "submarine", "ja": "潜水艦"}[language])
    page.get_by_text(sentence).wait_for()

    assert page.locator(FOUND).count() == 0


@pytest.mark.own_page
def test_without_storage(visit: Visit) -> None:
    """Where the browser refuses its storage, in any way, search and the estimator work."""
    for refusal in (
        "get() { throw new DOMException('denied', 'SecurityError') }",
        "get() { return null }",
        "value: { getItem() { throw new DOMException('denied', 'SecurityError') } }",
    ):
        page = visit.page = visit.another_page()
        for name in ("localStorage", "sessionStorage"):
            page.add_init_script(
                f"Object.defineProperty(window, '{name}', {{configurable: true, {refusal}}})"
            )
        visit.open(page="privacy/")

        page.click("label[title='Switch to dark mode']")
        page.wait_for_selector("body[data-md-color-scheme=slate]")
        assert search_for(page, "plating")
        visit.open("en", "#arrives=2026-06-01&piece=silver,not-sure,clean")
        page.wait_for_selector(estimator_page.ANSWERED)
        assert visit.violations == []
        page.close()
