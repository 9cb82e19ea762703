"""Versions of a sheet and marks of closed months: optimistic locking by version number.

Both are developer metadata of the file: notes that people do not see.  Google refuses to create one
with a number in use, and then applies nothing of the same batch.
See ``docs/decisions/0006-one-write-per-version.md``.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from uuid import uuid4

from backoffice.books.google.request_kinds import Message, Request, create_note, delete_note

VERSION_KEY = "backoffice.edition"
MONTH_KEY = "backoffice.month"

FIRST_VERSION = 1_000_001
"""Number of the note of version 1.  Lower numbers are notes of months, which are the marks themselves."""

KEPT = 100
"""Versions whose notes are kept.  The notes of a file may have 30,000 characters; these take 6,000."""

_NOTE_FIELDS = ("metadataId", "metadataKey", "metadataValue")
NOTES_SHOWN = f"replies(createDeveloperMetadata(developerMetadata({','.join(_NOTE_FIELDS)})))"
"""Fields that make the answer to a write show each note that it made."""

_SETUP = "setup-"
"""How the token of a write begins that leaves no row in Log."""

_MONTHS = range(200_001, 220_000)


@dataclass(frozen=True, slots=True)
class Note:
    """The note of a version or of a month.

    Attributes:
        number: By which Google knows it.
        counts: The version or the mark of the month.
        token: Of the write that left it.
    """

    number: int
    counts: int
    token: str


@dataclass(frozen=True, slots=True)
class Versions:
    """The notes of a sheet, as read.

    Attributes:
        written: The notes of the versions.
        closed: The notes of the months that are in use.
    """

    written: Collection[Note] = ()
    closed: Collection[Note] = ()

    @property
    def newest(self) -> int:
        """Number of the newest version; 0 if the sheet was never written."""
        return max((note.counts for note in self.written), default=0)

    @property
    def months(self) -> frozenset[int]:
        """Marks of the months that are in use."""
        return frozenset(note.counts for note in self.closed)

    @property
    def has_runs(self) -> bool:
        """Whether a run has left one of the newest versions."""
        return any(not note.token.startswith(_SETUP) for note in self.written)

    def is_by(self, token: str, version: int) -> bool:
        """Return whether the write with `token` made `version`, under whatever number its note is."""
        return any(note.token == token and note.counts == version for note in self.written)


def read_versions(metadata: Iterable[Message]) -> Versions:
    """Return the notes among the developer metadata of a file; other programs' are ignored."""
    written, closed = [], []
    for one in metadata:
        number, key = int(one.get("metadataId", 0)), one.get("metadataKey")
        # the text counts, since Google may give a note another number; earlier versions wrote none
        token, _, counts = str(one.get("metadataValue", "")).partition(" ")
        if key == VERSION_KEY:
            version = int(counts) if counts.isdecimal() else number - FIRST_VERSION + 1
            written.append(Note(number, version, token))
        elif key == MONTH_KEY:
            closed.append(Note(number, int(counts) if counts.isdecimal() else number, token))
    return Versions(tuple(written), tuple(closed))


def is_month(mark: int) -> bool:
    """Return whether `mark` is that of a month.  A run needs no note of its own: a version has one."""
    return mark in _MONTHS


def new_token(*, is_run: bool = True) -> str:
    """Return a text that identifies one write: of a run, or one that only sets a desk up."""
    return uuid4().hex if is_run else f"{_SETUP}{uuid4().hex}"


def mark_months(
    versions: Versions, once: int, freed: Collection[object], token: str
) -> list[Request]:
    """Return requests that free the months that a write frees, and use up `once` if it is one.

    The note of a month that Log does not show stays: Log has lost its row, and the month is closed.
    """
    created = [_month_note(once, token)] if is_month(once) else []
    return [*_deleted(versions, versions.months & frozenset(freed)), *created]


def set_months(versions: Versions, months: Collection[int], token: str) -> list[Request]:
    """Return requests after which exactly `months` are in use."""
    wanted = frozenset(months)
    return [
        *_deleted(versions, versions.months - wanted),
        *(_month_note(month, token) for month in sorted(wanted - versions.months)),
    ]


def notes_shown(requests: Iterable[Request], answer: Message) -> bool:
    """Return whether the replies of an answer show every note of `requests` as it was asked for."""
    asked = [_note_in(request) for request in requests]
    shown = [_note_in(reply) for reply in answer.get("replies", ())]
    return [note for note in asked if note] == [note for note in shown if note]


def _note_in(part: Message) -> tuple[object, ...] | None:
    note = part.get("createDeveloperMetadata", {}).get("developerMetadata")
    return note and tuple(note.get(field) for field in _NOTE_FIELDS)


def _month_note(mark: int, token: str) -> Request:
    return create_note(mark, MONTH_KEY, f"{token} {mark}")


def _deleted(versions: Versions, months: Collection[int]) -> list[Request]:
    numbers = {note.number for note in versions.closed if note.counts in months}
    return [*map(delete_note, sorted(numbers))]
