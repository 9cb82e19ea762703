"""Lock files of every office program count as open, and those of other books do not."""

from __future__ import annotations

import unicodedata

import pytest

from backoffice.books.workbook.office_locks import open_elsewhere
from backoffice.messages.errors import BookUnavailableError
from tests.backoffice.books.desks import desk_in, logged

HANAKO = b"\x0cHanako Yamad" + b" " * 42 + b"\x05\x00" + "山田 花子".encode("utf-16-le") + bytes(98)
NARROW = b"\x06Hanako" + b" " * 48 + bytes(110)  # without the name in UTF-16
EMMA = b"Emma,e,host,01.06.2026 10:00,file:///home/e;"


@pytest.mark.parametrize(
    ("name", "content", "words", "words_ja"),
    [
        ("~$desk.xlsx", HANAKO, "山田 花子 has desk.xlsx open in Excel.", "山田 花子 さんが"),
        ("~$DESK.XLSX", b"", "Somebody has desk.xlsx open in Excel.", " Excel で開いています"),
        ("~$desk.xlsx", NARROW, "Hanako has desk.xlsx open in Excel.", "Hanako さんが"),
        (".~lock.desk.xlsx#", EMMA, "Emma has desk.xlsx open in LibreOffice.", "Emma さんが"),
        (".~lock.desk.xlsx#", b",hanako,mac,today,;", "hanako has desk.xlsx", "hanako さんが"),
        (".~lock.desk.xlsx#", rb"Sato\, Mai,m,mac,today,;", "Sato, Mai has", "Sato, Mai さんが"),
        (".~lock.desk.xlsx#", b"", "Somebody has desk.xlsx open in LibreOffice.", "どなたかが"),
        (".~desk.xlsx", HANAKO, "山田 花子 has desk.xlsx open in WPS Office.", " WPS Office で"),
        (".~desk.xlsx", b"\0", "Somebody has desk.xlsx open in WPS Office.", "どなたかが"),
        (".~$desk.xlsx", b"", "open in another program.", "を別のプログラムで開いています"),
        ("~lock.desk.xlsx#", b"", "open in another program.", "を別のプログラムで開いています"),
        (".#desk.xlsx", b"", "open in another program.", "を別のプログラムで開いています"),
        ("desk.xlsx.lck", b"", "open in another program.", "を別のプログラムで開いています"),
        (".desk.xlsx.lck", b"", "open in another program.", "を別のプログラムで開いています"),
    ],
)
def test_a_program_has_it_open(tmp_path, name, content, words, words_ja):
    """Nothing is written; the person, the program and the file to delete after a crash are named."""
    book = desk_in(tmp_path)
    changes, before = logged(book.read(), 1), (tmp_path / "desk.xlsx").read_bytes()
    (tmp_path / name).write_bytes(content)

    with pytest.raises(BookUnavailableError) as refused:
        book.write(changes, once=1)

    assert words in str(refused.value)
    assert str(refused.value).endswith(f"delete {tmp_path / name}")
    assert words_ja in refused.value.in_("ja")
    assert before == (tmp_path / "desk.xlsx").read_bytes()


@pytest.mark.parametrize(
    "name",
    [
        "~$desk2.xlsx",
        ".~lock.other.xlsx#",
        "._desk.xlsx",
        ".desk.xlsx.lock",
        ".DS_Store",
        "desk.xls",
    ],
)
def test_other_files_lock_nothing(tmp_path, name):
    """Locks of other books, of other runs, and what a Mac leaves in a folder do not count."""
    book = desk_in(tmp_path)
    (tmp_path / name).write_bytes(b"")

    assert book.write_blocker() is None


def test_a_name_that_a_mac_wrote(tmp_path):
    """が as one character and as two is the same name."""
    (tmp_path / unicodedata.normalize("NFD", "~$がく.xlsx")).write_bytes(b"")

    assert open_elsewhere(tmp_path / "がく.xlsx")


def test_a_folder_that_does_not_exist(tmp_path):
    """What is not there is open nowhere."""
    assert open_elsewhere(tmp_path / "no" / "desk.xlsx") is None
