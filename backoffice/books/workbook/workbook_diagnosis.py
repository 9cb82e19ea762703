"""What the doctor checks of a workbook: who has it open, and copies beside it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from unicodedata import normalize

from backoffice.books.diagnosis import Check, Diagnosis
from estimator.policy.label import Label

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


class WorkbookDiagnosis(Diagnosis):
    """The checks of a book in a file, of which `write_blocker` returns who has it open."""

    def __init__(self, path: Path, write_blocker: Callable[[], Label | None]) -> None:
        self._path = path
        self._write_blocker = write_blocker

    def after_reading(self) -> Iterator[Check]:
        """Yield whether another program has it open, and which files look like copies of it."""
        blocker = self._write_blocker()
        yield Check(subject="open", ok=blocker is None, outcome=blocker or "open-ok")
        if copies := [path.name for path in copies_beside(self._path)]:
            values = {"book": self._path.name, "copies": copies}
            yield Check(subject="copies", ok=False, outcome="copies-bad", values=values)


def copies_beside(book: Path) -> list[Path]:
    """Return the files beside `book` whose names say that they are copies: work may go on in a wrong one.

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
