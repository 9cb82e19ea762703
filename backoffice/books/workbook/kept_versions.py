"""Earlier states of a workbook, kept in a folder beside it."""

from __future__ import annotations

import hashlib
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

from backoffice.atomic_files import flush_folder, written_beside

KEPT = 30
"""Number of earlier states to keep."""


def versions_folder(book: Path) -> Path:
    """Return the folder of earlier states of `book`."""
    return book.with_name(f"{book.stem}.versions")


def versions_of(book: Path) -> list[Path]:
    """Return the earlier states of `book`, the oldest first."""
    return sorted(versions_folder(book).glob("[!.]*.xlsx"))


def keep_version(book: Path, data: bytes) -> Path:
    """Save `data`, the state of `book` that is about to be replaced, and return its path.

    It is a copy, not a hard link: programs that save in place would change the kept state too.
    """
    folder = versions_folder(book)
    folder.mkdir(exist_ok=True)
    for leftover in folder.glob(".*.tmp"):  # of a run that was killed
        with suppress(OSError):
            leftover.unlink()
    stamp = datetime.now(UTC).strftime("%Y%m%dT%H%M%S.%fZ")
    kept = folder / f"{book.stem} {stamp} {hashlib.sha256(data).hexdigest()[:8]}.xlsx"
    with written_beside(kept, [data], like=book) as beside:
        beside.replace(kept)
    flush_folder(folder)
    return kept


def prune_versions(book: Path, newest: Path) -> None:
    """Remove all but the `KEPT` newest states; never `newest`, even if the clock was set back."""
    older = [path for path in versions_of(book) if path != newest]
    for path in older[: max(0, len(older) - KEPT + 1)]:
        with suppress(OSError):  # one version too many does no harm
            path.unlink()
