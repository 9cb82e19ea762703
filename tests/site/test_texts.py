"""Texts of the pages, the answers and the policy: typography of both languages."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from pages.line_breaks import with_words_unbroken

PROJECT = Path(__file__).parents[2]
FILES = (
    "estimator/policy.toml",
    "estimator/answers/answer_texts.toml",
    "site/pages/page_texts.toml",
    "site/pages/shell_texts.toml",
    "site/drawings/names.toml",
)
MARKUP = re.compile(r"\{\{.*?\}\}|\{[^{}]*\}|\]\([^)]*\)|<[^>]*>|`[^`]*`")
READERS = ("estimator/**/*.py", "site/pages/*.py", "site/shell/*.js", "docs/*/*.md")
JAPANESE = re.compile("[ぁ-んァ-ヶ一-龥（）：、，]")
WITHOUT_WORDS = re.compile(r"(\{\w+\}|\W|x)*")
"""Fields, punctuation and the x of a count."""
KEY = r"[a-z][a-z0-9-]*"


def labels(value: Any, path: str) -> Iterator[tuple[str, dict[str, str]]]:
    """Yield each text in two languages below `value`, with its path."""
    if isinstance(value, dict) and set(value) == {"en", "ja"}:
        texts = {key: one if isinstance(one, str) else "; ".join(one) for key, one in value.items()}
        yield path, texts
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            yield from labels(inner, f"{path}[{index}]")
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield from labels(inner, f"{path}.{key}")


def all_labels() -> list[tuple[str, dict[str, str]]]:
    """Return every text of the TOML files, with file and path."""
    return [
        one for file in FILES
        for one in labels(tomllib.loads((PROJECT / file).read_text(encoding="utf-8")), file)
    ]  # fmt: skip


def japanese_texts() -> list[tuple[str, str]]:
    """Return every Japanese text and every line of the Japanese pages, without markup."""
    pages = [
        (f"{path.name}:{number}", line)
        for path in sorted((PROJECT / "docs" / "ja").glob("*.md"))
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
    ]
    texts = [(where, label["ja"]) for where, label in all_labels()]
    return [(where, MARKUP.sub("", text)) for where, text in [*texts, *pages]]


@pytest.mark.parametrize("file", FILES[1:])
def test_every_text_is_in_both_languages(file: str) -> None:
    """Every text has an English and a Japanese version, with the same fields where it is no day."""
    wrong = [
        key
        for key, text in tomllib.loads((PROJECT / file).read_text(encoding="utf-8")).items()
        if set(text) != {"en", "ja"}
        or JAPANESE.search(text["en"])
        or not (JAPANESE.search(text["ja"]) or WITHOUT_WORDS.fullmatch(text["ja"]))
        or (not key.startswith("day") and fields(text["en"]) != fields(text["ja"]))
    ]

    assert [] == wrong


def fields(text: str) -> set[str]:
    """Return the names of the fields of a text."""
    return set(re.findall(r"\{(\w+)\}", text))


def test_every_text_is_read() -> None:
    """Each key of the TOML files is in the code or on a page, also as `failed-${reason}`."""
    read = "\n".join(
        path.read_text(encoding="utf-8") for each in READERS for path in PROJECT.glob(each)
    )
    words = set(re.findall(rf"(?<![\w-]){KEY}(?![\w-])", read))
    patterns = [
        re.compile(re.sub(r"\$?\{[^{}]*\}", KEY, text))
        for text in set(re.findall(r"[\"'`]((?:[a-z-]|\$?\{[^{}\s]*\})+)[\"'`]", read))
        if "{" in text and re.search(r"[a-z]-|-[a-z]", re.sub(r"\{[^{}]*\}", "", text))
    ]
    texts = FILES[
        1:4
    ]  # policy.toml refuses what it does not know; drawings have a test of their own

    assert [] == [
        f"{file}: {key}"
        for file in texts
        for key in tomllib.loads((PROJECT / file).read_text(encoding="utf-8"))
        if key not in words and not any(pattern.fullmatch(key) for pattern in patterns)
    ]


def test_brackets_of_japanese_texts_are_full_width() -> None:
    """No Japanese text mixes half-width brackets with its own."""
    texts = japanese_texts()

    assert len(texts) > 500
    assert [] == [(where, text) for where, text in texts if re.search(r"[()]", text)]


def test_no_line_ends_inside_certain_words() -> None:
    """Katakana words and the words for open and closed are marked once, in text only, in the article only."""
    page = (
        '<title>ゴールデンウィーク</title><article><h1 title="営業日">ゴールデンウィーク</h1>'
        "<option>シルバー</option><script>営業日</script><p>暦どおり営業、見積シミュレーター</p></article>営業日"
    )
    marked = with_words_unbroken(page)

    assert ["ゴールデンウィーク", "営業", "シミュレーター"] == re.findall(
        r'<span class="word">(.*?)</span>', marked
    )
    assert page == re.sub(r"</?span[^>]*>", "", marked)


def test_things_are_given_back_and_people_return() -> None:
    """Pieces are お返し; お戻り is said of people."""
    assert [] == [where for where, text in japanese_texts() if re.search("お戻[りし]", text)]
