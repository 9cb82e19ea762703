"""Listing kept versions and bringing one back, as it is typed; on a Google Sheet, where they are."""

from __future__ import annotations

import pytest

from backoffice.books.google.sheet_urls import address_of
from backoffice.cli.exit_status import DONE, MISUSED, REFUSED
from tests.backoffice.books.google_desks import emulator
from tests.backoffice.cli.workbooks import english, json_of, write_cell


@pytest.fixture
def mistyped(run, path):
    """A desk that was synced, mistyped and synced again."""
    run("sync")
    write_cell(path, Tickets_C2="oops", Tickets_B9="New customer")
    run("sync")
    return path


def version(run, number):
    return json_of(run, "restore")[1]["versions"][number]["version"]


@pytest.mark.parametrize(
    ("language", "listed", "planned", "done"),
    [
        (
            "en",
            ["newest first, in shop time:", "before sync", "Closed up to"],
            ["6 tickets then, 7 before going back.", "Not in that version, 1 ticket: R-00108",
             "With other entries in that version, 1 ticket: R-00101", "Add --yes"],
            ["is back at the version", "The book as it was before is kept:"],
        ),
        (
            "ja",
            ["新しい順", "sync の前", "締め済み"],
            ["受付：戻す版は 6 件、戻す前は 7 件。", "戻す版にない受付 1 件：R-00108",
             "戻す版では内容が異なる受付 1 件：R-00101", "--yes を付けて"],
            ["に戻しました。", "戻す前のブックの保存先："],
        ),
    ],
)  # fmt: skip
def test_list_rehearse_restore(run, mistyped, language, listed, planned, done):
    """The list, the rehearsal, which writes nothing, and the restore itself, in one language throughout."""
    asked, before = version(run, 2), mistyped.read_bytes()

    printed = []
    for arguments, words in ([], listed), ([asked], planned), ([asked, "--yes"], done):
        assert before == mistyped.read_bytes()
        status, out, err = run("restore", *arguments, "--lang", language)
        assert (DONE, "") == (status, err)
        assert [] == [each for each in words if each not in out]
        printed.append(out)

    assert before != mistyped.read_bytes()
    assert language == "en" or [] == english("".join(printed), mistyped.parent)


def test_as_json(run, mistyped):
    """Programs get each version with its run, and what differs by ticket."""
    _, listed = json_of(run, "restore")
    asked = listed["versions"][2]["version"]
    _, plan = json_of(run, "restore", *asked.split())
    _, done = json_of(run, "restore", asked, "--yes")

    assert [("after", 7), ("before", 7), ("before", 6)] == [
        (each["kept"], each["tickets"]) for each in listed["versions"]
    ]
    assert (False, True, None) == (plan["restored"], plan["rehearsal"], plan["kept"])
    assert (["R-00108"], [], ["R-00101"]) == (plan["missing"], plan["back"], plan["changed"])
    assert (True, True) == (done["restored"], done["kept"].endswith(".xlsx"))


def test_no_version_is_named(run, path):
    """With --yes alone nothing is brought back; a desk that has none yet says so."""
    status, _, err = run("restore", "--yes")
    assert (MISUSED, True) == (status, "Which version?" in err)

    assert "has been kept yet" in run("restore")[1]
    assert (REFUSED, True) == (run("restore", "14:30")[0], path.exists())


def test_on_google(run, monkeypatch):
    """Google keeps the versions itself; the message says where, without asking Google."""
    monkeypatch.setenv("BACKOFFICE_SHEETS_ENDPOINT", emulator().address)

    status, _, err = run("restore", book=address_of("1" * 44))

    assert (REFUSED, True) == (status, "File, Version history" in err)
