"""Where search leads: every word to one heading that exists."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from pages.search_index import SYMPTOMS, leads


@pytest.mark.parametrize(("language", "folder"), [("en", ""), ("ja", "ja/")])
def test_every_word_leads_to_a_heading(site: Path, language: str, folder: str) -> None:
    """Each place is in the index of the built site, in the language of the word."""
    index = json.loads((site / "search" / "search_index.json").read_text(encoding="utf-8"))
    locations = {doc["location"] for doc in index["docs"]}
    found = leads(language, folder, locations)

    assert len(found) > 100
    assert set(found.values()) <= {place for place in locations if place.startswith(folder)}


def test_a_place_that_is_no_heading_is_refused() -> None:
    """The word and its place are named."""
    with pytest.raises(ValueError, match="“stone fell out” leads to what-happened/#stone-out"):
        leads("en", "", {SYMPTOMS})


def test_a_language_that_is_not_built_yet_leads_nowhere() -> None:
    """Languages are built one after the other; the index of the first lacks the second."""
    assert {} == leads("ja", "ja/", {SYMPTOMS})
