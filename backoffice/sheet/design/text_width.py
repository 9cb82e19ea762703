"""Estimated size of text in a cell; programs and fonts differ."""

from __future__ import annotations

from math import ceil
from unicodedata import east_asian_width

from backoffice.sheet.headings import Column, Kind

WRAPS_FROM = 44
"""Minimum width in characters of text columns that wrap long text."""

_LEAST = {Kind.DATE: 16, Kind.YEN: 17}


def wraps(column: Column) -> bool:
    """Return whether `column` wraps long text."""
    return column.kind is Kind.TEXT and column.width >= WRAPS_FROM and not column.hidden


def width_of(column: Column) -> int:
    """Return the width of `column` in characters.

    Columns are at least as wide as a date with its day of the week, an amount with its heading, and
    the longest word of the heading; the sign of a service goes with the word behind it.
    """
    heading = column.label.en.replace(f"{column.sign} ", column.sign + "_", 1)
    least = max(len(word) for word in heading.split()) + 4
    return max(column.width, least, _LEAST.get(column.kind, 0))


def lines_of(text: str, width: float) -> int:
    """Return how many lines `text` takes in a column of `width` characters, without breaking words.

    >>> lines_of("to the workshop", 10), lines_of("工房へ送る", 6)
    (2, 2)
    """
    if len(text) * (1 if text.isascii() else 2) <= width and "\n" not in text:
        return 1
    return sum(_wrapped(line, width) for line in text.split("\n"))


def _wrapped(text: str, width: float) -> int:
    lines, filled = 1, 0
    for word in _words(text):
        wide = sum(2 if east_asian_width(letter) in "WFA" else 1 for letter in word)
        if filled and filled + wide - word.endswith(" ") > width:
            lines, filled = lines + 1, 0
        if wide > width:
            lines += ceil(wide / width) - 1
        filled += wide
    return lines


def _words(text: str) -> list[str]:
    """Return the units that wrapping does not break: words with their space, single Japanese letters."""
    words, word = [], ""
    for letter in text:
        word += letter
        if letter == " " or east_asian_width(letter) in "WF":
            words.append(word)
            word = ""
    return [*words, word]
