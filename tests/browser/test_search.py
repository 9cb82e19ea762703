"""Search finds what people type, and leads to a place that holds it."""

from __future__ import annotations

import pytest

from tests.browser.conftest import Visit
from tests.browser.navigation import FOUND, search_for


@pytest.mark.parametrize(("language", "words"), [
    ("ja", "再メッキ"), ("ja", "石留め"), ("ja", "ロウ付け"), ("ja", "お盆"), ("ja", "18金 メッキ"),
    ("en", "plating"), ("en", "holiday"), ("en", "New Year"),
])  # fmt: skip
def test_what_is_found_holds_the_words(visit: Visit, language: str, words: str) -> None:
    """Each result stays in the language, and the first three lead to pages that hold every word."""
    page = visit.open(language, page="privacy/")
    found = search_for(page, words)
    folder = f"{visit.server.address}/{'ja/' if language == 'ja' else ''}"

    assert found
    assert all(link.startswith(folder) for link in found)
    assert language == "ja" or not any("/ja/" in link for link in found)
    for link in found[:3]:
        page.goto(link)
        text = page.inner_text("article").casefold()
        assert [word for word in words.casefold().split() if word not in text] == []


@pytest.mark.parametrize(
    ("language", "sentence"),
    [("en", "No matching documents"), ("ja", "何も見つかりませんでした")],
)
def test_what_is_not_there_is_not_found(visit: Visit, language: str, sentence: str) -> None:
    """Words that no page holds are answered in a sentence, not with something else."""
    page = visit.open(language, page="")
    page.click(".md-search__input")
    page.fill(".md-search__input", {"en": "submarine", "ja": "潜水艦"}[language])
    page.get_by_text(sentence).wait_for()

    assert page.locator(FOUND).count() == 0
