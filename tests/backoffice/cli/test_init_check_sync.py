"""The daily commands on a real workbook: what they print, what they write, how they end."""

from __future__ import annotations

import pytest

from backoffice.cli.exit_status import DONE, REFUSED
from backoffice.sheet.headings import Tab
from tests.backoffice.cli.workbooks import (
    EXCEL_LOCK,
    SOUND,
    TICKETS,
    TODAY,
    json_of,
    sheets,
    state,
    workbook,
)

# ------------------------------------------------------------------ init


@pytest.mark.parametrize("language", ["en", "ja"])
def test_init(run, tmp_path, language):
    """A new workbook has all tabs in its language, and nothing in it is to fix or to write."""
    new = tmp_path / "new.xlsx"

    status, out, err = run("init", "--lang", language, book=new)

    assert (DONE, "") == (status, err)
    assert str(new) in out
    assert Tab.TICKETS.value.in_(language) in out
    assert [tab.value.in_(language) for tab in Tab] == list(sheets(new))
    before = new.read_bytes()
    assert (DONE, DONE) == (run("check", book=new)[0], run("sync", book=new)[0])
    assert before == new.read_bytes()


def test_init_with_rows_and_as_json(run, tmp_path):
    """The docket pad has --rows numbers, the first one R-00101; the JSON names the book."""
    new = tmp_path / "new.xlsx"

    assert (DONE, {"ok": True, "book": str(new)}) == json_of(run, "init", "--rows", "321", book=new)

    numbers = [row[0] for row in sheets(new)["Tickets"][1:] if row[0]]
    assert (321, "R-00101", "R-00421") == (len(numbers), numbers[0], numbers[-1])


def test_init_never_overwrites(run, path):
    """An existing file is refused with what to do, and does not change."""
    before = path.read_bytes()

    status, out, err = run("init")

    assert (REFUSED, "") == (status, out)
    assert (
        err
        == f"{path} is already there, and a new book never overwrites one. Choose another name.\n"
    )
    assert before == path.read_bytes()


# ------------------------------------------------------------------ check


def test_check_with_problems(run, path):
    """Each problem is printed with ticket, cell and what to do; the status is 1, nothing is written."""
    before = path.read_bytes()

    status, out, err = run("check")

    assert (REFUSED, "") == (status, err)
    assert out.startswith("6 tickets: 2 to fix, 0 to check.\n")
    assert "R-00106  L7    there is no material “K81”. Choose one from the list." in out
    assert before == path.read_bytes()


def test_check_without_problems(run, path):
    """A sheet in order ends with 0, and one ticket is not “1 tickets”."""
    path.write_bytes(workbook(SOUND))
    assert (DONE, "4 tickets, nothing to fix.\n", "") == run("check")

    path.write_bytes(workbook(TICKETS[:1]))
    assert (DONE, "1 ticket, nothing to fix.\n", "") == run("check")


def test_check_as_json(run):
    """The JSON of check has level, code, ticket, cell, column, typed text and message of a problem."""
    status, data = json_of(run, "check")

    assert (REFUSED, False, 6) == (status, data["ok"], data["tickets"])
    assert {
        "level": "fix",
        "code": "choice",
        "ticket": "R-00106",
        "cell": "L7",
        "column": "material",
        "found": "K81",
        "message": "there is no material “K81”. Choose one from the list.",
    } == data["problems"][-1]


def test_today_decides(run, path):
    """An arrival in the future is a problem until --today reaches it."""
    path.write_bytes(workbook(TICKETS[:5]))

    assert [REFUSED, DONE] == [run("check", today=day)[0] for day in (TODAY, "2026-06-02")]


# ------------------------------------------------------------------ sync


def test_sync(run, path):
    """Quotes, To fix, Today and Log are written once; a second run writes nothing."""
    status, out, err = run("sync")
    assert (DONE, "") == (status, err)
    assert out.startswith("Wrote to the tabs: To fix, Today, Quotes, Log.\n")
    assert ["approved", "approved", "quoted", "arrived"] == [
        row[2] for row in sheets(path)["Quotes"][1:5]
    ]
    before = state(path.parent)

    status, out, _ = run("sync")

    assert DONE == status
    assert out.startswith("Already up to date; nothing was written.\n")
    assert before == state(path.parent)


def test_sync_adds_numbered_rows(run, path):
    """A docket pad that runs low grows, and the command prints by how many rows."""
    path.write_bytes(workbook(rows=100))

    assert "Added 56 numbered rows.\n" in run("sync")[1]


def test_sync_as_json(run):
    """The JSON of sync names the tabs written, none the second time."""
    expected = {
        "ok": True,
        "wrote": ["To fix", "Today", "Quotes", "Log"],
        "pad": 0,
        "to_fix": 2,
        "look": 0,
        "left_out": [],
    }

    assert (DONE, expected) == json_of(run, "sync")
    assert (DONE, expected | {"wrote": []}) == json_of(run, "sync")


def test_the_log_names_who_ran_it(run, path, monkeypatch):
    """BACKOFFICE_WHO names the person in Log."""
    monkeypatch.setenv("BACKOFFICE_WHO", "佐藤")

    run("sync")

    assert "佐藤" == sheets(path)["Log"][-1][2]


# ------------------------------------------------------------------ which book


def test_the_book_can_come_from_the_environment(run, path, monkeypatch):
    """Without --book, BACKOFFICE_BOOK names the book; the option counts before it."""
    monkeypatch.setenv("BACKOFFICE_BOOK", str(path))
    assert run("check") == run("check", "--today", TODAY, book=None)

    monkeypatch.setenv("BACKOFFICE_BOOK", "elsewhere.xlsx")
    assert "6 tickets" in run("check")[1]


def test_a_missing_file(run, tmp_path):
    """A path without a file is named with how to make one; nothing is made."""
    status, out, err = run("check", book=tmp_path / "none.xlsx")

    assert (REFUSED, "") == (status, out)
    assert (
        f"none.xlsx is not there. Check the path, or make a new book: backoffice init --book {tmp_path}"
        in err
    )
    assert not (tmp_path / "none.xlsx").exists()


@pytest.mark.parametrize(
    ("lock", "content", "program"),
    [
        ("~$desk.xlsx", EXCEL_LOCK, "Excel"),
        (".~lock.desk.xlsx#", "山田 花子,hanako,mac,01.06.2026 10:00,;".encode(), "LibreOffice"),
    ],
)
def test_a_book_that_somebody_has_open(run, path, lock, content, program):
    """Writing to an open book is refused with the person's name; reading it works."""
    (path.parent / lock).write_bytes(content)
    before = path.read_bytes()

    for command in (("sync",), ("close", "2026-05", "--yes")):
        status, out, err = run(*command)
        assert (REFUSED, "") == (status, out)
        assert f"山田 花子 has desk.xlsx open in {program}. Ask them to save and close it" in err
    assert "山田 花子 さんが desk.xlsx を" in run("sync", "--lang", "ja")[2]
    assert run("check")[1].startswith("6 tickets: 2 to fix")
    assert run("close", "2026-05")[0] == DONE
    assert before == path.read_bytes()
