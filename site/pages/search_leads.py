"""Where search leads first: the words of symptoms, and those of `search_words.toml`."""

from __future__ import annotations

import tomllib
import unicodedata
from collections.abc import Collection, Iterator
from pathlib import Path

from estimator.policy.file import load_policy

WORDS = Path(__file__).with_name("search_words.toml")
SYMPTOMS = "what-happened/"
"""The page of symptoms, whose headings are their codes."""


def leads(language: str, folder: str, locations: Collection[str]) -> dict[str, str]:
    """Return the place that each word leads to; nothing while the language is not in the search index.

    Raises:
        ValueError: If a place is not in the index, or a word leads to two places.
    """
    found: dict[str, str] = {}
    if folder + SYMPTOMS not in locations:
        return found
    for word, address in _written(language):
        key, location = as_typed(word), folder + address
        if location not in locations:
            raise ValueError(
                f"search: “{word}” leads to {location}, which is no heading. Correct it."
            )
        if found.setdefault(key, location) != location:
            raise ValueError(f"search: “{word}” leads to {found[key]} and {location}. Leave one.")
    return found


def as_typed(word: str) -> str:
    """Return a word as the worker compares it: full width, capitals and spaces do not matter.

    >>> as_typed("１８Ｋ  Gold")
    '18k gold'
    """
    return " ".join(unicodedata.normalize("NFKC", word).lower().split())


def _written(language: str) -> Iterator[tuple[str, str]]:
    policy = load_policy().undated
    for symptom in policy.symptoms:
        for word in symptom.words[language]:
            yield word, f"{SYMPTOMS}#{symptom.code}"
    for lead in tomllib.loads(WORDS.read_text(encoding="utf-8"))["lead"]:
        if "only" in lead and not policy.promises_any(*lead["only"]):
            continue  # the owner declined what the place says
        for word in lead[language]:
            yield word, lead["to"]
