"""Drives that refuse extras: what is not essential is left out, and what is refused is said as it is."""

from __future__ import annotations

import errno
import fcntl
import os
import shutil
import socket
from pathlib import Path

import pytest

from backoffice import atomic_files
from backoffice.books import open_book
from backoffice.books.new_desks import new_desk
from backoffice.books.workbook import run_lock
from backoffice.books.workbook.kept_versions import versions_of
from backoffice.messages.errors import BookUnavailableError
from tests.backoffice.books.desks import NUMBERS, POLICY, desk_in, logged

NOT_OFFERED = [errno.EPERM, errno.EACCES, errno.ENOTSUP, errno.ENOSYS, errno.EINVAL]


@pytest.fixture
def book(tmp_path):
    return desk_in(tmp_path)


def refusing(number):
    def refuse(*_, **__):
        raise OSError(number, os.strerror(number))

    return refuse


def written(book):
    """Return whether a run can write to `book`."""
    book.write(logged(book.read(), 1), once=1)
    return len(book.read().sheets["Log"].rows) == 2


@pytest.mark.parametrize("number", NOT_OFFERED)
@pytest.mark.parametrize(
    ("where", "name"),
    [(shutil, "copymode"), (os, "chown"), (os, "fsync"), (os, "link"), (os, "fchmod")],
)
def test_a_drive_without_an_extra(book, monkeypatch, where, name, number):
    """Permissions, owners, flushing and second names are left out where a drive has none."""
    monkeypatch.setattr(where, name, refusing(number))

    assert written(book)
    assert 1 == len(versions_of(Path(book.where)))


@pytest.mark.parametrize("number", NOT_OFFERED)
def test_a_new_book_on_a_drive_without_extras(tmp_path, monkeypatch, number):
    """Setting the mode of a new file and a second name for it may be refused, too."""
    for name in ("chmod", "fsync", "link"):
        monkeypatch.setattr(os, name, refusing(number))

    open_book(tmp_path / "desk.xlsx").create(new_desk(POLICY, "en", NUMBERS))

    assert ["desk.xlsx"] == [path.name for path in tmp_path.iterdir()]


@pytest.mark.parametrize(
    "number", [errno.ENOSYS, errno.ENOTSUP, errno.ENOLCK, errno.EINVAL, errno.EPERM]
)
def test_a_drive_without_locks(book, monkeypatch, recwarn, number):
    """The existence of a file is the lock; it is deleted after the run, and nothing is said."""
    monkeypatch.setattr(fcntl, "flock", refusing(number))

    assert written(book)
    assert [] == list(recwarn)
    assert not (Path(book.where).parent / ".desk.xlsx.run").exists()


def test_two_runs_on_a_drive_without_locks(book, monkeypatch):
    """A run on another machine is waited for; the file to delete is named if there is none."""
    monkeypatch.setattr(fcntl, "flock", refusing(errno.ENOLCK))
    monkeypatch.setattr(run_lock, "TIMEOUT", 0.05)
    changes = logged(book.read(), 1)
    left = Path(book.where).parent / ".desk.xlsx.run"
    left.write_text(f"{os.getpid()}\nother-{socket.gethostname()}\n")

    with pytest.raises(BookUnavailableError, match="Another run is at work") as refused:
        book.write(changes, once=1)

    assert str(refused.value).endswith(f"delete {left}")
    assert refused.value.in_("ja").endswith(str(left))


def test_everybody_who_may_write_the_book_may_lock_it(book):
    """The lock of one person does not keep out the next."""
    mask = os.umask(0o077)
    Path(book.where).chmod(0o664)
    try:
        assert written(book)
    finally:
        os.umask(mask)

    assert 0o664 == (Path(book.where).parent / ".desk.xlsx.lock").stat().st_mode & 0o777


@pytest.mark.parametrize("stem", ["n" * 204, "n" * 246, "受付" * 40, "受付" * 41, "desk\udcff"])
def test_an_unusual_name(tmp_path, stem):
    """Whatever the drive takes as a name, even a byte that is no character, can be written and keeps its state."""
    book = desk_in(tmp_path, name=f"{stem}.xlsx")

    assert written(book)
    assert 1 == len(versions_of(Path(book.where)))


def test_a_name_that_is_too_long(tmp_path):
    """Where nothing can be added to a name, a shorter one is asked for, not free space."""
    book = desk_in(tmp_path, name=f"{'n' * 250}.xlsx")

    with pytest.raises(BookUnavailableError, match=r"name too long.* shorter name") as refused:
        book.write(logged(book.read(), 1), once=1)

    assert "ファイル名を短くし" in refused.value.in_("ja")
    with pytest.raises(BookUnavailableError, match="shorter name"):
        open_book(tmp_path / f"{'n' * 260}.xlsx").create(new_desk(POLICY, "en", NUMBERS))


@pytest.mark.parametrize(
    ("number", "words", "words_ja"),
    [
        (errno.ENOSPC, "Free some space", "空き容量を増やして"),
        (errno.EDQUOT, "Free some space", "空き容量を増やして"),
        (errno.EROFS, "Make the disk writable", "書き込み禁止を解除"),
        (errno.EIO, "the network drive is connected", "接続を確認"),
        (errno.ESTALE, "the network drive is connected", "接続を確認"),
        (errno.EBUSY, "Close it in other programs", "ほかのプログラムで開いて"),
        (errno.EACCES, "check that you may change", "権限があるか"),
        (errno.ENFILE, "Close other programs", "ほかのプログラムを閉じて"),
        (errno.EFBIG, "This drive cannot do", "このドライブでは"),
        (errno.ENOSYS, "This drive cannot do", "このドライブでは"),
    ],
)
def test_each_refusal_has_its_own_next_step(book, monkeypatch, number, words, words_ja):
    """The advice follows from what the system says; a free disk is not asked for a busy file."""
    changes = logged(book.read(), 1)
    monkeypatch.setattr(os, "replace", refusing(number))

    with pytest.raises(
        BookUnavailableError, match=rf"{os.strerror(number)}\. .*{words}"
    ) as refused:
        book.write(changes, once=1)

    assert words_ja in refused.value.in_("ja")
    assert "システムエラー" not in refused.value.in_("ja")


def test_a_file_named_as_the_versions_folder(book):
    """What has the name of the folder is named and stays."""
    there = Path(book.where).with_name("desk.versions")
    there.write_bytes(b"mine")

    with pytest.raises(BookUnavailableError, match=f"Something else has the name {there}"):
        book.write(logged(book.read(), 1), once=1)

    assert b"mine" == there.read_bytes()


def test_a_folder_that_may_not_be_looked_into(book, monkeypatch):
    """Who has the book open cannot be known; that is said, without a traceback."""
    monkeypatch.setattr("pathlib.Path.exists", refusing(errno.EACCES))
    monkeypatch.setattr("pathlib.Path.iterdir", refusing(errno.EACCES))

    with pytest.raises(BookUnavailableError, match="check that you may change"):
        book.write_blocker()


def test_temporary_names_are_short(tmp_path):
    """The name of a temporary file does not grow with the name of the file."""
    with atomic_files.written_beside(tmp_path / ("n" * 255), [b""]) as beside:
        assert len(beside.name) < 40
