"""Text wrapped to a width, Japanese too: its letters take two columns and it has no spaces."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from unicodedata import east_asian_width

_UNBROKEN = re.compile(
    r"[「（(]*(?:[^\s\u3000-\u9fff\uff00-\uff60]+[円年月日]?|.)[、。：」）)…]*\s*", re.DOTALL
)
_CONTROLS = re.compile(r"[\x00-\x1f\x7f-\x9f]")
_NO_WIDTH = re.compile(
    r"[\u0300-\u036f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u20d0-\u20ff\u3099\u309a\ufe00-\ufe0f\ufeff]"
)  # all such marks, asked for letter by letter, took as long as the rest of a table


@lru_cache(1000)  # a table asks for each text three times
def display_width(text: str) -> int:
    """Return how many columns `text` takes on a terminal.

    >>> display_width("--yes"), display_width("実行")
    (5, 4)
    """
    if text.isascii():
        return len(text)
    return sum(2 if east_asian_width(each) in "WF" else 1 for each in _NO_WIDTH.sub("", text))


def one_line(text: str) -> str:
    r"""Return `text` without line breaks, and without what would steer a terminal.

    >>> one_line("a  ring\nof \x1b[31mgold")
    'a ring of [31mgold'
    """
    return " ".join((text if text.isprintable() else _CONTROLS.sub(" ", text)).split())


def wrapped(text: str, width: int) -> Iterator[str]:
    """Yield `text` in lines of at most `width` columns.

    Words, paths, amounts and closing marks stay together; what alone is wider than a line gets its own.

    >>> list(wrapped("2026-05 の便で送りました。", 12))
    ['2026-05 の便', 'で送りまし', 'た。']
    >>> list(wrapped("記入：terms.fee、「--yes」", 16))
    ['記入：', 'terms.fee、', '「--yes」']
    >>> list(wrapped("2,310円〜4,290円", 14))
    ['2,310円〜', '4,290円']
    """
    line, text = "", one_line(text)
    for piece in _UNBROKEN.findall(text) if display_width(text) > width else [text]:
        if line and display_width(line) + display_width(piece.rstrip()) > width:
            yield line.rstrip()
            line = ""
        line += piece
    if line:
        yield line.rstrip()
