"""Versions of a sheet and marks of closed months: what lets a write happen once.

Both are developer metadata of the file: small notes that people do not see.  Google refuses to make
one with a number that is in use, and then does nothing else of the same request either.
See ``docs/decisions/0006-one-write-per-edition.md``.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias
from uuid import uuid4

Request: TypeAlias = dict[str, Any]

VERSION_KEY = "backoffice.edition"
MONTH_KEY = "backoffice.month"

FIRST_VERSION = 1_000_001
"""Number of the note of version 1; below it are the notes of months, which are the marks themselves."""

KEPT = 100
"""Versions whose notes stay.  Notes of one file hold 30,000 letters, these take some 5,000."""

_MONTHS = range(200_001, 220_000)


@dataclass(frozen=True, slots=True)
class Versions:
    """The notes on a sheet, as read.

    Attributes:
        tokens: Which write made each version.
        months: Marks of months that are in use.
    """

    tokens: Mapping[int, str]
    months: frozenset[int]

    @property
    def newest(self) -> int:
        """Number of the newest version; 0 for a sheet that was never written."""
        return max(self.tokens, default=0)


def read_versions(metadata: Iterable[Mapping[str, Any]]) -> Versions:
    """Return what the developer metadata of a file says; that of other programs does not count."""
    tokens, months = {}, set()
    for note in metadata:
        number = int(note.get("metadataId", 0))
        if note.get("metadataKey") == VERSION_KEY:
            tokens[number - FIRST_VERSION + 1] = str(note.get("metadataValue", ""))
        elif note.get("metadataKey") == MONTH_KEY:
            months.add(number)
    return Versions(tokens, frozenset(months))


def is_month(mark: int) -> bool:
    """Return whether `mark` is that of a month.  A run needs no note: its version is one."""
    return mark in _MONTHS


def new_token() -> str:
    """Return what tells one write from every other."""
    return uuid4().hex


def claim(versions: Versions, version: int, token: str) -> list[Request]:
    """Return requests that make `version`, and let the oldest go."""
    old = sorted(number for number in versions.tokens if number <= version - KEPT)
    return [
        _made(FIRST_VERSION - 1 + version, VERSION_KEY, token),
        *(_gone(FIRST_VERSION - 1 + number) for number in old),
    ]


def mark_months(
    versions: Versions, once: int, in_use: Collection[object], token: str
) -> list[Request]:
    """Return requests that free the months no longer in use, and use up `once` if it is one.

    Args:
        versions: The notes as read.
        once: The mark of this write.
        in_use: Marks that Log shows once this is written.
        token: Of this write.
    """
    freed = {month for month in versions.months if month not in in_use or month == once}
    made = [_made(once, MONTH_KEY, token)] if is_month(once) else []
    return [*map(_gone, sorted(freed)), *made]


def _made(number: int, key: str, value: str) -> Request:
    note = {
        "metadataId": number,
        "metadataKey": key,
        "metadataValue": value,
        "location": {"spreadsheet": True},
        "visibility": "DOCUMENT",  # seen by whoever runs this, with whatever key
    }
    return {"createDeveloperMetadata": {"developerMetadata": note}}


def _gone(number: int) -> Request:
    lookup = {"metadataId": number}
    return {
        "deleteDeveloperMetadata": {"dataFilter": {"developerMetadataLookup": lookup}},
    }
