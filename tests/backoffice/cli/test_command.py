"""Every command on a real workbook: what it says, what it writes, how it ends."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import warnings
from datetime import date
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import click
import openpyxl
import pytest

from backoffice import __version__, jobs
from backoffice.books import open_book
from backoffice.books.new_desk import new_desk
from backoffice.cli import program as cli
from backoffice.cli.help_texts import _POLICY_JA
from backoffice.cli.program import DONE, MISUSED, REFUSED, STOPPED, main
from backoffice.intake.tickets import FIRST_NUMBER, ticket_number
from backoffice.sheet.columns import ticket_columns
from backoffice.sheet.headings import Tab
from estimator.errors import PolicyError
from estimator.policy.file import policy_from
from tests.backoffice.desks import APPROVED, ARRIVED, POLICY, QUOTED
from tests.tools.casebook import CASES, changed, table_of

TODAY = "2026-05-31"
TICKETS = (
    APPROVED,
    APPROVED
    | {"piece": "ブローチ", "service:refinish": None, "service:clean": "✓", "price": "３００円"},
    QUOTED,
    ARRIVED | {"arrived": "令和8年5月30日"},
    ARRIVED | {"arrived": date(2026, 6, 2)},
    ARRIVED | {"material": "K81"},
)
SOUND = TICKETS[:4]
COMMANDS = (
    "init",
    "connect",
    "copy",
    "check",
    "sync",
    "close",
    "reopen",
    "papers",
    "remind",
    "doctor",
    "demo",
)
WITH_BOOK = (
    ("check",), ("sync",), ("close", "2026-05"), ("reopen", "2026-05"), ("papers", "2026-05"),
    ("remind",), ("doctor",),
)  # fmt: skip
EXCEL_LOCK = b"\x0cHanako Yamad" + b" " * 42 + b"\x05\x00" + "山田 花子".encode("utf-16-le")


@cache
def _workbook(tickets, language, rows):
    numbers = [ticket_number(FIRST_NUMBER + at) for at in range(rows)]
    typed = [TICKETS[place] for place in tickets]
    with TemporaryDirectory() as folder:
        path = Path(folder) / "desk.xlsx"
        open_book(path).create(new_desk(POLICY.undated, language, numbers, typed))
        return path.read_bytes()


def workbook(tickets=TICKETS, language="en", rows=120):
    """Return the bytes of a workbook that staff have typed into, before its first sync."""
    return _workbook(tuple(TICKETS.index(each) for each in tickets), language, rows)


@pytest.fixture(autouse=True)
def alone(monkeypatch):
    """Nothing that this machine has set speaks into a test."""
    for name in ("BACKOFFICE_BOOK", "BACKOFFICE_LANG", "BACKOFFICE_WHO"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LANG", "C.UTF-8")


@pytest.fixture
def path(tmp_path):
    book = tmp_path / "desk.xlsx"
    book.write_bytes(workbook())
    return book


@pytest.fixture
def run(path, capsys):
    """Return a function that runs a command on the workbook and returns status, output, errors."""

    def running(*arguments, book=path, today=TODAY):
        where = [] if book is None or arguments[0] == "demo" else ["--book", str(book)]
        day = ["--today", today] if today and where else []
        status = main([*arguments, *where, *day])
        told = capsys.readouterr()
        return status, told.out, told.err

    return running


def told(run, *arguments, **how):
    """Return the JSON that a command prints; it is all that it prints."""
    status, out, err = run(*arguments, "--json", **how)
    assert (err, out.count("\n")) == ("", 1)
    return status, json.loads(out)


def write_cell(path, **cells):
    """Type into a cell, ``tab_address=value``, and save with another program."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        book = openpyxl.load_workbook(path)
    for name, value in cells.items():
        tab, _, address = name.rpartition("_")
        book[tab.replace("_", " ")][address] = value
    book.save(path)


def place(key):
    """Return the letters of a column of Tickets."""
    keys = [column.key for column in ticket_columns(POLICY.undated)]
    return openpyxl.utils.get_column_letter(keys.index(key) + 1)


def state(folder):
    """Return every file below `folder` with its bytes."""
    return {str(p.relative_to(folder)): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def sheets(path):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        book = openpyxl.load_workbook(path, read_only=True)
    found = {name: list(book[name].iter_rows(values_only=True)) for name in book.sheetnames}
    book.close()
    return found


# ------------------------------------------------------------------ init


@pytest.mark.parametrize("language", ["en", "ja"])
def test_init(run, tmp_path, language):
    """A new workbook has all tabs in its language and is ready: there is nothing to fix or to write."""
    new = tmp_path / "new.xlsx"

    status, out, err = run("init", "--lang", language, book=new)

    assert (DONE, "") == (status, err)
    assert str(new) in out
    assert Tab.TICKETS.value.in_(language) in out
    assert [tab.value.in_(language) for tab in Tab] == list(sheets(new))
    before = new.read_bytes()
    assert (DONE, DONE) == (run("check", book=new)[0], run("sync", book=new)[0])
    assert before == new.read_bytes()


def test_init_makes_as_many_numbered_rows_as_asked(run, tmp_path):
    """--rows counts the docket pad."""
    new = tmp_path / "new.xlsx"

    run("init", "--rows", "321", book=new)

    numbers = [row[0] for row in sheets(new)["Tickets"][1:] if row[0]]
    assert (321, "R-00101", "R-00421") == (len(numbers), numbers[0], numbers[-1])


def test_init_never_overwrites(run, path):
    """An existing file is refused with what to do, and stays as it is."""
    before = path.read_bytes()

    status, out, err = run("init")

    assert (REFUSED, "") == (status, out)
    assert (
        err
        == f"{path} is already there, and a new book never overwrites one. Choose another name.\n"
    )
    assert before == path.read_bytes()


def test_init_as_json(run, tmp_path):
    """A program learns where the book is."""
    new = tmp_path / "new.xlsx"

    assert (DONE, {"ok": True, "book": str(new)}) == told(run, "init", book=new)


# ------------------------------------------------------------------ check


def test_check_with_problems(run, path):
    """Each problem is shown with ticket, cell and what to do; the status is 1, nothing is written."""
    before = path.read_bytes()

    status, out, err = run("check")

    assert (REFUSED, "") == (status, err)
    assert out.startswith("6 tickets: 2 to fix, 0 to look at.\n")
    assert "R-00106  J7    there is no material “K81”. Choose one from the list." in out
    assert before == path.read_bytes()


def test_check_without_problems(run, path):
    """A sheet in order ends with 0."""
    path.write_bytes(workbook(SOUND))

    assert (DONE, "4 tickets, nothing to fix.\n", "") == run("check")


def test_one_is_singular(run, path):
    """One ticket is a ticket, not “1 tickets”."""
    path.write_bytes(workbook(TICKETS[:1]))

    assert "1 ticket, nothing to fix.\n" == run("check")[1]
    assert (
        "2026-05 is closed: 1 piece goes to the workshop, net ¥1,000."
        in run("close", "2026-05", "--yes")[1]
    )
    assert "its 1 piece leaves the batch" in run("reopen", "2026-05")[1]


def test_check_as_json(run):
    """Programs get level, code, ticket, cell, column, what was typed and the words."""
    status, data = told(run, "check")

    assert (REFUSED, False, 6) == (status, data["ok"], data["tickets"])
    assert {
        "level": "fix",
        "code": "choice",
        "ticket": "R-00106",
        "cell": "J7",
        "column": "material",
        "found": "K81",
        "message": "there is no material “K81”. Choose one from the list.",
    } == data["problems"][-1]


def test_check_in_japanese(run):
    """--lang ja says the same in Japanese, of an English sheet too."""
    _, out, _ = run("check", "--lang", "ja")

    assert "受付 6 件:要修正 2 件、確認 0 件。" in out
    assert "素材に「K81」はありません。一覧から選んでください。" in out


def test_today_decides(run, path):
    """--today is the day the run takes for today: a later arrival is no longer in the future."""
    path.write_bytes(workbook(TICKETS[:5]))

    assert [REFUSED, DONE] == [run("check", today=day)[0] for day in (TODAY, "2026-06-02")]


# ------------------------------------------------------------------ sync


def test_sync(run, path):
    """Quotes, To fix, Desk and Log are written once; a second run writes nothing at all."""
    status, out, err = run("sync")
    assert (DONE, "") == (status, err)
    assert out.startswith("Wrote to the tabs: To fix, Desk, Quotes, Log.\n")
    assert ["approved", "approved", "quoted", "arrived"] == [
        row[2] for row in sheets(path)["Quotes"][1:5]
    ]
    before = state(path.parent)

    status, out, _ = run("sync")

    assert DONE == status
    assert out.startswith("Everything stands already; nothing was written.\n")
    assert before == state(path.parent)


def test_sync_adds_numbered_rows(run, path):
    """When the docket pad runs low it grows, and the command says so."""
    path.write_bytes(workbook(rows=100))

    assert "Added 56 numbered rows.\n" in run("sync")[1]


def test_sync_as_json(run):
    """Programs learn which tabs were written."""
    expected = {"ok": True, "wrote": ["To fix", "Desk", "Quotes", "Log"], "pad": 0, "to_fix": 2}

    assert (DONE, expected) == told(run, "sync")
    assert (DONE, expected | {"wrote": []}) == told(run, "sync")


def test_who_ran_it_stands_in_the_log(run, path, monkeypatch):
    """BACKOFFICE_WHO names the person in Log."""
    monkeypatch.setenv("BACKOFFICE_WHO", "佐藤")

    run("sync")

    assert "佐藤" == sheets(path)["Log"][-1][2]


# ------------------------------------------------------------------ close


def test_a_rehearsal_writes_nothing(run, path):
    """Without --yes it is told what would go, what is held and why, and nothing changes."""
    before = state(path.parent)

    status, out, err = run("close", "2026-05")

    assert (DONE, "") == (status, err)
    assert "2026-05: 2 pieces would go to the workshop, net ¥1,300. This is a rehearsal;" in out
    assert "R-00103    waiting for the customer's answer" in out
    assert "R-00104    not inspected yet" in out
    assert "R-00106    something is to fix first, see To fix" in out
    assert before == state(path.parent)


def test_close(run, path):
    """With --yes the month is closed and its papers lie beside the book."""
    status, out, err = run("close", "2026-05", "--yes")

    papers = path.parent / "papers" / "2026-05"
    assert (DONE, "") == (status, err)
    assert out.startswith("2026-05 is closed: 2 pieces go to the workshop, net ¥1,300.\n")
    assert {"workshop-order-2026-05.html", "workshop-order-2026-05.xlsx"} == set(state(papers))
    assert all(str(paper) in out for paper in papers.iterdir())
    assert ["R-00101", "R-00102"] == [row[1] for row in sheets(path)["Batches"][1:]]


def test_closing_again_changes_nothing(run, path):
    """The second time says so; sheet, versions and papers are the same byte for byte."""
    run("close", "2026-05", "--yes")
    before = state(path.parent)

    status, out, _ = run("close", "2026-05", "--yes")

    assert DONE == status
    assert out.startswith("2026-05 was closed before; nothing changed in the sheet.\n")
    assert before == state(path.parent)


def test_a_rehearsal_of_a_closed_month(run):
    """It says that the month is closed, and shows no plan."""
    run("close", "2026-05", "--yes")

    assert (
        "2026-05 was closed before; nothing changed in the sheet.\n" == run("close", "2026-05")[1]
    )


def test_close_with_another_folder(run, path):
    """--out names where the papers go."""
    run("close", "2026-05", "--yes", "--out", str(path.parent / "order"))

    assert 2 == len(state(path.parent / "order"))
    assert not (path.parent / "papers").exists()


def test_close_as_json(run, path):
    """Programs get what goes, what is held with its reason, and the papers."""
    _, rehearsal = told(run, "close", "2026-05")
    status, data = told(run, "close", "2026-05", "--yes")

    assert (DONE, True, True, False) == (status, data["ok"], data["closed"], data["again"])
    assert False is rehearsal["closed"]
    assert (rehearsal["pieces"], rehearsal["held"]) == (data["pieces"], data["held"])
    assert {
        "ticket": "R-00101",
        "piece": "Ring with three stones",
        "material": "Silver",
        "work": "① Refinish to new",
        "net": 1000,
    } == data["pieces"][0]
    assert {"R-00103": "waiting", "R-00104": "not-inspected", "R-00106": "problem"}.items() <= {
        held["ticket"]: held["code"] for held in data["held"]
    }.items()
    assert [True, True] == [Path(paper).exists() for paper in data["papers"]]
    assert told(run, "close", "2026-05")[1]["again"] is True


def test_too_early(run, path):
    """A month that is not over is refused with the day from which it can be closed."""
    before = path.read_bytes()

    status, out, err = run("close", "2026-05", "--yes", today="2026-05-30")

    assert (REFUSED, "") == (status, out)
    assert err == (
        "2026-05 is not over: pieces that arrive until 2026-05-31 belong to it. "
        "Close it from 2026-05-31 on.\n"
    )
    assert before == path.read_bytes()


def test_a_month_with_nothing_to_send_is_not_closed(run, path):
    """Nothing is written, and the command says that nothing was closed."""
    path.write_bytes(workbook(SOUND[2:]))
    before = path.read_bytes()

    status, out, _ = run("close", "2026-05", "--yes")

    assert REFUSED == status
    assert out.startswith("2026-05: no piece can go, so nothing was closed.\n")
    assert before == path.read_bytes()


@pytest.mark.parametrize("command", ["close", "reopen", "papers"])
@pytest.mark.parametrize("month", ["2026-13", "June", "2026", "2026-00", "2026-6-1", ""])
def test_no_month(run, command, month):
    """What is no month is misuse, with how to write one."""
    status, out, err = run(command, month)

    assert (MISUSED, "") == (status, out)
    assert f"“{month}” is no month. Write year and month, as 2026-06.\n" in err


# ------------------------------------------------------------------ reopen, papers


def test_reopen(run, path):
    """A rehearsal first; with --yes the batch is empty again, and the month can be closed anew."""
    run("close", "2026-05", "--yes")
    closed = path.read_bytes()

    assert run("reopen", "2026-05") == (
        DONE,
        "2026-05 would be reopened: its 2 pieces leave the batch. Add --yes to do it.\n",
        "",
    )
    assert closed == path.read_bytes()
    status, out, _ = run("reopen", "2026-05", "--yes")
    assert (DONE, True) == (status, out.startswith("2026-05 is open again; its 2 pieces"))
    assert 1 == len(sheets(path)["Batches"])
    assert run("close", "2026-05", "--yes")[1].startswith("2026-05 is closed: 2 pieces go")


def test_reopen_as_json(run):
    """Programs learn how many pieces it concerns and whether it was done."""
    run("close", "2026-05", "--yes")
    expected = {"ok": True, "month": "2026-05", "reopened": False, "pieces": 2}

    assert (DONE, expected) == told(run, "reopen", "2026-05")
    assert (DONE, expected | {"reopened": True}) == told(run, "reopen", "2026-05", "--yes")


@pytest.mark.parametrize("yes", [(), ("--yes",)])
def test_what_came_back_keeps_a_month_closed(run, path, yes):
    """Once a piece is back, the rehearsal refuses like the real thing, and names the ticket."""
    run("close", "2026-05", "--yes")
    write_cell(path, **{f"Tickets_{place('back')}3": date(2026, 6, 29)})
    before = path.read_bytes()

    status, out, err = run("reopen", "2026-05", *yes, today="2026-06-30")

    assert (REFUSED, "") == (status, out)
    assert "2026-05 cannot be reopened: 1 of its pieces came back (R-00102)." in err
    assert before == path.read_bytes()


def test_reopen_of_an_open_month(run):
    """The closed months are named."""
    assert (REFUSED, "", "2026-05 is not closed. Closed months: none.\n") == run(
        "reopen", "2026-05"
    )


def test_papers_again(run, path):
    """The same papers, byte for byte, wherever they are asked for."""
    run("close", "2026-05", "--yes")

    status, out, _ = run("papers", "2026-05", "--out", str(path.parent / "order"))

    assert (DONE, "Papers:") == (status, out.splitlines()[0])
    assert state(path.parent / "papers" / "2026-05") == state(path.parent / "order")
    _, data = told(run, "papers", "2026-05")
    assert (True, 2) == (data["ok"], len(data["papers"]))


def test_papers_of_an_open_month(run):
    """The next step is said."""
    status, out, err = run("papers", "2026-05")

    assert (REFUSED, "") == (status, out)
    assert err == (
        "2026-05 is not closed, so there is no order yet. Run: backoffice close 2026-05 --yes\n"
    )


def test_a_folder_that_cannot_be_written(run, path):
    """What stands in the way of the papers is said, with what to do."""
    (path.parent / "order").write_text("a file")
    run("close", "2026-05", "--yes")

    status, _, err = run("papers", "2026-05", "--out", str(path.parent / "order"))

    assert REFUSED == status
    assert "cannot be written into" in err
    assert "Name another folder with --out." in err


# ------------------------------------------------------------------ which book


def test_the_book_can_come_from_the_environment(run, path, monkeypatch):
    """BACKOFFICE_BOOK names the book."""
    monkeypatch.setenv("BACKOFFICE_BOOK", str(path))

    assert REFUSED == run("check", "--today", TODAY, book=None)[0]


def test_the_option_wins_over_the_environment(run, path, monkeypatch):
    """--book is the nearer word."""
    monkeypatch.setenv("BACKOFFICE_BOOK", "elsewhere.xlsx")
    path.write_bytes(workbook(SOUND))

    assert DONE == run("check")[0]


@pytest.mark.parametrize("command", [("init",), *WITH_BOOK], ids=lambda words: words[0])
def test_no_book(run, command):
    """Without a book it is misuse, with the three ways out."""
    status, out, err = run(*command, book=None)

    assert (MISUSED, "") == (status, out)
    for words in ("--book PATH", "BACKOFFICE_BOOK", "backoffice init --book desk.xlsx"):
        assert words in err


@pytest.mark.parametrize("command", [c for c in WITH_BOOK if c != ("doctor",)], ids=lambda w: w[0])
def test_a_missing_file(run, tmp_path, command):
    """The path is named and how to make one; nothing is made."""
    status, out, err = run(*command, book=tmp_path / "none.xlsx")

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
    """Writing is refused with the person's name and the way out; reading still works."""
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


# ------------------------------------------------------------------ policy


def broken(name):
    """Return the policy of a broken case, and what is wrong with it."""
    case = table_of(f"broken/{name}.toml")
    table = changed(table_of(case.get("base", "policy.toml")), case["change"])
    with pytest.raises(PolicyError) as error:
        policy_from(table)
    return error.value.problems


def test_a_broken_policy(run, tmp_path):
    """Every mistake comes with its dotted path; the status is 2, in words and as JSON."""
    mine = tmp_path / "mine.toml"
    mine.write_text("format = 1\n[shop]\ncontact = 7\n", encoding="utf-8")

    status, out, err = run("check", "--policy", str(mine))
    assert (MISUSED, "") == (status, out)
    assert err.startswith(f"The policy file {mine} cannot be used:\n")
    assert [] == [
        words for words in ("shop.contact: 7 does not fit.", "tax: this is missing.", "services: ")
        if words not in err
    ]  # fmt: skip
    status, data = told(run, "check", "--policy", str(mine))
    assert (MISUSED, False, err) == (status, data["ok"], data["error"] + "\n")


def test_a_missing_policy(run):
    """The path is named once."""
    status, _, err = run("check", "--policy", "nowhere.toml")

    assert MISUSED == status
    assert (
        err
        == "the policy file nowhere.toml cannot be opened: No such file or directory. Check the path.\n"
    )


def test_every_mistake_in_a_policy_has_japanese_words():
    """Whatever code a broken policy file brings up, it can be said in Japanese."""
    brought = {
        problem.code
        for path in (CASES / "broken").glob("*.toml")
        if path.stem != "third_language"
        for problem in broken(path.stem)
    }

    assert set() == brought - set(_POLICY_JA)


# ------------------------------------------------------------------ doctor


@pytest.mark.parametrize("language", ["en", "ja"])
def test_the_doctor_finds_all_in_order(run, path, language):
    """After a sync every finding is good."""
    path.write_bytes(workbook(SOUND[2:], language))
    run("sync")

    status, out, err = run("doctor", "--lang", language)

    assert (DONE, "", 7) == (status, err, out.count("✓ "))
    assert "!" not in out


def locked(path):
    (path.parent / "~$desk.xlsx").write_bytes(EXCEL_LOCK)


def renamed(path):
    write_cell(path, **{f"Tickets_{place('arrived')}1": "Da"})


def touched(path):
    write_cell(path, Quotes_C2="approved")


def low(path):
    path.write_bytes(workbook(SOUND[2:], rows=100))


def approved(path):
    path.write_bytes(workbook(SOUND))


@pytest.mark.parametrize(
    ("spoil", "day", "name", "words"),
    [
        (None, "2028-09-01", "Policy", "the calendar ends on 2028-12-31: add the next year"),
        (Path.unlink, TODAY, "Sheet", "is not there. Check the path"),
        (locked, TODAY, "In use", "山田 花子 has desk.xlsx open in Excel"),
        (renamed, TODAY, "Tabs and headings", "heading “Arrived / 到着日” is missing in row 1"),
        (touched, TODAY, "Script tabs", "1 row was changed by hand; run: backoffice sync"),
        (low, TODAY, "Docket pad", "only 98 blank rows left; run: backoffice sync"),
        (approved, TODAY, "Month end", "2 pieces of 2026-05 or before wait; run: backoffice close 2026-05"),
    ],
    ids=lambda value: getattr(value, "__name__", None),
)  # fmt: skip
def test_the_doctor_finds_what_is_wrong(run, path, spoil, day, name, words):
    """Each thing out of order is named with the next step, in both languages, and the status is 1."""
    path.write_bytes(workbook(SOUND[2:]))
    run("sync")
    if spoil:
        spoil(path)

    status, data = told(run, "doctor", today=day)

    [bad] = [check for check in data["checks"] if not check["ok"]]
    assert (REFUSED, False, name) == (status, data["ok"], bad["name"])
    assert words in bad["message"]
    assert not english(run("doctor", "--lang", "ja", today=day)[1], path.parent)


# ------------------------------------------------------------------ language


def english(text, folder):
    """Return what reads like an English sentence: three words, and no command or path."""
    text = text.replace(str(folder), "")
    text = re.sub(r"backoffice( [\w.-]+| --\w+| /\S+)*|\S+\.(xlsx|toml|html)\b", "", text)
    for typed in (
        "Ring with three stones",
        "Refinish to new",
        "Ultrasonic cleaning and de-dulling",
    ):
        text = text.replace(typed, "")
    return re.findall(r"[A-Za-z’']+(?: [a-z’']+){2,}", text)


@pytest.mark.parametrize("language", ["en", "ja"], ids="sheet-{}".format)
def test_japanese_is_japanese(run, path, language, tmp_path):
    """No command says an English sentence when asked for Japanese, whatever the sheet speaks."""
    path.write_bytes(workbook(TICKETS, language))
    everything = [
        run(*command, "--lang", "ja")
        for command in [
            ("check",), ("sync",), ("sync",), ("doctor",), ("papers", "2026-05"),
            ("reopen", "2026-05"), ("close", "2026-06"), ("close", "2026-05"),
            ("close", "2026-05", "--yes"), ("close", "2026-05", "--yes"), ("close", "2026-04"),
            ("papers", "2026-05"), ("reopen", "2026-05"), ("reopen", "2026-05", "--yes"),
        ]
    ]  # fmt: skip

    assert [] == [found for _, out, err in everything for found in english(out + err, tmp_path)]


@pytest.mark.parametrize(
    ("arguments", "how", "expected"),
    [
        (("init",), {}, REFUSED),
        (("close", "x"), {}, MISUSED),
        (("close",), {}, MISUSED),
        (("chekc",), {}, MISUSED),
        (("check", "--nope"), {}, MISUSED),
        (("check", "--today", "x"), {"today": None}, MISUSED),
        (("check", "more"), {}, MISUSED),
        (("check", "--rows"), {"book": None}, MISUSED),
        (("init", "--rows"), {"book": None}, MISUSED),
        (("check", "--policy", str(CASES / "codes.toml")), {}, MISUSED),
        (("check", "--policy", "no.toml"), {}, MISUSED),
        (("close", "2031-05"), {"today": "2031-06-01"}, REFUSED),
        (("check",), {"book": None}, MISUSED),
        (("check",), {"book": "desk.xls"}, REFUSED),
        (("check",), {"book": "https://docs.google.com/spreadsheets/d/1"}, REFUSED),
        (("check",), {"book": Path(__file__).parent / "."}, REFUSED),
    ],
)
def test_refusals_are_japanese(run, tmp_path, arguments, how, expected):
    """Misuse and refusals are Japanese throughout, and end with the status they should."""
    status, out, err = run("--lang", "ja", *arguments, **how)

    assert (expected, "") == (status, out)
    assert [] == english(err, tmp_path)
    assert re.search("[ぁ-ん]", err)


@pytest.mark.parametrize("kind", [b"", b"PK\x05\x06", b"text", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"])
def test_what_is_no_workbook_is_said_in_japanese(run, path, kind):
    """Damaged files are explained in Japanese too."""
    path.write_bytes(kind)

    status, _, err = run("check", "--lang", "ja")

    assert REFUSED == status
    assert [] == english(err, path.parent)
    assert re.match(rf"{re.escape(str(path))} [はのをに]", err)


@pytest.mark.parametrize(
    ("variables", "arguments", "expected"),
    [
        ({}, [], "No sheet is named"),
        ({"LANG": "ja_JP.UTF-8"}, [], "シートが指定されていません"),
        ({"BACKOFFICE_LANG": "ja"}, [], "シートが指定されていません"),
        ({"BACKOFFICE_LANG": "en", "LANG": "ja_JP.UTF-8"}, [], "No sheet is named"),
        ({"BACKOFFICE_LANG": "ja"}, ["--lang", "en"], "No sheet is named"),
        ({}, ["--lang=ja"], "シートが指定されていません"),
    ],
)
def test_which_language(run, monkeypatch, variables, arguments, expected):
    """The option counts before BACKOFFICE_LANG, and that before the system's language."""
    for name, value in variables.items():
        monkeypatch.setenv(name, value)

    assert expected in run("check", *arguments, book=None)[2]


def test_the_language_may_stand_before_the_command(run):
    """--lang is understood before and behind the command."""
    assert "シートが指定されていません" in run("--lang", "ja", "check", book=None)[2]


# ------------------------------------------------------------------ help, version


@pytest.mark.parametrize("language", ["en", "ja"])
@pytest.mark.parametrize("command", COMMANDS)
def test_help(run, command, language):
    """Every command has a help page in both languages, with its options and an example."""
    status, out, err = run(command, "--help", "--lang", language, book=None)

    assert (DONE, "") == (status, err)
    assert {"en": "Usage: ", "ja": "使い方: "}[language] + f"backoffice {command} " in out
    assert re.search(rf"\n    backoffice {command}( .*)?\n\Z", out)
    assert all(len(line) <= 80 for line in out.splitlines())
    if language == "ja":
        options = re.findall(r"^  --\S+.*", out, re.MULTILINE)
        assert [] == [line for line in options if not re.search("[ぁ-ん一-龠]", line)]


@pytest.mark.parametrize(("language", "title"), [("en", "Commands:"), ("ja", "コマンド:")])
@pytest.mark.parametrize("arguments", [[], ["--help"]], ids=["no command", "--help"])
def test_help_of_all(capsys, monkeypatch, arguments, language, title):
    """The commands are listed in the order of a desk's life, none of their lines cut short."""
    monkeypatch.setenv("BACKOFFICE_LANG", language)

    status = main(arguments)

    out = capsys.readouterr().out
    listed = out[out.index(title) :].splitlines()[1:]
    assert (DONE, list(COMMANDS)) == (status, [line.split()[0] for line in listed])
    assert "..." not in "".join(listed)


def test_the_examples_are_calls_that_work():
    """Each example of the help pages is a call that click understands."""
    group = cli._desk("en")
    for line in [line for lines in cli._EXAMPLES.values() for line in lines]:
        program, name, *arguments = line.split()
        command = group.commands[name]
        assert program == "backoffice"
        assert isinstance(command.make_context(name, arguments), click.Context)


@pytest.mark.parametrize("option", ["--help", "--version"])
def test_help_loads_nothing_heavy(option):
    """Help and version come at once: no data library is loaded for them."""
    heavy = (
        "pandas",
        "numpy",
        "gspread",
        "google",
        "requests",
        "xlsxwriter",
        "python_calamine",
        "jinja2",
        "rich",
    )
    program = (
        "import sys; from backoffice.cli.program import main; "
        f"status = main(['{option}']); print(sorted(sys.modules), file=sys.stderr); sys.exit(status)"
    )

    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)

    assert DONE == done.returncode
    assert [] == [name for name in heavy if f"'{name}'" in done.stderr]


def test_version(capsys):
    """--version prints name and version."""
    assert (DONE, f"backoffice {__version__}\n") == (main(["--version"]), capsys.readouterr().out)


# ------------------------------------------------------------------ misuse, refusal, interruption


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["chekc"], "No such command 'chekc'."),
        (["check", "--nope"], "No such option '--nope'."),
        (["close"], "Missing argument 'MONTH'."),
        (["check", "--lang", "fr"], "'fr' is not one of 'en', 'ja'"),
        (["check", "--today", "yesterday"], "Invalid value for '--today'"),
        (["init", "--rows", "3"], "3 is not in the range 100<=x<=20000"),
        (["check", "more"], "unexpected extra argument"),
    ],
)
def test_misuse(capsys, arguments, words):
    """A call that is not understood ends with 2 and says how it should be."""
    status = main(arguments)
    said = capsys.readouterr()

    assert (MISUSED, "") == (status, said.out)
    assert words in said.err
    assert "Usage: backoffice" in said.err
    assert "--help' for help." in said.err


@pytest.mark.parametrize(
    ("arguments", "status"),
    [
        (["check", "--nope"], MISUSED),
        (["check"], MISUSED),
        (["papers", "2026-05", "--book", "none.xlsx"], REFUSED),
        (["papers", "June", "--book", "none.xlsx"], MISUSED),
        (["check", "--book", "x.xlsx", "--policy", "none.toml"], MISUSED),
    ],
)
def test_refusals_are_json_for_programs(capsys, arguments, status):
    """With --json every refusal is one JSON object on standard output."""
    assert status == main([*arguments, "--json"])
    said = capsys.readouterr()

    assert "" == said.err
    assert {"ok": False}.items() <= json.loads(said.out).items()


@pytest.mark.parametrize(
    ("language", "words"),
    [("en", "Stopped. The sheet is as it was before this run"), ("ja", "中断しました。")],
)
def test_ctrl_c(run, monkeypatch, language, words):
    """Stopping ends with 130 and says in plain words how the sheet stands."""

    def interrupted(_run):
        raise KeyboardInterrupt

    monkeypatch.setattr(jobs, "sync", interrupted)

    status, out, err = run("sync", "--lang", language)

    assert (STOPPED, "") == (status, out)
    assert err.strip().startswith(words)


def test_an_unknown_time_zone(run, tmp_path):
    """Without --today the zone of the policy must be known; if not, its place is said."""
    mine = tmp_path / "mine.toml"
    shop = (Path(cli.__file__).parents[2] / "estimator" / "policy.toml").read_text(encoding="utf-8")
    mine.write_text(shop.replace("Asia/Tokyo", "Asia/Atlantis"), encoding="utf-8")

    for language, words in (("en", "Correct shop.timezone."), ("ja", "shop.timezone を直して")):
        status, out, err = run("check", "--policy", str(mine), "--lang", language, today=None)
        assert (REFUSED, "") == (status, out)
        assert "Asia/Atlantis" in err
        assert words in err


def test_a_reader_who_leaves_early(path):
    """When the next program has seen enough, the command stops without a word."""
    command = [sys.executable, "-m", "backoffice", "check", "--book", str(path), "--today", TODAY]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as running:
        assert running.stdout
        assert running.stderr
        running.stdout.close()
        said = running.stderr.read()

    assert (STOPPED, b"") == (running.returncode, said)
