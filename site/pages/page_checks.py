"""Finds words that a page says twice, beside a marker or one after the other, and headings that change from day to day."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pages.hardcoded_values import IDS_AND_LINKS
from pages.markers import MARKER, PageProblem, expand
from pages.page_context import PageContext
from pages.periods import as_built

TWICE = re.compile(
    r"\b(?P<word>[A-Za-z]{2,}) (?P=word)\b"
    r"|(?P<noun>[一-龥ァ-ヺー]+)[がをはにの](?P=noun)[がをはにの]"
    r"|(?P<name>[一-龥ァ-ヺー]{2,})(?P=name)",
    re.IGNORECASE,
)
SHORTEST = 2
"""Characters that a marker and the text beside it may share by chance, less one."""


def check_doubled(text: str, context: PageContext, file: str) -> list[PageProblem]:
    """Return a problem for each word that a line of a page says twice, its markers filled in."""
    return [
        PageProblem(file, number, f"“{word}” is said twice. Leave one.")
        for number, line in enumerate(text.split("\n"), 1)
        for word in _doubled(IDS_AND_LINKS.sub("]", line), context)
    ]


def check_headings(text: str, context: PageContext, file: str) -> list[PageProblem]:
    """Return a problem for each heading whose text is true for a time only: a table of contents would have all of its texts."""
    message = "a heading cannot change from day to day. Name the day in the text below it."
    return [
        PageProblem(file, number, message)
        for number, line in enumerate(text.split("\n"), 1)
        if line.startswith("#") and " data-from=" in expand(line, context, file)[0]
    ]


def _doubled(line: str, context: PageContext) -> Iterator[str]:
    typed = MARKER.split(line)[::2]
    filled = [_filled(f"{{{{{marker}}}}}", context) for marker in MARKER.split(line)[1::2]]
    for at, value in enumerate(filled):
        yield from _shared(typed[at].rstrip(), value)
        yield from _shared(value, typed[at + 1].lstrip())
        if re.search(r"\d", value) and any(_has(other, value) for other in filled):
            yield value
    written = "".join(one + value for one, value in zip(typed, [*filled, ""], strict=True))
    yield from (match[0] for match in TWICE.finditer(written))


def _has(text: str, value: str) -> bool:
    """Return whether a longer text says `value`; a month in a day is not said twice."""
    return value != text and bool(re.search(rf"(?<!\d ){re.escape(value)}(?!\d)", text))


def _filled(marker: str, context: PageContext) -> str:
    """Return what replaces a marker; tables and drawings say nothing that could be doubled."""
    value, problems = expand(marker, context, "")
    value = as_built(value)
    return "" if problems or value.startswith("<") else value


def _shared(before: str, after: str) -> Iterator[str]:
    """Yield the longest word that ends `before` and begins `after`."""
    for length in range(min(len(before), len(after)), SHORTEST - 1, -1):
        end = before[-length:]
        edge = before[-length - 1 : -length] + " "
        if end.casefold() == after[:length].casefold() and end.strip(" .,:;*)）。、") == end:
            if end.isascii() and (edge[0].isalnum() or after[length : length + 1].isalnum()):
                continue
            yield end
            return
