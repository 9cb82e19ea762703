"""The file of a workbook is replaced only while it is still the one that was read, and open nowhere else."""

from __future__ import annotations

import os
from pathlib import Path

from backoffice.books.changes import Changes
from backoffice.books.workbook.journal import read_journal
from backoffice.books.workbook.office_locks import open_elsewhere
from backoffice.books.workbook.older_books import older_book
from backoffice.books.workbook.reader import is_readable, snapshot_of, version_of
from backoffice.messages.errors import AlreadyWrittenError, BookChangedError, BookUnavailableError
from backoffice.sheet.marks import is_in_use
from estimator.policy.label import Label


class UnchangedFile:
    """The file at `path`, looked at before it is replaced, and once more just before.

    Args:
        path: As staff gave it; a link is followed.
    """

    def __init__(self, path: Path) -> None:
        self.path = path

    @property
    def file(self) -> Path:
        """The file itself."""
        return Path(os.path.realpath(self.path))  # unlike resolve(), without an error for a loop

    def blocker(self) -> Label | None:
        """Return who has it open, or what an older copy lacks, and what to do; else None."""
        return self._open_elsewhere() or self._older()

    def to_replace(self, changes: Changes, once: int) -> bytes:
        """Return its bytes if they may be replaced.

        Raises:
            AlreadyWrittenError: If the mark `once` was used before.
            BookChangedError: If it is not the file that `changes` were computed from.
            BookUnavailableError: If it is open in another program, read-only, or an older copy.
        """
        file = self.file
        self._refuse(self._open_elsewhere())
        self._refuse_read_only(file)
        data = file.read_bytes()
        is_as_read = version_of(data) == changes.read.version
        if is_in_use(once, changes.read if is_as_read else snapshot_of(data, all_tabs=False)):
            raise AlreadyWrittenError("workbook.done-before", path=str(self.path), mark=once)
        if not is_as_read:
            raise self.changed()
        if changes.mends is None:
            self._refuse(older_book(file, changes.read))
        return data

    def check(self, changes: Changes) -> None:
        """Make sure, just before it is replaced, that it is still the file that `changes` were computed from.

        Raises:
            BookChangedError, BookUnavailableError: As `to_replace`.
        """
        self._refuse(self._open_elsewhere())
        if version_of(self.file.read_bytes()) != changes.read.version:
            raise self.changed()

    def as_read(self, version: str | None) -> bytes | None:
        """Return its bytes if they are `version`; None if it is missing.

        Raises:
            BookChangedError, BookUnavailableError: As `to_replace`.
        """
        self._refuse(self._open_elsewhere())
        file = self.file
        if not file.exists():
            data = None
        else:
            self._refuse_read_only(file)
            data = file.read_bytes()
        if version is None:
            changed = data is not None and is_readable(data)
        else:
            changed = data is None or version_of(data) != version
        if changed:
            raise self.changed()
        return data

    def changed(self) -> BookChangedError:
        """Return the error that says that somebody saved the file meanwhile."""
        return BookChangedError("workbook.changed", path=str(self.path))

    def _refuse_read_only(self, file: Path) -> None:
        if not file.stat().st_mode & 0o200:
            raise BookUnavailableError("workbook.read-only", path=str(self.path))

    def _open_elsewhere(self) -> Label | None:
        return open_elsewhere(self.path) or open_elsewhere(self.file)

    def _older(self) -> Label | None:
        file = self.file
        if not file.exists() or read_journal(file) is None:  # most books need no second reading
            return None
        return older_book(file, snapshot_of(file.read_bytes(), all_tabs=False))

    def _refuse(self, blocker: Label | None) -> None:
        if blocker:
            raise BookUnavailableError("writing.blocked", why=blocker)
