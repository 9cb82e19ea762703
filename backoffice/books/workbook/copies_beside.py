"""Files beside a workbook whose names say that they are copies of it: work may go on in the wrong one."""

from __future__ import annotations

import re
from pathlib import Path
from unicodedata import normalize

_BEFORE = re.compile(r"(copy of |コピー ?[~〜-] ?)")
_AFTER = re.compile(
    r" ?[(\[].*[)\]]"  # (2), (Hanako's conflicted copy 2026-06-30), (競合コピー), [Conflict]
    r"|~[\w-]+"  # ~20260630, as programs that keep versions add it
    r"|-[\w-]+"  # the name of a computer, as OneDrive adds it
    r"| \d+"
    r"| ?- ?(copy|コピー)( ?\(\d+\))?"
    r"|( copy| ?のコピー)( ?\(?\d+\)?)?"
    r"|[ ._-]*(sync-conflict|conflict|競合).*"
)


def copies_beside(book: Path) -> list[Path]:
    """Return the files beside `book` that look like copies of it.

    Raises:
        OSError: If its folder cannot be listed.
    """
    stem = _folded(book.stem)
    return [
        path
        for path in sorted(book.parent.iterdir())
        if path.suffix.casefold() == book.suffix.casefold() and _is_copy(_folded(path.stem), stem)
    ]


def _is_copy(name: str, stem: str) -> bool:
    if name.endswith(stem) and _BEFORE.fullmatch(name.removesuffix(stem)):
        return True
    return name.startswith(stem) and bool(_AFTER.fullmatch(name.removeprefix(stem)))


def _folded(text: str) -> str:
    """Return `text` without what people do not see: width, case, composition."""
    return normalize("NFKC", text).casefold()
