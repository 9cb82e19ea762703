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
from backoffice.books import open_book
from backoffice.books.new_desks import NewDesk, new_desk
from backoffice.books.workbook.create import new_workbook as creating
from backoffice.books.workbook.workbook import Workbook
from backoffice.jobs.connecting import connect
from backoffice.jobs.copy_contents import trimmed
from backoffice.jobs.copying import copy
from backoffice.jobs.desk import Run, read_desk
from backoffice.jobs.script_changes import script_tabs
from backoffice.messages.errors import BookUnavailableError, LayoutError, RefusedError
from backoffice.sheet.columns import ticket_columns
from backoffice.sheet.headings import Tab, find_tab
from backoffice.sheet.snapshot import Sheet
from backoffice.sheet.tab_contents import TabContents, new_tabs
from tests.backoffice.books.decorated_workbooks import decorated
from tests.backoffice.books.desks import new_workbook
from tests.backoffice.books.google_desks import FEW_ROWS, emulator
from tests.backoffice.books.google_desks import copied as copy_of
from tests.backoffice.books.odd_texts import ODD_TEXTS
from tests.backoffice.desks import APPROVED, ARRIVED, MAY, POLICY, QUOTED
from tests.backoffice.sheets import NOW, blank, full_state, run_on, typed_in
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


def workbook_run(path, now=NOW):
    return Run(book=Workbook(path), policy=POLICY, now=now, who="Sato")


def own_tabs(language):
    """Return a desk that staff made their own: columns moved and added, tabs of their own."""
    tickets = [APPROVED, APPROVED, QUOTED, ARRIVED | {"material": "K81"}, ARRIVED | MISPLACED]
    pages = []
    for page in new_tabs(POLICY.undated, language, jobs.first_numbers(120)):
        if page.tab is Tab.TICKETS:
            page = _moved(page, tickets)
        pages.append(page)
    rows = [[], ["", "Odd values"], *([n, value] for n, value in enumerate(ODD)), [], ["last"]]
    pages.insert(2, TabContents(tab=None, name="My notes", rows=rows))
    pages.append(TabContents(tab=None, name="空のタブ", rows=[]))
    return pages


def _moved(page, tickets):
    """Return Tickets with Name in front and two columns of staff's own."""
    order = [page.columns[3], None, *page.columns[:3], *page.columns[4:], None]
    heading = [
        column.heading("en") if column else own
        for column, own in zip(order, ["", "Shelf", *[""] * 99], strict=False)
    ]
    heading[-1] = "Due"
    rows = []
    for at, [number, *_] in enumerate(page.rows[1:]):
        typed = {"ticket": number, **(tickets[at] if at < len(tickets) else {})}
        row = [typed.get(column.key) if column else None for column in order]
        if at < 3:
            row[1], row[-1] = f"00{at}", date(2026, 7, 1 + at)
        rows.append(row)
    rows.insert(2, [])
    rows.append(["", "a row without a number"])
    return TabContents(tab=page.tab, name=page.name, columns=order, rows=[heading, *rows])


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


def test_there_and_back_cell_for_cell(desk, sheet, tmp_path):
    """A workbook that went to Google and back is the same, cell for cell."""
    back = tmp_path / "back.xlsx"

    copy(run_on(sheet[0]), workbook_run(back))

    assert in_workbook(desk) == in_workbook(back)


def test_the_next_sync_writes_only_what_was_reported(desk, sheet):
    """A date in a column of amounts is a number in a sheet; the tabs that change are in the result."""
    key, done = sheet
    copy_key = copy_of(emulator(), key)

    wrote = [name for name in jobs.sync(run_on(copy_key)).wrote if name not in ("Log", "記録")]

    assert list(done.renewed) == wrote
    assert () == jobs.sync(run_on(copy_key)).wrote


def test_a_copied_desk_needs_no_sync(tmp_path):
    """Where nobody typed into wrong columns, the next sync of the copy writes nothing."""
    path, key, back = tmp_path / "desk.xlsx", blank(), tmp_path / "back.xlsx"
    numbers = jobs.first_numbers(120)
    tickets = [APPROVED, QUOTED, ARRIVED | {"material": "K81"}]
    open_book(path).create(new_desk(POLICY.undated, "en", numbers, tickets))
    jobs.start(workbook_run(path))
    jobs.close(workbook_run(path), MAY)

    there = copy(workbook_run(path), run_on(key))
    returned = copy(run_on(key), workbook_run(back))

    assert [[], []] == [list(there.renewed), list(returned.renewed)]
    assert [(), ()] == [jobs.sync(run).wrote for run in (run_on(key), workbook_run(back))]


def test_a_closed_month_stays_closed(desk, sheet, tmp_path):
    """It cannot be closed again, its mark is in use, and its papers are the same."""
    key = copy_of(emulator(), sheet[0])
    back = tmp_path / "back.xlsx"
    copy(run_on(key), workbook_run(back))

    for run in (run_on(key), workbook_run(back)):
        assert jobs.close(run, MAY).again
        assert {MAY} == set(read_desk(run).ledger.closed)
    assert {202605} == run_on(key).book.read().state.versions.months
    orders = [
        [path.read_bytes() for path in jobs.papers(read_desk(run), MAY, tmp_path / str(at)).paths]
        for at, run in enumerate((workbook_run(desk), run_on(key), workbook_run(back)))
    ]
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
    places = {column.key: at for at, column in enumerate(_moved(new_tabs(
        POLICY.undated, "en", jobs.first_numbers(120))[1], []).columns) if column}  # fmt: skip

    assert (
        "DATE_ON_OR_AFTER"
        == (tickets.cell(5, places["arrived"])["dataValidation"]["condition"]["type"])
    )
    assert "dataValidation" not in tickets.cell(5, 1)
    assert quotes.protected
    assert not tickets.protected
    formula = tickets.rules[0]["booleanRule"]["condition"]["values"][0]["userEnteredValue"]
    assert "=COUNTIF($C$2:$C,$C2)>1" == formula


def test_links_of_to_fix_lead_to_their_cells(desk, sheet, tmp_path):
    """In the sheet and in the workbook that it is copied to."""
    back = tmp_path / "back.xlsx"
    copy(run_on(sheet[0]), workbook_run(back))
    staff = emulator().staff(sheet[0])
    name = next(n for n in staff.tabs if n in ("To fix", "要確認"))
    tickets = next(n for n in staff.tabs if n in ("Tickets", "受付"))

    links = [cell.hyperlink for cell in openpyxl.load_workbook(back)[name]["D"][1:]]

    assert links
    assert all(link.location.startswith(f"'{tickets}'!") for link in links if link)
    shown = staff.sheet(name).cell(1, 3)["userEnteredFormat"]["textFormat"]["link"]["uri"]
    assert shown.startswith(f"#gid={staff.sheet(tickets).id}&range=")


def test_links_of_today_lead_to_the_rows_of_the_new_book(desk, sheet, tmp_path):
    """A ticket leads to its row in Tickets there, and To fix to its tab, in a sheet and in a workbook."""
    back = tmp_path / "back.xlsx"
    copy(run_on(sheet[0]), workbook_run(back))
    staff, file = emulator().staff(sheet[0]), openpyxl.load_workbook(back)
    today, tickets, to_fix = (
        next(name for name in staff.tabs if name in (tab.value.en, tab.value.ja))
        for tab in (Tab.TODAY, Tab.TICKETS, Tab.TO_FIX)
    )
    numbers = [each for row in staff.entered(tickets) for each in row if str(each)[:3] == "R-0"]
    shown = [row[0] for row in staff.entered(today) if row[0] in {*numbers, to_fix}]
    [column] = [cell.column_letter for cell in file[tickets][1] if "Ticket" in str(cell.value)]

    for row, cells in enumerate(file[today].iter_rows(max_col=1)):
        if (text := cells[0].value) not in shown:
            continue
        name, _, cell = cells[0].hyperlink.location.partition("!")
        is_ticket = text != to_fix
        assert f"'{tickets if is_ticket else to_fix}'" == name
        assert text == file[tickets][cell].value or not is_ticket
        assert column == cell.rstrip("0123456789") or not is_ticket
        uri = staff.sheet(today).cell(row, 0)["userEnteredFormat"]["textFormat"]["link"]["uri"]
        leads_to = tickets if is_ticket else to_fix
        assert f"#gid={staff.sheet(leads_to).id}&range={cell}" == uri
    assert len(shown) > 3


# ------------------------------------------------------------------ values that a workbook cannot store


def test_what_a_cell_cannot_hold_is_named(tmp_path):
    """A text of 50,000 letters fits a sheet and no workbook; the cell is named, nothing is written."""
    key, path = copy_of(emulator(), connected()), tmp_path / "desk.xlsx"
    typed_in(key, "Tickets", "D2", "x" * 50_000)
    emulator().staff(key).add_tab("A name that is longer than thirty-one letters")

    with pytest.raises(RefusedError) as refused:
        copy(run_on(key), workbook_run(path))

    assert "Tickets, D2: 50,000 letters, a cell there holds 32,767" in str(refused.value)
    assert "Tickets D2：50,000 文字" in refused.value.in_("ja")
    assert "longer than thirty-one letters”: in a workbook a name has" in str(refused.value)
    assert not path.exists()


def test_long_text_goes_from_sheet_to_sheet(tmp_path):
    """A text of 50,000 letters is copied from sheet to sheet."""
    key, other = copy_of(emulator(), connected()), blank()
    typed_in(key, "Tickets", "D2", "長" * 50_000)

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


def test_a_sheet_that_holds_tickets(desk, sheet):
    """Nothing is overwritten, and the error says how many tickets there are."""
    key = copy_of(emulator(), connected())
    typed_in(key, "Tickets", "D2", "Hana")
    before = full_state(key)

    with pytest.raises(RefusedError, match=r"it holds 1 tickets? already"):
        copy(workbook_run(desk), run_on(key))

    assert before == full_state(key)


def test_a_workbook_that_is_there(sheet, tmp_path):
    """Tickets or not, a file is never overwritten."""
    path = tmp_path / "desk.xlsx"
    path.write_bytes(new_workbook("en"))

    with pytest.raises(RefusedError, match="it holds 2 tickets already"):
        copy(run_on(sheet[0]), workbook_run(path))

    assert new_workbook("en") == path.read_bytes()


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


def test_itself(desk):
    """A book is not copied over itself."""
    with pytest.raises(RefusedError, match="the same book"):
        copy(workbook_run(desk), workbook_run(desk))


# ------------------------------------------------------------------ cut off


@pytest.fixture(scope="module")
def small(tmp_path_factory):
    """Return a workbook with a closed month."""
    path = tmp_path_factory.mktemp("small") / "desk.xlsx"
    numbers = jobs.first_numbers(110)
    open_book(path).create(new_desk(POLICY.undated, "en", numbers, [APPROVED]))
    jobs.start(workbook_run(path))
    jobs.close(workbook_run(path), MAY)
    return path


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
    run = run_on(blank())
    observed = Run(book=run.book, policy=run.policy, now=run.now, who=run.who, step=steps.append)

    copy(workbook_run(small), observed)

    shares = [step for step in steps if step.startswith("write:")]
    assert len(shares) > 2
    assert shares[-1] == f"write:{len(shares)}/{len(shares)}"


def test_what_is_copied_is_read_back(small, monkeypatch):
    """A cell that did not arrive as it was stops the copy with its address."""
    write = creating.write_workbook

    def careless(path, desk):
        wrong = [
            TabContents(
                tab=p.tab, name=p.name, columns=p.columns, rows=[*p.rows[:1], [*p.rows[1][:3], "?"]]
            )
            if p.tab is Tab.TICKETS
            else p
            for p in desk.tabs
        ]
        write(path, replace(desk, tabs=wrong))

    monkeypatch.setattr(creating, "write_workbook", careless)
    with pytest.raises(Exception, match="these cells are not as they were: Tickets"):
        copy(workbook_run(small), workbook_run(small.with_name("wrong.xlsx")))


def test_nothing_is_asked_of_the_source_but_reading(desk, sheet):
    """The source stays as it is, and its next sync writes nothing new either."""
    tabs, _ = script_tabs(read_desk(workbook_run(desk)))

    assert {} == tabs
    assert isinstance(Workbook(desk).read().sheets["My notes"], Sheet)
