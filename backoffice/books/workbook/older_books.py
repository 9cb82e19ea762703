"""What is said of a workbook over which an older copy was saved, and how the newest is put back."""

from __future__ import annotations

from pathlib import Path

from backoffice.books.earlier_versions import NEWEST
from backoffice.books.workbook.journal import Journal, copy_with, lack_of, read_journal
from backoffice.books.workbook.kept_versions import versions_folder, versions_of
from backoffice.books.workbook.reader import snapshot_of
from backoffice.messages import label
from backoffice.messages.errors import BackofficeError
from backoffice.sheet.snapshot import Snapshot
from estimator.policy.label import Label


def older_book(book: Path, snapshot: Snapshot) -> Label | None:
    """Return what `snapshot`, just read from `book`, lacks and how to put it back; None if nothing.

    Raises:
        OSError: If the folder of earlier states cannot be read.
    """
    journal = read_journal(book)
    months = lack_of(snapshot, journal) if journal else None
    if journal is None or months is None:
        return None
    missing = [
        label("older", "month", month=month, run=journal.closed[month]) for month in months
    ] or [label("older", "run", run=journal.run, when=journal.when)]
    newest, copy = _newest(book, journal), newest_copy(book)
    return label(
        "older",
        "book" if newest else "book-without-copy",
        path=book,
        name=book.name,
        missing=missing,
        newest=newest,
        version=NEWEST if newest == copy else f'"{newest and newest.name}"',
        folder=versions_folder(book),
        when=journal.when,
    )


def newest_copy(book: Path) -> Path | None:
    """Return the copy of what the newest run wrote; None if it is not as it was."""
    journal = read_journal(book)
    return copy_with(book, journal) if journal else None


def _newest(book: Path, journal: Journal) -> Path | None:
    """Return the newest copy of `book` that lacks nothing of what the journal knows."""
    if copy := copy_with(book, journal):
        return copy
    for path in reversed(versions_of(book)):
        try:
            if lack_of(snapshot_of(path.read_bytes(), all_tabs=False), journal) is None:
                return path
        except BackofficeError:
            continue
    return None
