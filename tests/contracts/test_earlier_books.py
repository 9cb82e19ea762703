"""Books of the version before are taken over by the first sync: nothing lost, nothing falsely stale.

The workbooks in ``tests/fixtures`` were made by version 0.1.0 with its own jobs: eight tickets, May closed.
"""

from __future__ import annotations

import shutil
from datetime import datetime
from pathlib import Path

import openpyxl
import pytest

from backoffice import jobs
from backoffice.books import open_book
from backoffice.books.google.cell_data import as_cell_data
from backoffice.jobs.desk import Run
from backoffice.sheet.headings import FORMER_TABS, Tab, find_tab
from backoffice.sheet.snapshot import Cell
from estimator.rules.schedule import Batch
from tests.backoffice.books.google_desks import emulator, on
from tests.backoffice.desks import MAY, POLICY, codes_of, stages

FIXTURES = Path(__file__).parents[1] / "fixtures"
STAGES = [
    "AT_WORKSHOP",
    "AT_WORKSHOP",
    "APPROVED",
    "APPROVED",
    "QUOTED",
    "ARRIVED",
    "ON_HOLD",
    "ENQUIRY",
]


def in_workbook(folder, language):
    """Return the book of version 0.1.0."""
    path = folder / "desk.xlsx"
    shutil.copy(FIXTURES / f"desk-0.1.0-{language}.xlsx", path)
    return open_book(path)


def on_google(folder, language):
    """Return a sheet with the tabs of that book, cell for cell."""
    snapshot = in_workbook(folder, language).export().snapshot
    key = emulator().new_spreadsheet("Old")
    book = on(emulator(), key)
    requests = []
    for number, (name, sheet) in enumerate(snapshot.sheets.items(), start=11):
        width = max(map(len, sheet.rows), default=1)
        grid = {"rowCount": len(sheet.rows) + 50, "columnCount": max(width, 1)}
        properties = {"sheetId": number, "title": name, "gridProperties": grid}
        requests.append({"addSheet": {"properties": properties}})
        rows = [{"values": [as_cell_data(_blank(cell), {}) for cell in row]} for row in sheet.rows]
        written = {"sheetId": number, "rows": rows, "fields": "userEnteredValue"}
        requests += [{"appendCells": written}] if rows else []
    book.connection.send([*requests, {"deleteSheet": {"sheetId": 0}}])
    return on(emulator(), key)


def _blank(cell: Cell) -> Cell:
    return None if cell == "" else cell


@pytest.fixture(params=["en", "ja"])
def language(request):
    return request.param


@pytest.fixture(params=[in_workbook, on_google])
def run(request, tmp_path, language):
    """A run on a book of the version before, on the day after its last sync."""
    book = request.param(tmp_path, language)
    return Run(book=book, policy=POLICY, now=datetime(2026, 6, 6, 9), who="Sato")


def rows_in(run, tab):
    sheets = run.book.read().sheets
    name = find_tab(tab, list(sheets)) or FORMER_TABS[tab].en
    rows = sheets.get(name, sheets.get(FORMER_TABS.get(tab, tab.value).ja)).rows
    return [list(row) for row in rows if any(cell not in ("", None) for cell in row)]


def test_the_first_sync_takes_it_over(run, language):
    """Desk becomes Today in its place, tickets and closed months are as they were, nothing is stale."""
    before = {tab: rows_in(run, tab) for tab in (Tab.TICKETS, Tab.BATCHES)}
    places = list(run.book.read().sheets)
    old = FORMER_TABS[Tab.TODAY].in_(language)

    desk = jobs.sync(run).desk

    new = Tab.TODAY.value.in_(language)
    assert [new if name == old else name for name in places] == list(run.book.read().sheets)
    assert before[Tab.TICKETS] == rows_in(run, Tab.TICKETS)
    # a heading of an earlier version stays, and its rows too
    assert [row[:13] for row in before[Tab.BATCHES][1:]] == [
        row[:13] for row in rows_in(run, Tab.BATCHES)[1:]
    ]
    assert STAGES == stages(desk)
    assert ["choice", "missing-photo"] == codes_of(desk)
    assert {"R-00103", "R-00107"} <= {str(row[0]) for row in rows_in(run, Tab.TODAY)}
    assert () == tuple(jobs.sync(run).wrote)
    assert [MAY] == list(desk.ledger.closed)


def test_its_papers_are_the_same(run, language, tmp_path):
    """The order of a month that the version before closed says the same; its page stays as it was drawn."""
    jobs.sync(run)
    then = FIXTURES / f"workshop-order-0.1.0-{language}.html"
    page = tmp_path / "workshop-order-2026-05.html"
    shutil.copy(then, page)

    made = jobs.papers(jobs.read_desk(run), MAY, tmp_path)

    assert ([], True) == (list(made.other_papers), page in made.papers)
    assert then.read_bytes() == page.read_bytes()


def test_its_next_month_is_closed(run):
    """What was approved then goes in June, each ticket once."""
    jobs.sync(run)
    later = Run(book=run.book, policy=POLICY, now=datetime(2026, 6, 30, 18), who="Sato")

    closed = jobs.close(later, Batch(2026, 6)).desk

    sent = [(piece.ticket, str(piece.month)) for piece in closed.ledger.pieces]
    assert [
        ("R-00101", "2026-05"),
        ("R-00102", "2026-05"),
        ("R-00103", "2026-06"),
        ("R-00104", "2026-06"),
    ] == sent


def test_the_workbook_stays_one_that_programs_open(tmp_path, language):
    """Today's page Start leads to the tabs that are there, the names of areas follow, and openpyxl reads the file."""
    book = in_workbook(tmp_path, language)
    jobs.sync(Run(book=book, policy=POLICY, now=datetime(2026, 6, 6, 9), who="Sato"))

    file = openpyxl.load_workbook(tmp_path / "desk.xlsx")

    names = {tab: tab.value.in_(language) for tab in Tab}
    new, old = names[Tab.TODAY], FORMER_TABS[Tab.TODAY].in_(language)
    start = [cell for row in file[names[Tab.START]] for cell in row]
    texts = {str(cell.value) for cell in start}
    links = {cell.hyperlink.location for cell in start if cell.hyperlink}
    assert {f"'{name}'!A1" for name in names.values()} == links
    assert (True, False, False) == (new in texts, old in texts, old in file.sheetnames)
    assert file[new].print_title_rows == "$1:$1"
    assert file[new].auto_filter.ref.startswith("A1:")
