"""Text in lines of a given width, Japanese too: its letters take two columns and it has no spaces."""

from __future__ import annotations

import re
from collections.abc import Iterator
from unicodedata import east_asian_width

_UNBROKEN = re.compile(r"[^\s\u3000-\u9fff\uff00-\uff60]+\s*|[「(]*.[、。」)…]*", re.DOTALL)


def columns_of(text: str) -> int:
    """Return how many columns `text` takes on a terminal.

    >>> columns_of("--yes"), columns_of("実行")
    (5, 4)
    """
    return sum(2 if east_asian_width(letter) in "WF" else 1 for letter in text)


def broken(text: str, width: int) -> Iterator[str]:
    """Yield `text` in lines of at most `width` columns.

    Words, paths and closing marks stay together; what alone is wider than a line gets its own.

    >>> list(broken("2026-05 の便で送りました。", 12))
    ['2026-05 の便', 'で送りまし', 'た。']
    """
    line = ""
    for piece in _UNBROKEN.findall(" ".join(text.split())):
        if line and columns_of(line) + columns_of(piece.rstrip()) > width:
            yield line.rstrip()
            line = ""
        line += piece
    if line:
        yield line.rstrip()
