"""Versions of a sheet and marks of closed months: optimistic locking by version number.

Both are developer metadata of the file: notes that people do not see.  Google refuses to create one
with a number in use, and then applies nothing of the same batch.
See ``docs/decisions/0006-one-write-per-version.md``.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from uuid import uuid4

from backoffice.books.google.request_kinds import Message, Request, create_note, delete_note

VERSION_KEY = "backoffice.edition"
MONTH_KEY = "backoffice.month"

FIRST_VERSION = 1_000_001
"""Number of the note of version 1.  Lower numbers are notes of months, which are the marks themselves."""

KEPT = 100
"""Versions whose notes are kept.  The notes of a file may have 30,000 characters; these take 5,000."""

_MONTHS = range(200_001, 220_000)


@dataclass(frozen=True, slots=True)
class Versions:
    """The notes of a sheet, as read.

    Attributes:
        tokens: The token of the write that made each version.
        months: Marks of months that are in use.
    """

    tokens: Mapping[int, str]
    months: frozenset[int]

    @property
    def newest(self) -> int:
        """Number of the newest version; 0 before the first write."""
        return max(self.tokens, default=0)


def read_versions(metadata: Iterable[Message]) -> Versions:
    """Return the notes among the developer metadata of a file; other programs' are ignored."""
    tokens, months = {}, set()
    for note in metadata:
        number = int(note.get("metadataId", 0))
        if note.get("metadataKey") == VERSION_KEY:
            tokens[number - FIRST_VERSION + 1] = str(note.get("metadataValue", ""))
        elif note.get("metadataKey") == MONTH_KEY:
            months.add(number)
    return Versions(tokens, frozenset(months))


def is_month(mark: int) -> bool:
    """Return whether `mark` is that of a month.  A run needs no note of its own: a version has one."""
    return mark in _MONTHS


def new_token() -> str:
    """Return a text that identifies one write."""
    return uuid4().hex


def claim(versions: Versions, version: int, token: str) -> list[Request]:
    """Return requests that make `version`, and delete the notes of the oldest versions."""
    old = sorted(number for number in versions.tokens if number <= version - KEPT)
    return [
        create_note(FIRST_VERSION - 1 + version, VERSION_KEY, token),
        *(delete_note(FIRST_VERSION - 1 + number) for number in old),
    ]


def mark_months(
    versions: Versions, once: int, freed: Collection[object], token: str
) -> list[Request]:
    """Return requests that free the months that a write frees, and use up `once` if it is one.

    The note of a month that Log does not show stays: Log has lost its row, and the month is closed.

    Args:
        versions: The notes as read.
        once: The mark of this write.
        freed: Marks that this write frees.
        token: Identifies this write.
    """
    created = [create_note(once, MONTH_KEY, token)] if is_month(once) else []
    return [*map(delete_note, sorted(versions.months & frozenset(freed))), *created]


def set_months(versions: Versions, months: Collection[int], token: str) -> list[Request]:
    """Return requests after which exactly `months` are in use."""
    wanted = frozenset(months)
    return [
        *map(delete_note, sorted(versions.months - wanted)),
        *(create_note(month, MONTH_KEY, token) for month in sorted(wanted - versions.months)),
    ]
