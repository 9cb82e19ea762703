"""The shared sheet in an .xlsx file on a disk.

Writing replaces rows inside the package and keeps every other part of the file, so nothing that
Excel or LibreOffice put there is lost.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from backoffice.atomic_files import flush_folder, remove_leftovers, written_beside
from backoffice.books.book import Changes
from backoffice.books.workbook.changed_file import with_changes
from backoffice.books.workbook.kept_versions import keep_version, prune_versions
from backoffice.books.workbook.office_locks import open_elsewhere
from backoffice.books.workbook.reader import snapshot_of, version_of
from backoffice.errors import (
    AlreadyWrittenError,
    BookChangedError,
    BookUnavailableError,
    system_reason,
)
from backoffice.sheet.marks import is_in_use
from backoffice.sheet.snapshot import Snapshot
from estimator.policy.model import Label

_READ = Label(en="read", ja="読み込めません")
_WRITTEN = Label(en="written", ja="書き込めません")

_LOCK_TIMEOUT = 5.0
"""Seconds to wait for another run to finish."""


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
        """Return who has the book open and what to do, or None when it can be written."""
        return open_elsewhere(self._path) or open_elsewhere(self._file())

    def write(self, changes: Changes, *, once: int) -> None:
        """Apply `changes` in full or not at all; see `backoffice.books.book.Book.write`."""
        with self._errors_for_staff(_WRITTEN):
            file = self._file()
            with _run_lock(file):
                remove_leftovers(file)
                data = self._checked(file, changes, once)
                pieces = with_changes(data, changes)
                with written_beside(file, pieces, like=file) as beside:
                    version = keep_version(file, data)
                    self._check_unchanged(file, changes)
                    beside.replace(file)
                flush_folder(file.parent)
                prune_versions(file, newest=version)

    def _file(self) -> Path:
        return self._path.resolve()

    def _checked(self, file: Path, changes: Changes, once: int) -> bytes:
        """Return the file's bytes if they may be replaced."""
        self._refuse_blocked()
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
        return data

    def _check_unchanged(self, file: Path, changes: Changes) -> None:
        self._refuse_blocked()
        if version_of(file.read_bytes()) != changes.read.version:
            raise self._changed()

    def _refuse_blocked(self) -> None:
        blocker = self.write_blocker()
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
        except PermissionError as error:
            raise BookUnavailableError(
                f"{self.where} cannot be {done.en}: {error.strerror}. Close it in other programs "
                f"and check that you may change {error.filename or 'the file'} and its folder.",
                f"{self.where} を{done.ja}({system_reason(error).ja})。ほかのプログラムで開いていれば閉じ、"
                f"{error.filename or 'ファイル'} とそのフォルダを変更する権限があるか確認してください。",
            ) from error
        except OSError as error:
            raise BookUnavailableError(
                f"{self.where} cannot be {done.en}: {error.strerror or error}. Nothing was changed; "
                "check that the disk is connected and has free space, then run this again.",
                f"{self.where} を{done.ja}({system_reason(error).ja})。何も変更していません。ディスクの接続と"
                "空き容量を確認して、もう一度実行してください。",
            ) from error
        except BookUnavailableError as error:
            if self.where in str(error) or self._path.name in str(error):
                raise
            raise type(error)(f"{self.where} {error}", f"{self.where} {error.in_('ja')}") from error


@contextmanager
def _run_lock(file: Path) -> Iterator[None]:
    """Keep other runs out, on this machine or, where the drive supports locks, on any."""
    lock = FileLock(file.with_name(f".{file.name}.lock"), timeout=_LOCK_TIMEOUT)
    try:
        lock.acquire()
    except Timeout as error:
        raise BookUnavailableError(
            f"Another run is at work on {file.name}. Wait until it has finished, then run this again.",
            f"{file.name} は別の処理が実行中です。終わるのを待って、もう一度実行してください。",
        ) from error
    try:
        yield
    finally:
        lock.release()
