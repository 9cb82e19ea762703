"""The shared sheet in an .xlsx file: what a write does not replace stays byte for byte."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Literal
from urllib.parse import quote

from backoffice.atomic_files import flush_folder, move_to_new, written_beside
from backoffice.books.book import Book, Progress
from backoffice.books.changes import Changes
from backoffice.books.earlier_versions import EarlierVersion
from backoffice.books.limits import WORKBOOK_LIMITS
from backoffice.books.new_desks import NewDesk
from backoffice.books.uncopied import Export
from backoffice.books.workbook.journal import months_known
from backoffice.books.workbook.kept_versions import versions_of, when_kept
from backoffice.books.workbook.older_books import newest_copy, older_book
from backoffice.books.workbook.reader import snapshot_of, version_of
from backoffice.books.workbook.sync_note import keep_note, read_note
from backoffice.books.workbook.unchanged_file import UnchangedFile
from backoffice.books.workbook.workbook_diagnosis import WorkbookDiagnosis
from backoffice.messages.errors import BookUnavailableError, next_step, system_reason
from backoffice.sheet.snapshot import Snapshot
from estimator.policy.model import Label, UndatedPolicy

READ, WRITE = "workbook.not-read", "workbook.not-written"
"""Messages of errors that have no other one, by what was tried."""


class Workbook(Book):
    """The shared sheet in the .xlsx file at a path; a link is followed."""

    setup_command: Literal["init", "connect"] = "init"
    limits = WORKBOOK_LIMITS

    def __init__(self, path: Path) -> None:
        self._path = path
        self._unchanged = UnchangedFile(path)

    @property
    def where(self) -> str:
        """The path, as it was given."""
        return str(self._path)

    @property
    def folder(self) -> Path:
        """The folder of the file."""
        return self._path.parent

    def exists(self) -> bool:
        """Return whether there is a file."""
        with _errors_for_staff(self._path, READ):
            return self._path.exists()

    def read(self) -> Snapshot:
        """Return all tabs as typed in; see `backoffice.books.book.Book.read`."""
        with _errors_for_staff(self._path, READ):
            file = self._unchanged.file
            read = snapshot_of(file.read_bytes(), all_tabs=False)
            self._unchanged.version = read.version
            return dataclasses.replace(read, journal_months=months_known(file))

    def export(self) -> Export:
        """Return everything in the file; see `backoffice.books.book.Book.export`."""
        from backoffice.books.workbook.beyond_cells import export_of

        with _errors_for_staff(self._path, READ):
            return export_of(self._unchanged.file.read_bytes())

    def write_blocker(self) -> Label | None:
        """Return who has the book open, or what an older copy lacks, and what to do; else None."""
        with _errors_for_staff(self._path, READ):
            return self._unchanged.blocker()

    def lacks(self, read: Snapshot) -> Label | None:
        """Return what `read` lacks because an older copy is here; see `backoffice.books.book.Book`."""
        with _errors_for_staff(self._path, READ):
            return older_book(self._unchanged.file, read)

    def create(
        self, desk: NewDesk, *, replace: bool = False, progress: Progress = lambda *_: None
    ) -> None:
        """Create the file with `desk`; an existing one is never replaced."""
        from backoffice.books.workbook.create.new_workbook import write_workbook  # slow to load

        del replace, progress  # one file is written, and never over another
        write_workbook(self._path, desk)

    def last_sync(self) -> Mapping[str, object] | None:
        """Return what the last sync found, if the file is as it was then."""
        return read_note(self._unchanged.file)

    def keep_sync(self, found: Mapping[str, object]) -> None:
        """Keep what a sync found, in the folder of earlier versions."""
        if version := self._unchanged.version:
            keep_note(self._unchanged.file, version, found)

    def diagnose(self, policy: UndatedPolicy) -> WorkbookDiagnosis:
        """Return the checks of the file and of what lies beside it."""
        del policy
        return WorkbookDiagnosis(self._path, self.write_blocker)

    def write(self, changes: Changes, *, once: int) -> None:
        """Apply `changes` in full or not at all; see `backoffice.books.book.Book.write`."""
        unchanged = self._unchanged
        with _errors_for_staff(self._path, WRITE), unchanged.locked() as file:
            data = unchanged.to_replace(changes, once)
            unchanged.replace(data, data, changes, file)

    def clear(self, changes: Changes, *, once: int) -> None:
        """Refuse: cells of staff's are never written in a workbook; see `backoffice.books.book.Book`."""
        del changes, once
        raise BookUnavailableError("workbook.no-clear", path=self.where)

    def write_copy(self, target: Path, changes: Changes) -> list[str]:
        """Write a copy with cells emptied; see `backoffice.books.book.Book.write_copy`."""
        from backoffice.books.workbook.emptied_copy import emptied_copy, remains

        with _errors_for_staff(self._path, READ):
            data = self._unchanged.file.read_bytes()
        if version_of(data) != changes.read.version:
            raise self._unchanged.changed()
        copy = emptied_copy(data, changes)
        with _errors_for_staff(target, WRITE):
            try:
                with written_beside(target, [copy], like=self._unchanged.file) as beside:
                    move_to_new(beside, target)
            except FileExistsError as error:
                raise BookUnavailableError("workbook.copy-exists", path=target) from error
            flush_folder(target.parent)
        return remains(copy, changes)

    def link_to(self, read: Snapshot, sheet: str, cells: str) -> str:
        """Return the address of cells in the file; see `backoffice.books.book.Book.link_to`."""
        del read
        return f"{self._unchanged.file.as_uri()}#{quote(sheet)}!{cells}"

    def earlier_versions(self) -> list[EarlierVersion]:
        """Return the kept versions, the newest first; see `backoffice.books.book.Book`."""
        with _errors_for_staff(self._path, READ):
            file = self._unchanged.file
            copy, kept = newest_copy(file), versions_of(file)
        paths = [*([copy] if copy else []), *reversed(kept)]
        return [EarlierVersion(path=path, replaced=when_kept(path)) for path in paths]

    def read_version(self, version: EarlierVersion) -> Snapshot:
        """Return all tabs of an earlier version; see `backoffice.books.book.Book`."""
        with _errors_for_staff(version.path, READ):
            read = snapshot_of(version.path.read_bytes(), all_tabs=False)
            return dataclasses.replace(read, journal_months=months_known(self._unchanged.file))

    def restore(
        self, version: EarlierVersion, changes: Changes, *, present: str | None
    ) -> Path | None:
        """Replace the file by an earlier version; see `backoffice.books.book.Book.restore`."""
        unchanged = self._unchanged
        with _errors_for_staff(version.path, READ):
            then = version.path.read_bytes()
        if version_of(then) != changes.read.version:
            raise unchanged.changed()
        with _errors_for_staff(self._path, WRITE), unchanged.locked() as file:
            now = unchanged.as_read(present)
            like = version.path if now is None else file
            return unchanged.replace(now, then, changes, like, goes_back=True)


@contextmanager
def _errors_for_staff(path: Path, message: str) -> Iterator[None]:
    """Turn errors of the system into `BookUnavailableError` that names the file as it was given.

    The message is `READ` or `WRITE` if there is no other.
    """
    try:
        yield
    except FileNotFoundError as error:
        raise BookUnavailableError("workbook.missing", path=path) from error
    except OSError as error:
        raise BookUnavailableError(
            message, path=path, reason=system_reason(error), step=next_step(error)
        ) from error
    except BookUnavailableError as error:
        if str(path) in str(error) or path.name in str(error):
            raise
        raise type(error)("workbook.named", path=path, why=error.label) from error
