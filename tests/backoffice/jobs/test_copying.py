"""Copying a desk from a workbook to a sheet and back: every cell is the same."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from functools import cache

import openpyxl
import pytest
import xlsxwriter

from backoffice import jobs
from backoffice.books.new_desks import NewDesk, TabContents, new_desk
from backoffice.books.workbook.create import new_workbook as creating
from backoffice.books.workbook.workbook import Workbook
from backoffice.jobs.connecting import connect
from backoffice.jobs.copy_contents import trimmed
from backoffice.jobs.copying import copy
from backoffice.jobs.desk import read_desk
from backoffice.messages.errors import BookUnavailableError, LayoutError, RefusedError
from backoffice.sheet.columns import ticket_columns
from backoffice.sheet.headings import Tab, find_tab
from tests.backoffice import desks
from tests.backoffice.books.decorated_workbooks import decorated
from tests.backoffice.books.desks import ODD_TEXTS, new_workbook
from tests.backoffice.books.google_desks import FEW_ROWS, emulator
from tests.backoffice.books.google_desks import copied as copy_of
from tests.backoffice.desks import APPROVED, ARRIVED, MAY, POLICY, QUOTED, workbook_at
from tests.backoffice.sheets import blank, full_state, run_on, typed_in
from tests.selection import in_turns, pairwise

ODD = [
    *ODD_TEXTS,
    "x" * 32_767,
    True,
    False,
    0,
    -1.5,
    1e300,
    1 / 3,
    date(1900, 1, 1),
    date(9999, 12, 31),
    date(2024, 2, 29),
    datetime.fromisoformat("2026-06-01T23:59:58"),
    time(7, 30),
    timedelta(hours=30, minutes=15),
]
"""Values that programs like to take for something else."""

MISPLACED = {
    "arrived": 1800,
    "price": date(2026, 5, 20),
    "order": 42,
    "piece": date(2026, 5, 1),
    "notes": "x" * 30_000,
    "answer": True,
    "photo": "=HYPERLINK()",
    "enquired": "1899-12-31",
}
"""What somebody typed into the wrong column."""

COLUMNS = ticket_columns(POLICY.undated)


def workbook_run(path):
    return desks.run_on(Workbook(path))


def own_tabs(language):
    """Return a desk that staff made their own: columns moved and added, tabs of their own."""
    tickets = [APPROVED, APPROVED, QUOTED, ARRIVED | {"material": "K81"}, ARRIVED | MISPLACED]
    pages = [*new_desk(POLICY.undated, language, jobs.first_numbers(120), tickets).tabs]
    pages[1] = _moved(pages[1])
    rows = [[], ["", "Odd values"], *([n, value] for n, value in enumerate(ODD)), [], ["last"]]
    pages.insert(2, TabContents(tab=None, name="My notes", rows=rows))
    return [*pages, TabContents(tab=None, name="空のタブ", rows=[])]


def _moved(page):
    """Return Tickets with Name in front and two columns of staff's own."""
    order = [3, None, 0, 1, 2, *range(4, len(page.columns)), None]
    columns, heading, *rows = (
        [None if at is None else cells[at] for at in order] for cells in (page.columns, *page.rows)
    )
    heading[1], heading[-1] = "Shelf", "Due"
    for at, row in enumerate(rows[:3]):
        row[1], row[-1] = f"00{at}", date(2026, 7, 1 + at)
    rows = [heading, *rows[:2], [], *rows[2:], ["", "a row without a number"]]
    return replace(page, columns=columns, rows=rows)


@pytest.fixture(scope="module", autouse=True)
def few_rows():
    """Sheets are made with few blank rows."""
    with pytest.MonkeyPatch.context() as patch:
        for name, value in FEW_ROWS.items():
            patch.setattr(name, value)
        yield


@pytest.fixture(scope="module", params=["en", "ja"])
def desk(request, tmp_path_factory):
    """Return the path of a workbook at work: May closed, something to fix, June going on."""
    path = tmp_path_factory.mktemp("desk") / "desk.xlsx"
    tabs = own_tabs(request.param)
    Workbook(path).create(NewDesk(policy=POLICY.undated, language=request.param, tabs=tabs))
    run = workbook_run(path)
    jobs.start(run)
    jobs.close(run, MAY)
    return path


@pytest.fixture(scope="module")
def sheet(desk):
    """Return the key of a sheet that the workbook was copied to, and the result."""
    key = blank()
    return key, copy(workbook_run(desk), run_on(key))


@pytest.fixture(scope="module")
def back(sheet, tmp_path_factory):
    """Return the path of a workbook that went to Google and came back."""
    path = tmp_path_factory.mktemp("back") / "back.xlsx"
    copy(run_on(sheet[0]), workbook_run(path))
    return path


@pytest.fixture(scope="module")
def small(tmp_path_factory):
    """Return a workbook with a closed month, in which nobody typed into a wrong column."""
    path = tmp_path_factory.mktemp("small") / "desk.xlsx"
    jobs.start(desks.run_on(workbook_at(path, APPROVED, QUOTED, ARRIVED | {"material": "K81"})))
    jobs.close(workbook_run(path), MAY)
    return path


@pytest.fixture(autouse=True)
def mended():
    yield
    emulator().mend()
    emulator().between(None)


@cache
def connected():
    """Return the key of a sheet that is set up and that nobody writes: it is copied."""
    key = blank()
    connect(run_on(key), language="en", rows=120)
    return key


def cells(sheets):
    """Return the cells of every tab, blank ends aside, to be compared; Start is laid out anew in each book."""
    return {
        name: []
        if find_tab(Tab.START, [name])
        else [[None if cell == "" else cell for cell in row] for row in trimmed(sheet.rows)]
        for name, sheet in sheets.items()
    }


def in_sheet(key):
    return cells(run_on(key).book.export().snapshot.sheets)


def in_workbook(path):
    return cells(Workbook(path).export().snapshot.sheets)


# ------------------------------------------------------------------ nothing is lost


def test_workbook_to_sheet_cell_for_cell(desk, sheet):
    """Every cell of every tab has its type and value; tabs and columns keep their order."""
    key, done = sheet

    assert in_workbook(desk) == in_sheet(key)
    assert list(in_workbook(desk)) == emulator().staff(key).tabs == list(in_sheet(key))
    assert (9, False, []) == (done.tabs, done.again, list(done.as_text))


def test_there_and_back_cell_for_cell(desk, back):
    """A workbook that went to Google and back is the same, cell for cell."""
    assert in_workbook(desk) == in_workbook(back)


def test_the_next_sync_writes_only_what_was_reported(desk, sheet):
    """A date in a column of amounts is a number in a sheet; the tabs that change are in the result."""
    key, done = sheet
    copy_key = copy_of(emulator(), key)

    wrote = [name for name in jobs.sync(run_on(copy_key)).wrote if name not in ("Log", "記録")]

    assert list(done.renewed) == wrote
    assert () == jobs.sync(run_on(copy_key)).wrote


def test_a_copied_desk_needs_no_sync(small, tmp_path):
    """Where nobody typed into wrong columns, the next sync of the copy writes nothing."""
    key, back = blank(), tmp_path / "back.xlsx"

    there = copy(workbook_run(small), run_on(key))
    returned = copy(run_on(key), workbook_run(back))

    assert [[], []] == [list(there.renewed), list(returned.renewed)]
    assert [(), ()] == [jobs.sync(run).wrote for run in (run_on(key), workbook_run(back))]


def test_a_closed_month_stays_closed(desk, sheet, back, tmp_path):
    """It cannot be closed again, its mark is in use, and its papers are the same."""
    runs = [workbook_run(desk), run_on(sheet[0]), workbook_run(back)]
    orders = []
    for at, run in enumerate(runs):
        assert jobs.close(run, MAY).again
        assert {MAY} == set(read_desk(run).ledger.closed)
        made = jobs.papers(read_desk(run), MAY, tmp_path / str(at))
        orders.append([path.read_bytes() for path in made.papers])
    assert {202605} == runs[1].book.read().state.versions.months
    assert orders[0] == orders[1] == orders[2]


def test_a_closed_month_can_be_reopened_there(sheet):
    """The mark that came along is freed like any other, and used again."""
    key = copy_of(emulator(), sheet[0])

    assert 2 == jobs.reopen(run_on(key), MAY)
    assert not jobs.close(run_on(key), MAY).again
    assert jobs.close(run_on(key), MAY).again


def test_the_copy_is_set_up_like_a_new_one(desk, sheet):
    """Checks and colours follow the columns to where staff moved them; script tabs are protected."""
    staff = emulator().staff(sheet[0])
    tickets, quotes = staff.sheet(staff.tabs[1]), staff.sheet(staff.tabs[5])
    arrived = own_tabs("en")[1].column_index["arrived"]

    check = tickets.cell(5, arrived)["dataValidation"]["condition"]
    assert "DATE_ON_OR_AFTER" == check["type"]
    assert "dataValidation" not in tickets.cell(5, 1)
    assert quotes.protected
    assert not tickets.protected
    formula = tickets.rules[0]["booleanRule"]["condition"]["values"][0]["userEnteredValue"]
    assert "=COUNTIF($C$2:$C,$C2)>1" == formula


@pytest.mark.parametrize(("tab", "column"), [(Tab.TO_FIX, 3), (Tab.TODAY, 0)])
def test_links_lead_to_the_cells_of_the_new_book(sheet, back, tab, column):
    """In a sheet and in a workbook: to the cell in Tickets that the row names, from Today also to To fix."""
    staff, file = emulator().staff(sheet[0]), openpyxl.load_workbook(back)
    shown, tickets, to_fix = (
        next(name for name in staff.tabs if name in (each.value.en, each.value.ja))
        for each in (tab, Tab.TICKETS, Tab.TO_FIX)
    )
    led_to = []
    for row, cells in enumerate(file[shown].iter_rows()):
        if not (link := cells[column].hyperlink):
            continue
        text, (name, _, address) = cells[column].value, link.location.partition("!")
        leads_to = to_fix if text == to_fix else tickets
        assert f"'{leads_to}'" == name
        if tab is Tab.TODAY and leads_to == tickets:
            assert text == file[tickets][address].value
        if tab is Tab.TO_FIX:
            assert text == address
        uri = staff.sheet(shown).cell(row, column)["userEnteredFormat"]["textFormat"]["link"]["uri"]
        assert f"#gid={staff.sheet(leads_to).id}&range={address}" == uri
        led_to.append(leads_to)
    assert len(led_to) > 2
    assert (to_fix in led_to) == (tab is Tab.TODAY)


# ------------------------------------------------------------------ values that a workbook cannot store


def test_what_a_cell_cannot_hold_is_named(tmp_path):
    """A text of 50,000 letters fits a sheet and no workbook; the cell is named, nothing is written."""
    key, path, other = copy_of(emulator(), connected()), tmp_path / "desk.xlsx", blank()
    typed_in(key, "Tickets", "D2", "長" * 50_000)
    emulator().staff(key).add_tab("A name that is longer than thirty-one letters")

    with pytest.raises(RefusedError) as refused:
        copy(run_on(key), workbook_run(path))

    assert "Tickets, D2: 50,000 letters, a cell there holds 32,767" in str(refused.value)
    assert "Tickets D2：50,000 文字" in refused.value.in_("ja")
    assert "longer than thirty-one letters”: in a workbook a name has" in str(refused.value)
    assert not path.exists()
    copy(run_on(key), run_on(other))
    assert in_sheet(key) == in_sheet(other)


def test_days_before_1900_become_text_and_are_reported(tmp_path):
    """A workbook knows none; the date becomes text, and the result has its address."""
    key, path = copy_of(emulator(), connected()), tmp_path / "desk.xlsx"
    staff = emulator().staff(key)
    staff.add_tab("Heirlooms")
    shown = {"numberFormat": {"type": "DATE", "pattern": "yyyy-mm-dd"}}
    cell = {"userEnteredValue": {"numberValue": -243}, "userEnteredFormat": shown}
    start = {"sheetId": staff.sheet("Heirlooms").id, "rowIndex": 0, "columnIndex": 0}
    rows = [{"values": [cell]}]
    staff.edit({"updateCells": {"start": start, "rows": rows, "fields": "*"}})

    done = copy(run_on(key), workbook_run(path))

    assert ["Heirlooms A1"] == list(done.as_text)
    assert [["1899-05-01"]] == in_workbook(path)["Heirlooms"]


def test_what_a_workbook_keeps_is_reported(tmp_path):
    """Pictures, charts, comments and formulas of a workbook are named, with their tab where known."""
    path, key = tmp_path / "desk.xlsx", blank()
    path.write_bytes(decorated(new_workbook("en")))

    done = copy(workbook_run(path), run_on(key))

    messages = [each.text("en") for each in done.uncopied]
    assert ["charts", "notes and comments", "pictures and drawings"] == sorted(
        word for word in messages if ":" not in word
    )
    assert "My notes: formulas (their results are copied) × 1" in messages


def test_what_a_sheet_keeps_is_reported(tmp_path):
    """Formulas and notes, with their tab; a changed Start page too."""
    key, path = copy_of(emulator(), connected()), tmp_path / "desk.xlsx"
    emulator().staff(key).add_tab("Sums")
    typed_in(key, "Sums", "A1", "=1+2")
    typed_in(key, "Start here", "B30", "Call Hanako first")

    done = copy(run_on(key), workbook_run(path))

    messages = [each.text("en") for each in done.uncopied]
    assert "Sums: formulas (their results are copied) × 1" in messages
    assert any(word.startswith("Start here: what somebody changed") for word in messages)
    assert [[3]] == in_workbook(path)["Sums"]


# ------------------------------------------------------------------ refusals


def test_what_holds_tickets_is_never_overwritten(desk, sheet, tmp_path):
    """A sheet and a workbook stay as they are; the error says how many tickets there are."""
    key, path = copy_of(emulator(), connected()), tmp_path / "desk.xlsx"
    typed_in(key, "Tickets", "D2", "Hana")
    path.write_bytes(new_workbook("en"))
    before = full_state(key)

    with pytest.raises(RefusedError, match=r"it holds 1 tickets? already"):
        copy(workbook_run(desk), run_on(key))
    with pytest.raises(RefusedError, match="it holds 2 tickets already"):
        copy(run_on(sheet[0]), workbook_run(path))

    assert (before, new_workbook("en")) == (full_state(key), path.read_bytes())


def test_a_connected_sheet_without_tickets_makes_room(desk):
    """Who connects first and copies then has one desk, not two."""
    key = copy_of(emulator(), connected())

    copy(workbook_run(desk), run_on(key))

    assert in_workbook(desk) == in_sheet(key)


def test_a_second_time_says_so(desk, sheet):
    """The same desk is there already: nothing is written."""
    before = full_state(sheet[0])

    assert copy(workbook_run(desk), run_on(sheet[0])).again
    assert before == full_state(sheet[0])


def test_other_tabs_of_the_sheet_stay(desk):
    """Other tabs are kept; one with the name of a tab of the desk is an error, and nothing changes."""
    key = blank()
    typed_in(key, "Sheet1", "A1", "shopping list")
    copy(workbook_run(desk), run_on(key))
    assert [["shopping list"]] == in_sheet(key)["Sheet1"]

    other = blank()
    emulator().staff(other).rename_tab("Sheet1", "my NOTES")
    typed_in(other, "my NOTES", "A1", "something else")
    before = full_state(other)
    with pytest.raises(BookUnavailableError, match="“My notes”"):
        copy(workbook_run(desk), run_on(other))
    assert before == full_state(other)


def test_what_is_no_desk_is_not_copied(tmp_path):
    """A workbook without tabs of ours is refused with what is missing."""
    path = tmp_path / "other.xlsx"
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer) as book:
        book.add_worksheet("Sales").write(0, 0, "x")
    path.write_bytes(buffer.getvalue())
    key = blank()
    before = full_state(key)

    with pytest.raises(LayoutError, match="Tickets"):
        copy(workbook_run(path), run_on(key))

    assert before == full_state(key)


# ------------------------------------------------------------------ cut off


def writes(monkeypatch, most):
    """Make a copy take several requests."""
    monkeypatch.setattr("backoffice.books.google.batching.MAX_BYTES", most)


ONE_REQUEST, SEVERAL = 2_000_000, 20_000
"""How many bytes a request may have."""


@pytest.mark.parametrize(
    ("at", "most", "when"),
    in_turns(pairwise([1, 2, 3], [ONE_REQUEST, SEVERAL], ["before", "after"]), 2, 1),
)
def test_cut_off_and_run_again(small, monkeypatch, most, when, at):
    """Wherever it dies, there is no desk yet or all of it; the next run ends with the same desk."""
    writes(monkeypatch, most)
    key = blank()
    emulator().fail("drop", at=at, when=when, times=100, path="batchUpdate")
    with pytest.raises(BookUnavailableError):
        copy(workbook_run(small), run_on(key))
        raise BookUnavailableError("writing.blocked", why="it takes fewer requests")
    emulator().mend()
    names = emulator().staff(key).tabs
    assert ("Tickets" in names) == ("Log" in names)

    copy(workbook_run(small), run_on(key))

    assert in_workbook(small) == in_sheet(key)
    assert [tab.value.en for tab in Tab] == emulator().staff(key).tabs
    assert not [
        n for n in emulator().staff(key).book.metadata if n["metadataKey"] == "backoffice.copy"
    ]
    assert jobs.close(run_on(key), MAY).again


def test_a_sheet_in_the_making_is_no_desk(small, monkeypatch):
    """A copy that was cut off cannot be taken for a desk; connect clears it away."""
    writes(monkeypatch, 20_000)
    key = blank()
    emulator().fail("drop", at=3, times=100, path="batchUpdate")
    with pytest.raises(BookUnavailableError):
        copy(workbook_run(small), run_on(key))
    emulator().mend()

    with pytest.raises(LayoutError):
        jobs.sync(run_on(key))
    connect(run_on(key), language="en", rows=120)

    assert [tab.value.en for tab in Tab] == emulator().staff(key).tabs
    assert () == jobs.sync(run_on(key)).wrote


def test_progress_is_reported(small, monkeypatch):
    """Many requests are counted as they are done."""
    writes(monkeypatch, 20_000)
    steps = []

    copy(workbook_run(small), replace(run_on(blank()), step=steps.append))

    shares = [step for step in steps if step.startswith("write:")]
    assert len(shares) > 2
    assert shares[-1] == f"write:{len(shares)}/{len(shares)}"


def test_what_is_copied_is_read_back(small, monkeypatch):
    """A cell that did not arrive as it was stops the copy with its address."""
    write = creating.write_workbook

    def careless(path, desk):
        wrong = [
            replace(p, rows=[*p.rows[:1], [*p.rows[1][:3], "?"]]) if p.tab is Tab.TICKETS else p
            for p in desk.tabs
        ]
        write(path, replace(desk, tabs=wrong))

    monkeypatch.setattr(creating, "write_workbook", careless)
    with pytest.raises(Exception, match="these cells are not as they were: Tickets"):
        copy(workbook_run(small), workbook_run(small.with_name("wrong.xlsx")))
