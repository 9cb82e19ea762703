"""The texts of answers: both languages, the same fields, none without use."""

from __future__ import annotations

import re
from pathlib import Path

from estimator.answers.answer_texts import FILE, all_texts

PROJECT = Path(__file__).parents[3]
JAPANESE = re.compile("[ぁ-んァ-ヶ一-龥（）：]")
WITHOUT_WORDS = re.compile(r"(\{\w+\}|\W|x)*")
"""Fields, punctuation and the x of a count."""
BUILT = re.compile(
    r"^(problem|field|event|clock|signs|digits)-|^(copy|link|calendar|print|yes|no|not-sure|know)$"
)
"""Keys that the code puts together, or has as a list."""


def test_every_text_is_in_both_languages() -> None:
    """Every text has an English and a Japanese version with the same fields."""
    wrong = [
        key
        for key, text in all_texts().items()
        if set(text) != {"en", "ja"} or JAPANESE.search(text["en"])
        or not (JAPANESE.search(text["ja"]) or WITHOUT_WORDS.fullmatch(text["ja"]))
        or (key not in {"day", "day-of-month"} and fields(text["en"]) != fields(text["ja"]))
    ]  # fmt: skip

    assert wrong == []


def fields(text: str) -> set[str]:
    """Return the names of the fields of a text."""
    return set(re.findall(r"\{(\w+)\}", text))


def test_every_text_is_used() -> None:
    """Every text is named by the code of the estimator or of the pages."""
    sources = [*FILE.parent.glob("*.py"), *(PROJECT / "site" / "pages").glob("*.py")]
    code = "".join(path.read_text(encoding="utf-8") for path in sources)

    keys = {key.removesuffix("-exempt") for key in all_texts()}
    assert [] == [key for key in keys if f'"{key}"' not in code and not BUILT.match(key)]
