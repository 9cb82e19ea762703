"""Copies of a workbook are known by their names, as systems and sync services give them."""

from __future__ import annotations

import pytest

from backoffice.books import open_book
from backoffice.books.new_desks import new_desk
from backoffice.books.workbook.workbook_diagnosis import copies_beside
from backoffice.cli.exit_status import DONE, REFUSED
from backoffice.cli.program import main
from backoffice.jobs.setting_up import first_numbers
from tests.backoffice.books.desks import POLICY

COPIES = [
    "desk (Hanako's conflicted copy 2026-06-30).xlsx",
    "desk (HANAKO-PC の競合コピー 2026-06-30).xlsx",
    "desk（競合コピー）.xlsx",
    "desk-PCNAME.xlsx",
    "desk-DESKTOP-4F2K.xlsx",
    "desk のコピー.xlsx",
    "desk のコピー 2.xlsx",
    "desk - コピー.xlsx",
    "desk - コピー (2).xlsx",
    "Desk - Copy.xlsx",
    "desk copy 3.xlsx",
    "desk (1).XLSX",
    "desk 2.xlsx",
    "Copy of desk.xlsx",
    "コピー ～ desk.xlsx",
    "コピー〜desk.xlsx",
    "desk.sync-conflict-20260630-120000-ABCDEFG.xlsx",
    "desk_conflict-20260630.xlsx",
    "desk.Conflict.xlsx",
    "desk[Conflict].xlsx",
    "desk~20260630-1200.xlsx",
]
"""Names that Windows, macOS and sync services give to copies."""

OTHERS = [
    "demo-desk.xlsx",
    "desktop.xlsx",
    "desk.versions",
    "orders.xlsx",
    "desk (1).pdf",
    "old desk.xlsx",
]
"""Names that only begin or end alike, and of another kind of file."""


@pytest.mark.parametrize("name", [*COPIES, *OTHERS])
def test_a_copy_is_known_by_its_name(tmp_path, name):
    """Other files are no copies."""
    (tmp_path / name).write_bytes(b"")

    found = [path.name for path in copies_beside(tmp_path / "desk.xlsx")]

    assert found == ([name] if name in COPIES else [])


def test_the_doctor_names_them(tmp_path, capsys):
    """The check-up names the copies and what to do, in both languages; without copies it says nothing."""
    book = tmp_path / "desk.xlsx"
    open_book(book).create(new_desk(POLICY, "en", first_numbers(120)))
    arguments = ["doctor", "--book", str(book), "--today", "2026-06-01"]
    assert DONE == main(arguments)
    assert "copies" not in capsys.readouterr().out

    for name in ("desk-PCNAME.xlsx", "desk のコピー.xlsx"):
        (tmp_path / name).write_bytes(book.read_bytes())

    assert REFUSED == main([*arguments, "--lang", "en"])
    printed = " ".join(capsys.readouterr().out.split())
    assert "these are copies of desk.xlsx: desk のコピー.xlsx, desk-PCNAME.xlsx." in printed
    assert REFUSED == main([*arguments, "--lang", "ja"])
    assert "desk.xlsx のコピーと思われるファイル" in capsys.readouterr().out.replace("\n", "")
