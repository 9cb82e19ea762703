"""Earlier states of a workbook, kept in a folder beside it."""

from __future__ import annotations

import hashlib
import os
import re
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

from backoffice.books.atomic_files import flush_folder, remove_all_leftovers, written_beside

KEPT = 30
"""Number of earlier states to keep."""

_LONGEST_STEM = 96
"""Bytes of the book's name in that of a state: some drives take no name of more than 143."""


def versions_folder(book: Path) -> Path:
    """Return the folder of earlier states of `book`."""
    return book.with_name(f"{book.stem}.versions")


def versions_of(book: Path) -> list[Path]:
    """Return the earlier states of `book`, the oldest first; no other file of the folder."""
    return sorted(path for path in versions_folder(book).glob("*.xlsx") if _name(path))


def _name(path: Path) -> re.Match[str] | None:
    return re.search(r" \d{8}T\d{6}\.\d{6}Z (?P<digest>[0-9a-f]{8})\.xlsx$", path.name)


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()[:8]


def keep_version(book: Path, data: bytes) -> Path:
    """Save `data`, the state of `book` that is about to be replaced, and return its path.

    It is a copy, not a hard link: programs that save in place would change the kept state too.
    """
    folder = versions_folder(book)
    folder.mkdir(exist_ok=True)
    remove_all_leftovers(folder)
    stamp = datetime.now(UTC).strftime("%Y%m%dT%H%M%S.%fZ")
    name = os.fsencode(book.stem)[:_LONGEST_STEM].decode("utf-8", "ignore")
    kept = folder / f"{name} {stamp} {_digest(data)}.xlsx"
    with written_beside(kept, [data], like=book) as beside:
        beside.replace(kept)
    flush_folder(folder)
    return kept


def prune_versions(book: Path, newest: Path) -> None:
    """Remove all but the `KEPT` newest states; never `newest`, even if the clock was set back.

    A state that somebody opened and saved is theirs: it stays, and does not count.
    """
    older = [path for path in versions_of(book) if path != newest]
    for path in older[: max(0, len(older) - KEPT + 1)]:
        with suppress(OSError):  # one version too many does no harm
            if _is_as_kept(path):
                path.unlink()


def _is_as_kept(path: Path) -> bool:
    """Return whether a state has the contents that its name says."""
    name = _name(path)
    return name is not None and name["digest"] == _digest(path.read_bytes())
