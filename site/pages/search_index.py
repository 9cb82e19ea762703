"""Makes Japanese searchable: index and query are both split into single characters.

The theme segments the index but not the query, so 再メッキ or 石留め match nothing.  Here a zero-width
space is put on both sides of each Japanese character of the index; the worker in `search_worker.js`
rewrites queries the same way and then loads the theme's own worker.  It leads first where the words of symptoms
and those of `search_words.toml` say.
"""

from __future__ import annotations

import json
import re
import tomllib
import unicodedata
from collections.abc import Collection, Iterator
from pathlib import Path

from estimator.policy.file import load_policy
from estimator.policy.label import Language

ZERO_WIDTH = "\u200b"
JAPANESE = re.compile("([々〆〇ぁ-ゖァ-ヺー\u3400-\u9fff\uf900-\ufaff])")
SEPARATOR = r"[\s\u200b\-–—:;,.!?=()\[\]\"'“”/・、。〜「」()]+"
WORKER = Path(__file__).with_name("search_worker.js")
WORKERS = Path("assets", "javascripts", "workers")
WORDS = Path(__file__).with_name("search_words.toml")
SYMPTOMS = "what-happened/"
"""The page of symptoms, whose headings are their codes."""


def repair_search(site: Path) -> None:
    """Rewrite the search index of `site` and write one search worker per language."""
    index = site / "search" / "search_index.json"
    locations: set[str] = set()
    if index.exists():
        contents = json.loads(index.read_text(encoding="utf-8"))
        locations = {doc["location"] for doc in contents["docs"]}
        text = json.dumps(repaired(contents), ensure_ascii=False, separators=(",", ":"))
        index.write_text(text, encoding="utf-8")
    if not (theirs := theme_worker(site)):
        return
    source = WORKER.read_text(encoding="utf-8")
    for language in Language:
        others = [] if language is Language.JA else [Language.JA]
        folder = "" if language is Language.EN else f"{language}/"
        words = leads(language, folder, locations)
        written = source.replace("THEIRS", theirs.name).replace("FOLDER", folder)
        written = written.replace("['OTHERS']", json.dumps(others))
        written = written.replace("'LEADS'", json.dumps(json.dumps(words, ensure_ascii=False)))
        (site / worker_for(language)).write_text(written, encoding="utf-8")


def repaired(index: dict[str, object]) -> dict[str, object]:
    """Return a search index with its Japanese split into single characters."""
    docs: list[dict[str, object]] = index["docs"]  # type: ignore[assignment]
    config = {"lang": ["en"], "separator": SEPARATOR, "pipeline": []}
    split = [
        {
            key: split_japanese(value) if key in {"title", "text"} else value
            for key, value in doc.items()
        }
        for doc in docs
    ]
    return {**index, "config": {**index["config"], **config}, "docs": split}  # type: ignore[dict-item]


def split_japanese(text: object) -> str:
    """Return `text` with a zero-width space on both sides of each Japanese character.

    >>> split_japanese("18金の輪").split("\u200b")
    ['18', '金', 'の', '輪']
    """
    joined = str(text).replace(ZERO_WIDTH, "")
    split = JAPANESE.sub(rf"{ZERO_WIDTH}\1{ZERO_WIDTH}", joined)
    return re.sub(f"{ZERO_WIDTH}+", ZERO_WIDTH, split).strip(ZERO_WIDTH)


def theme_worker(site: Path) -> Path | None:
    """Return the theme's own search worker."""
    return next((site / WORKERS).glob("search.*.min.js"), None)


def worker_for(language: str) -> Path:
    """Return the path of the worker of one language."""
    return WORKERS / f"search-{language}.js"


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
