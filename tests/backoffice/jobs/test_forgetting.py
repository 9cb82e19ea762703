"""Forgetting personal data: by a list, in a copy, in the sheet; afterwards nothing falsely alarms."""

from __future__ import annotations

import re
import zipfile
from datetime import date, datetime

import openpyxl
import pytest

from backoffice import jobs
from backoffice.books import open_book
from backoffice.books.google.sheet_urls import address_of
from backoffice.intake.problems import ProblemCode
from backoffice.jobs.desk import read_desk
from backoffice.jobs.forgetting import forget, plan_forget
from backoffice.messages.errors import BookUnavailableError, RefusedError
from backoffice.sheet.addresses import column_letters
from tests.backoffice import desks
from tests.backoffice.books.google_desks import copied, emulator, on
from tests.backoffice.cli.workbooks import letters_of, state, write_cell
from tests.backoffice.desks import JUNE
from tests.backoffice.faulty_system import Faults
from tests.backoffice.jobs.forgetting_desks import (
    BEFORE,
    NOW,
    SECRETS,
    run_on,
    sheet_desk,
    workbook_desk,
)

FORGOTTEN = ["R-00101", "R-00102"]


def forgetting(book, **how):
    return forget(run_on(book), BEFORE, language="en", **how)


def texts_of(path):
    """Return everything that is in a workbook, part by part, as one text."""
    with zipfile.ZipFile(path) as package:
        return "\n".join(
            package.read(name).decode("utf-8", "replace") for name in package.namelist()
        )


def secrets_in(text):
    return [secret for secret in SECRETS if secret in text]


def assert_quiet(book, *, problems):
    """Whatever looks for changed, moved or missing entries finds no more than before."""
    desk = jobs.sync(run_on(book)).desk
    settled = {(ProblemCode.PERSONAL, ticket) for ticket in FORGOTTEN}
    left = [each for each in problems if each not in settled]
    assert left == [(each.code, each.ticket) for each in desk.problems]
    assert () == jobs.sync(run_on(book)).wrote
    plan = jobs.plan(run_on(book, datetime(2026, 6, 30, 12)), JUNE)
    assert [] == [piece.ticket for piece in plan.plan.pieces if piece.ticket in FORGOTTEN]
    assert set(FORGOTTEN) <= desk.ledger.forgotten


def assert_only_emptied(cells, before, after):
    """Exactly `cells` of the rows of Tickets are empty afterwards; all others are as they were."""
    emptied = {(cell.row, cell.column) for cell in cells}
    for at, (old, new) in enumerate(zip(before, after, strict=True), 1):
        expected = ["" if (at, n) in emptied else cell or "" for n, cell in enumerate(old)]
        assert expected == [*(cell or "" for cell in new), *[""] * (len(old) - len(new))]


def rows_of(book):
    return book.read().sheets["Tickets"].rows


def empty(path, cells, **typed):
    """Empty cells of a workbook by hand, and type others."""
    write_cell(
        path, **{f"Tickets_{column_letters(c.column + 1)}{c.row}": None for c in cells}, **typed
    )


def problems_of(book):
    return [(each.code, each.ticket) for each in read_desk(run_on(book)).problems]


@pytest.fixture
def path(tmp_path):
    return workbook_desk(tmp_path)


@pytest.fixture
def key():
    return copied(emulator(), sheet_desk())


@pytest.fixture(params=["workbook", "google"])
def book(request, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    if request.param == "workbook":
        return open_book(workbook_desk(tmp_path))
    return on(emulator(), copied(emulator(), sheet_desk()))


def test_the_rehearsal_writes_nothing(book, tmp_path):
    """It names the finished tickets with their cells, and the book and its folder stay as they are."""
    read, files = book.read().sheets, state(tmp_path)

    plan = plan_forget(run_on(book), BEFORE)

    assert (FORGOTTEN, False) == (plan.tickets, plan.done)
    keys = {letters_of(k) for k in ("name", "email", "phone", "order", "photo", "piece", "address", "notes", "tracking")}  # fmt: skip
    assert keys == {column_letters(c.column + 1) for c in plan.cells if c.ticket == "R-00101"}
    assert (read, files) == (book.read().sheets, state(tmp_path))


def test_the_list_and_log_hold_no_personal_data(book, tmp_path):
    """The list names cells, Log names tickets, once for any number of lists; staff's cells are as they were."""
    before = book.read().sheets["Tickets"]

    done = forgetting(book)

    assert before == book.read().sheets["Tickets"]
    assert [".html", ".csv"] == [path.suffix for path in done.listed]
    assert [] == secrets_in("".join(path.read_text("utf-8") for path in done.listed))
    log = book.read().sheets["Log"].rows[-1]
    assert ("forget", "R-00101 R-00102") == (log[3], log[-1])
    assert [] == secrets_in(str(log))
    assert FORGOTTEN == forgetting(book).tickets
    assert log == book.read().sheets["Log"].rows[-1]


def test_staff_empty_a_workbook_by_the_list(path):
    """Emptied by hand, no check takes it for a change after the close, a sort or a missing row."""
    book = open_book(path)
    problems = problems_of(book)
    cells = forgetting(book).cells
    empty(path, cells)

    assert_quiet(book, problems=problems)
    assert [] == plan_forget(run_on(book), BEFORE).tickets


def test_a_customer_who_comes_back_takes_nobodys_entries(path):
    """The same name typed on a new row, while the old one is emptied, is no sort of some columns."""
    book = open_book(path)
    cells = forgetting(book).cells
    new = {f"Tickets_{column_letters(c.column + 1)}7": c.value for c in cells if c.row == 2 and c.value != "Hoshino's ring"}  # fmt: skip
    empty(path, cells, **new)

    found = jobs.sync(run_on(book)).desk.problems
    assert [] == [
        each.code for each in found if "EXCHANGE" in each.code.name or "MOVED" in each.code.name
    ]
    jobs.plan(run_on(book, datetime(2026, 6, 30, 12)), JUNE)  # refused where entries changed rows


def test_the_emptied_copy_of_a_workbook(path, tmp_path):
    """The copy holds nothing of them in any part, all else cell for cell; the workbook stays as it was."""
    book, target = open_book(path), tmp_path / "emptied.xlsx"
    problems, before, read = problems_of(book), path.read_bytes(), rows_of(book)

    done = forgetting(book, copy=target)

    assert (before, []) == (path.read_bytes(), done.remains)
    assert SECRETS == tuple(secrets_in(texts_of(path)))
    assert [] == secrets_in(texts_of(target))
    assert_only_emptied(done.cells, read, rows_of(open_book(target)))
    assert_quiet(open_book(target), problems=problems)


def test_the_copy_takes_the_place_of_the_workbook(path, tmp_path):
    """Moved over the workbook it is no older copy: the journal beside knows what it holds."""
    target = tmp_path / "emptied.xlsx"
    forgetting(open_book(path), copy=target)
    target.replace(path)

    assert () == jobs.sync(run_on(open_book(path))).wrote
    assert [] == plan_forget(run_on(open_book(path)), BEFORE).tickets


def test_links_go_with_their_cells_and_notes_are_named(path, tmp_path):
    """The address behind a cell is not in the copy either; a note has to be deleted by hand in the part named."""
    book = openpyxl.load_workbook(path)
    sheet, photo = book["Tickets"], letters_of("photo")
    sheet[f"{photo}2"].value = "see here"
    sheet[f"{photo}2"].hyperlink = "https://photos.example/secretphoto"
    sheet[f"{photo}4"].hyperlink = "https://photos.example/other"
    sheet["C9"].comment = openpyxl.comments.Comment("ask hoshino@example.com", "Sato")
    book.save(path)
    target = tmp_path / "emptied.xlsx"

    done = forgetting(open_book(path), copy=target)

    text = texts_of(target)
    assert ("secretphoto" in text, "photos.example/other" in text) == (False, True)
    assert [] == openpyxl.load_workbook(target)["Tickets"]._hyperlinks[1:]
    assert 1 == len([part for part in done.remains if "comment" in part])


def test_a_copy_overwrites_nothing(path, tmp_path):
    """A file of that name stays, the workbook too, and nothing else is deleted."""
    target = tmp_path / "emptied.xlsx"
    target.write_text("mine")
    before = state(tmp_path)

    with pytest.raises(BookUnavailableError, match="already there"):
        forgetting(open_book(path), copy=target)

    assert before == state(tmp_path)


def test_a_copy_is_there_in_full_or_not_at_all(path, tmp_path, monkeypatch):
    """Whichever call of the system fails, a full disk or Ctrl-C in turn: no half copy, no change to the workbook."""
    target, before = tmp_path / "emptied.xlsx", path.read_bytes()
    whole = Faults(monkeypatch)
    assert whole.during(lambda: forgetting(open_book(path), copy=target)) is None
    copy = target.read_bytes()
    for number in range(1, len(whole.calls) + 1):
        target.unlink(missing_ok=True)
        error = (OSError(28, "No space left on device"), KeyboardInterrupt())[number % 2]
        Faults(monkeypatch, error, number).during(lambda: forgetting(open_book(path), copy=target))
        assert not target.exists() or copy == target.read_bytes()
        assert before == path.read_bytes()


def test_cells_are_cleared_on_google(key, tmp_path, monkeypatch):
    """Exactly these cells are empty afterwards, numbers too; Log has the tickets and all is quiet."""
    monkeypatch.chdir(tmp_path)
    book = on(emulator(), key)
    problems, read = problems_of(book), rows_of(book)

    done = forgetting(book, clear=True)

    assert (True, []) == (done.cleared, done.left)
    assert_only_emptied(done.cells, read, rows_of(book))
    assert [] == secrets_in(str(emulator().staff(key).entered("Tickets")))
    assert_quiet(book, problems=problems)


@pytest.mark.parametrize("at", [1, 2, 3, 4, 5, 6])
def test_what_somebody_changes_meanwhile_is_not_emptied(key, at):
    """Typed between any two requests, the new text stays; the other cells are emptied in the end."""
    cell, staff = f"{letters_of('notes')}2", emulator().staff(key)
    requests = iter(range(1, 100))

    def meanwhile(_):
        if next(requests) == at:
            staff.type("Tickets", cell, "typed just now")

    emulator().between(meanwhile)
    done = forgetting(on(emulator(), key), clear=True)
    emulator().between(None)

    kept = staff.entered("Tickets", cell)
    seen_in_time = at <= 2  # it was there when the cells were read first
    assert ([] if seen_in_time else [["typed just now"]]) == [row for row in kept if any(row)]
    assert (not seen_in_time) == bool(done.left)
    assert "Hoshino Rei" not in str(staff.entered("Tickets"))


def test_where_all_was_typed_anew_meanwhile_nothing_is_emptied():
    """All of it is left, and said; the run is written down without a ticket."""
    run = desks.run_of(desks.ASKED | {"answer": "cancelled"}, now=NOW)
    typed = {"name": "Emma", "email": "emma@example.com", "order": "A-1", "photo": "none"}
    run.book.before_write = lambda: desks.edit(run, 2, **typed)

    done = forget(run, BEFORE, language="en", clear=True)

    assert ([], {*typed.values()}) == (done.cells, {cell.value for cell in done.left})


def test_rows_that_are_sorted_meanwhile_lose_nothing(key):
    """A sort between reading and writing moves other entries there: none of them is emptied."""
    staff = emulator().staff(key)
    open_names = sorted(str(row[1]) for row in staff.entered("Tickets", "A4:D5"))

    def meanwhile(request):
        if request.name.endswith("batchUpdate"):
            emulator().between(None)
            staff.sort("Tickets", f"A2:{letters_of('notes')}111", "A", downwards=True)

    emulator().between(meanwhile)
    done = forgetting(on(emulator(), key), clear=True)
    emulator().between(None)

    rows = {row[0]: row for row in staff.entered("Tickets") if row}
    assert open_names == sorted(str(rows[number][1]) for number in ("R-00103", "R-00104"))
    assert [] == [cell for cell in done.left if cell.ticket not in FORGOTTEN]
    assert [] == forgetting(on(emulator(), key), clear=True).left
    assert "Hoshino Rei" not in str(staff.entered("Tickets"))


def test_a_workbook_is_never_cleared_and_a_sheet_not_copied(path, key, tmp_path):
    """Each back end says what is done instead, and writes nothing."""
    before = path.read_bytes()

    with pytest.raises(BookUnavailableError, match="does not write your cells"):
        forgetting(open_book(path), clear=True)
    with pytest.raises(BookUnavailableError, match="--clear"):
        forgetting(on(emulator(), key), copy=tmp_path / "x.xlsx")

    assert (before, False) == (path.read_bytes(), (tmp_path / "x.xlsx").exists())


def test_links_of_the_list_lead_to_the_cells(key, path):
    """On Google to the tab and the area; of a workbook to the file and the cell."""
    for book, pattern in (
        (on(emulator(), key), rf"{re.escape(address_of(key))}/edit#gid=\d+&range=B2"),
        (open_book(path), rf"{re.escape(path.as_uri())}#Tickets!B2"),
    ):
        assert re.fullmatch(pattern, book.link_to(book.read(), "Tickets", "B2"))


def test_versions_and_papers_of_long_ago_go(path, tmp_path):
    """Old versions, old papers but the orders, and letters about forgotten tickets are deleted; no other file."""
    versions = tmp_path / "desk.versions"
    ancient = versions / "desk 2026-05-31 12.00.00.000000+0900 0123abcd.xlsx"
    ancient.write_bytes(path.read_bytes())
    gone = ["papers/2026-05/receipt-R-00101.pdf", "letters/R-00101-back.eml"]  # fmt: skip
    kept = ["papers/2026-05/workshop-order-2026-05.html", "letters/R-00103-quote.eml", "notes/R-00101.txt"]  # fmt: skip
    for name in (*gone, *kept):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("…")

    newer = versions / "desk 2027-01-01 00.00.00.000000+0900 0123abcd.xlsx"
    newer.write_bytes(path.read_bytes())
    old = sorted(each for each in versions.glob("desk *.xlsx") if each.name[5:15] < str(BEFORE))

    plan = plan_forget(run_on(open_book(path)), BEFORE)
    assert old == plan.versions
    assert [tmp_path / name for name in sorted(gone)] == plan.papers
    forgetting(open_book(path))

    assert not ancient.exists() and newer.exists()
    assert [] == [name for name in gone if (tmp_path / name).exists()]
    assert kept == [name for name in kept if (tmp_path / name).exists()]
    assert plan.newer_versions > 0


def test_exchanged_entries_are_settled_first(path):
    """While entries of tickets are on each other's rows nobody knows whose they are: refused."""
    one, other = f"Tickets_{letters_of('name')}2", f"Tickets_{letters_of('name')}4"
    write_cell(path, **{one: "山田 花子", other: "Hoshino Rei"})

    with pytest.raises(RefusedError, match="R-00101"):
        plan_forget(run_on(open_book(path)), BEFORE)


def test_many_tickets_on_google_go_in_several_runs(key, monkeypatch, tmp_path):
    """What does not fit one write is left for the next run, and said."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("backoffice.jobs.forgetting.MOST_CLEARED", 1)

    first, second = (forgetting(on(emulator(), key), clear=True) for _ in range(2))

    assert [(["R-00101"], 1), (["R-00102"], 0)] == [(d.tickets, d.later) for d in (first, second)]
    assert [] == plan_forget(run_on(on(emulator(), key)), date(2027, 1, 1)).tickets


def test_nothing_old_enough(path):
    """Before the first ticket ended there is nothing to do, and nothing is written."""
    before = path.read_bytes()
    done = forget(run_on(open_book(path), NOW), date(2026, 1, 1), language="en")

    assert ([], [], before) == (done.tickets, done.listed or [], path.read_bytes())
