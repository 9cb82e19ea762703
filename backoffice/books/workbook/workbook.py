"""The shared sheet in an .xlsx file on a disk.

Writing replaces rows inside the package and keeps every other part of the file, so nothing that
Excel or LibreOffice put there is lost.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from backoffice.atomic_files import flush_folder, remove_leftovers, written_beside
from backoffice.books.book import Changes
from backoffice.books.workbook.changed_file import with_changes
from backoffice.books.workbook.journal import keep_journal, read_journal
from backoffice.books.workbook.kept_versions import keep_version, prune_versions
from backoffice.books.workbook.office_locks import open_elsewhere
from backoffice.books.workbook.older_books import older_book
from backoffice.books.workbook.reader import snapshot_of, version_of
from backoffice.books.workbook.run_lock import run_lock
from backoffice.errors import (
    AlreadyWrittenError,
    BookChangedError,
    BookUnavailableError,
    next_step,
    system_reason,
)
from backoffice.sheet.marks import is_in_use
from backoffice.sheet.snapshot import Snapshot
from estimator.policy.model import Label

_READ = Label(en="read", ja="読み込めません")
_WRITTEN = Label(en="written", ja="書き込めません")


class Workbook:
    """The shared sheet in an .xlsx file.  Implements `backoffice.books.book.Book`.

    Args:
        path: The file; a link is followed.
    """

    def __init__(self, path: Path) -> None:
        self._path = path

    @property
    def where(self) -> str:
        """The path, as it was given."""
        return str(self._path)

    def read(self) -> Snapshot:
        """Return all tabs as typed in; see `backoffice.books.book.Book.read`."""
        with self._errors_for_staff(_READ):
            return snapshot_of(self._file().read_bytes())

    def write_blocker(self) -> Label | None:
        """Return who has the book open, or what an older copy lacks, and what to do; else None."""
        with self._errors_for_staff(_READ):
            return self._open_elsewhere() or self._older(self._file())

    def write(self, changes: Changes, *, once: int) -> None:
        """Apply `changes` in full or not at all; see `backoffice.books.book.Book.write`."""
        with self._errors_for_staff(_WRITTEN):
            file = self._file()
            with run_lock(file):
                remove_leftovers(file)
                data = self._checked(file, changes, once)
                new = b"".join(with_changes(data, changes))
                with written_beside(file, [new], like=file) as beside:
                    version = keep_version(file, data)
                    self._check_unchanged(file, changes)
                    beside.replace(file)
                flush_folder(file.parent)
                keep_journal(file, new, changes)
                prune_versions(file, newest=version)

    def _file(self) -> Path:
        return Path(os.path.realpath(self._path))  # unlike resolve(), without an error for a loop

    def _checked(self, file: Path, changes: Changes, once: int) -> bytes:
        """Return the file's bytes if they may be replaced."""
        self._refuse(self._open_elsewhere())
        if not file.stat().st_mode & 0o200:
            raise BookUnavailableError(
                f"{self.where} cannot be written: the file is marked as read-only. Remove the mark "
                "in its properties, or ask whoever set it.",
                f"{self.where} は読み取り専用のため書き込めません。ファイルのプロパティで"
                "読み取り専用を外すか、設定した方に確認してください。",
            )
        data = file.read_bytes()
        is_as_read = version_of(data) == changes.read.version
        if is_in_use(once, changes.read if is_as_read else snapshot_of(data)):
            raise AlreadyWrittenError(
                f"{self.where}: this was already done (mark {once} in Log). Nothing was written.",
                f"{self.where}:この処理はすでに済んでいます(「記録」タブの印 {once})。"
                "何も書き込んでいません。",
            )
        if not is_as_read:
            raise self._changed()
        self._refuse(older_book(file, changes.read))
        return data

    def _check_unchanged(self, file: Path, changes: Changes) -> None:
        self._refuse(self._open_elsewhere())
        if version_of(file.read_bytes()) != changes.read.version:
            raise self._changed()

    def _open_elsewhere(self) -> Label | None:
        return open_elsewhere(self._path) or open_elsewhere(self._file())

    def _older(self, file: Path) -> Label | None:
        if not file.exists() or read_journal(file) is None:  # most books need no second reading
            return None
        return older_book(file, snapshot_of(file.read_bytes()))

    def _refuse(self, blocker: Label | None) -> None:
        if blocker:
            raise BookUnavailableError(blocker.en, blocker.ja)

    def _changed(self) -> BookChangedError:
        return BookChangedError(
            f"{self.where} was saved by somebody in the meantime. Nothing was written; "
            "run this again.",
            f"{self.where} は、その間にほかの方が保存しました。何も書き込んでいません。"
            "もう一度実行してください。",
        )

    @contextmanager
    def _errors_for_staff(self, done: Label) -> Iterator[None]:
        """Turn errors of the system into errors with a message for staff."""
        try:
            yield
        except FileNotFoundError as error:
            raise BookUnavailableError(
                f"{self.where} is not there. Check the path, or make a new book: "
                f"backoffice init --book {self.where}",
                f"{self.where} が見つかりません。パスを確認してください。新しく作るには:"
                f"backoffice init --book {self.where}",
            ) from error
        except OSError as error:
            reason, step = system_reason(error), next_step(error)
            raise BookUnavailableError(
                f"{self.where} cannot be {done.en}: {reason.en}. Nothing was changed. {step.en}",
                f"{self.where} を{done.ja}({reason.ja})。何も変更していません。{step.ja}",
            ) from error
        except BookUnavailableError as error:
            if self.where in str(error) or self._path.name in str(error):
                raise
            raise type(error)(f"{self.where} {error}", f"{self.where} {error.in_('ja')}") from error
