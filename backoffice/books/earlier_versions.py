"""Earlier versions of a book: what is known of one without reading it, and how it is read and brought back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Protocol

from backoffice.books.changes import Changes
from backoffice.sheet.snapshot import Snapshot

NEWEST = "newest"
"""Name of the copy of what the newest run wrote."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EarlierVersion:
    """An earlier version of a book.

    Attributes:
        path: Where it is.
        replaced: When a run replaced it; None for the copy of what the newest run wrote.
    """

    path: Path
    replaced: datetime | None


class KeepsVersions(Protocol):
    """The part of `Book` that concerns its earlier versions."""

    def earlier_versions(self) -> Sequence[EarlierVersion]:
        """Return the earlier versions that are kept, the newest first.

        Raises:
            BookUnavailableError: If the book keeps none itself, with where they are instead.
        """
        ...

    def read_version(self, version: EarlierVersion) -> Snapshot:
        """Return all tabs of the desk in an earlier version."""
        ...

    def restore(
        self, version: EarlierVersion, changes: Changes, *, present: str | None
    ) -> Path | None:
        """Replace the book by an earlier version with `changes`, in full or not at all.

        Args:
            version: Which.
            changes: What to change in it; their `read` is what `read_version` returned.
            present: Version of the book as it was read; None if it is missing or cannot be read.

        Returns:
            Where the book as it was is kept; None if it was missing.

        Raises:
            BookChangedError: If book or version are no longer those that were read.  Nothing is written.
        """
        ...
