"""The file of a workbook is replaced only while it is still the one that was read, and open nowhere else."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from backoffice.atomic_files import flush_folder, move_to_new, remove_leftovers, written_beside
from backoffice.books.changes import Changes
from backoffice.books.workbook.journal import keep_journal, read_journal
from backoffice.books.workbook.kept_versions import keep_version, prune_versions
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

    Attributes:
        path: The same.
        version: As last read or written; None before that.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.version: str | None = None

    @property
    def file(self) -> Path:
        """The file itself."""
        return Path(os.path.realpath(self.path))  # unlike resolve(), without an error for a loop

    def blocker(self) -> Label | None:
        """Return who has it open, or what an older copy lacks, and what to do; else None."""
        if opened := self._open_elsewhere():
            return opened
        file = self.file
        if not file.exists() or read_journal(file) is None:  # most books need no second reading
            return None
        return older_book(file, snapshot_of(file.read_bytes(), all_tabs=False))

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

    @contextmanager
    def locked(self) -> Iterator[Path]:
        """Give the file to replace, while no other run may.

        Raises:
            BookUnavailableError: If another run does not finish in time.
        """
        from backoffice.books.workbook.run_lock import run_lock  # slow to load

        file = self.file
        with run_lock(file):
            remove_leftovers(file.parent, file)
            yield file

    def replace(
        self,
        now: bytes | None,
        then: bytes,
        changes: Changes,
        like: Path,
        *,
        goes_back: bool = False,
    ) -> Path | None:
        """Replace the file by `then` with `changes` in it; return where it is kept as it was.

        Args:
            now: What the file holds; None if it is missing.
            then: What `changes` were computed from.
            changes: What to change in it.
            like: Whose permissions the file gets.
            goes_back: Whether `then` is an earlier version.

        Raises:
            BookChangedError, BookUnavailableError: If it is another one at the last moment, or open.
        """
        from backoffice.books.workbook.applied_changes import with_changes  # slow to load

        file, new = self.file, b"".join(with_changes(then, changes))
        with written_beside(file, [new], like=like) as beside:
            kept = None if now is None else keep_version(file, now, changes.zone)
            self._refuse(self._open_elsewhere())
            if (file.read_bytes() if file.exists() else None) != now:
                raise self.changed()
            if kept:
                beside.replace(file)
            else:
                move_to_new(beside, file)
        flush_folder(file.parent)
        keep_journal(file, new, changes, goes_back=goes_back)
        self.version = version_of(new)
        if kept:
            prune_versions(file, newest=kept)
        return kept

    def changed(self) -> BookChangedError:
        """Return the error that says that somebody saved the file meanwhile."""
        return BookChangedError("workbook.changed", path=str(self.path))

    def _refuse_read_only(self, file: Path) -> None:
        if not file.stat().st_mode & 0o200:
            raise BookUnavailableError("workbook.read-only", path=str(self.path))

    def _open_elsewhere(self) -> Label | None:
        return open_elsewhere(self.path) or open_elsewhere(self.file)

    def _refuse(self, blocker: Label | None) -> None:
        if blocker:
            raise BookUnavailableError("writing.blocked", why=blocker)
