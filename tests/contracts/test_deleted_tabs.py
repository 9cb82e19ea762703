"""Tabs that somebody deleted are made again by the next run where that is possible; nothing else changes."""

from __future__ import annotations

import io
from pathlib import Path

import openpyxl
import pytest

from backoffice import jobs
from backoffice.books.new_desks import new_desk
from backoffice.books.workbook.workbook import Workbook
from backoffice.intake.tickets import ticket_number
from backoffice.jobs.desk import Run
from backoffice.messages.errors import LayoutError, RefusedError
from backoffice.sheet.headings import DERIVED_TABS, Tab
from tests.backoffice.books.google_desks import emulator, on
from tests.backoffice.desks import APPROVED, MAY, NOW, POLICY, codes_of
from tests.backoffice.memory_book import MemoryBook

TICKETS = [APPROVED, APPROVED | {"piece": "Chain", "name": "Emma"}]
NUMBERS = [ticket_number(101 + at) for at in range(110)]


class _Workbook:
    """A desk in a file, and people who delete and rename its tabs."""

    def __init__(self, folder: Path, language: str) -> None:
        self.path = folder / "desk.xlsx"
        self.book = Workbook(self.path)
        self.book.create(new_desk(POLICY.undated, language, NUMBERS, TICKETS))

    def tabs(self):
        """Return the names of the tabs."""
        return openpyxl.load_workbook(self.path).sheetnames

    def delete(self, name):
        """Delete a tab."""
        self._edit(lambda file: file.remove(file[name]))

    def rename(self, name, other):
        """Give a tab another name."""
        self._edit(lambda file: setattr(file[name], "title", other))

    def add(self, name):
        """Add a tab of staff's own behind Tickets."""
        self._edit(lambda file: file.create_sheet(name, 2).append(["Notes", "of", "ours"]))

    def _edit(self, work):
        file = openpyxl.load_workbook(io.BytesIO(self.path.read_bytes()))
        work(file)
        file.save(self.path)


class _Google:
    """A desk on the emulator, and the owner, whom no protection stops."""

    def __init__(self, folder: Path, language: str) -> None:
        del folder
        self.key = emulator().new_spreadsheet("Desk")
        self.book = on(emulator(), self.key)
        self.book.create(new_desk(POLICY.undated, language, NUMBERS, TICKETS))
        self.staff = emulator().staff(self.key)

    def tabs(self):
        """Return the names of the tabs."""
        return self.staff.tabs

    def delete(self, name):
        """Delete a tab."""
        self.staff.delete_tab(name)

    def rename(self, name, other):
        """Give a tab another name."""
        self.staff.rename_tab(name, other)

    def add(self, name):
        """Add a tab of staff's own behind Tickets."""
        self.staff.edit({"addSheet": {"properties": {"title": name, "index": 2}}})
        self.staff.type(name, "A1", "Notes")


class _Memory:
    """A desk in memory."""

    def __init__(self, folder: Path, language: str) -> None:
        del folder
        self.book = MemoryBook.new(TICKETS, POLICY.undated, language)

    def tabs(self):
        """Return the names of the tabs."""
        return list(self.book.grids)

    def delete(self, name):
        """Delete a tab."""
        del self.book.grids[name]
        self.book.save()

    def rename(self, name, other):
        """Give a tab another name."""
        self.book.grids = {
            other if one == name else one: grid for one, grid in self.book.grids.items()
        }
        self.book.save()

    def add(self, name):
        """Add a tab of staff's own behind Tickets."""
        names = list(self.book.grids)
        names.insert(2, name)
        self.book.grids = {one: self.book.grids.get(one, [["Notes"]]) for one in names}
        self.book.save()


@pytest.fixture
def language():
    return "en"


@pytest.fixture(params=[_Workbook, _Google, _Memory])
def desk(request, tmp_path, language):
    """A desk that was synced, with a tab of staff's own."""
    desk = request.param(tmp_path, language)
    jobs.start(run_on(desk))
    desk.add("Ours")
    return desk


def run_on(desk):
    return Run(book=desk.book, policy=POLICY, now=NOW, who="Sato")


def rows(desk, tab, language):
    return [list(row) for row in desk.book.read().sheets[tab.value.in_(language)].rows]


def own_order(desk):
    """Return the desk's tabs in their order."""
    return [name for name in desk.tabs() if name != "Ours"]


@pytest.mark.parametrize(
    ("language", "deleted"),
    [("en", [Tab.TO_FIX]), ("en", [Tab.QUOTES]), ("ja", DERIVED_TABS)],
    ids=["one", "quotes", "all"],
)
def test_a_deleted_tab_is_made_again_where_it_was(desk, language, deleted):
    """With its headings and rows, in the order of the tabs; Tickets and staff's own stay."""
    before, order = {tab: rows(desk, tab, language) for tab in Tab}, own_order(desk)
    for tab in deleted:
        desk.delete(tab.value.in_(language))

    done = jobs.sync(run_on(desk))

    assert {tab.value.in_(language) for tab in deleted} <= set(done.wrote)
    same = (Tab.TICKETS, Tab.BATCHES, *(() if Tab.QUOTES in deleted else (Tab.QUOTES,)))
    assert [before[tab] for tab in same] == [rows(desk, tab, language) for tab in same]
    for tab in deleted:
        assert before[tab][0] == rows(desk, tab, language)[0]
    if Tab.QUOTES in deleted:
        kept = [row[:16] for row in before[Tab.QUOTES]]
        assert kept == [row[:16] for row in rows(desk, Tab.QUOTES, language)]
    assert order == own_order(desk)
    assert not jobs.sync(run_on(desk)).wrote


def test_what_quotes_alone_knew_is_said_until_people_have_compared(desk, language):
    """Also by the runs after the one that made it again; nothing is closed before."""
    desk.delete(Tab.QUOTES.value.in_(language))
    assert "quotes-deleted" in codes_of(jobs.read_desk(run_on(desk)))

    jobs.sync(run_on(desk))
    jobs.sync(run_on(desk))

    assert ["quotes-lost"] == codes_of(jobs.read_desk(run_on(desk)))
    assert 2 == len(jobs.plan(run_on(desk), MAY).plan.pieces)
    with pytest.raises(RefusedError, match="--compared"):
        jobs.close(run_on(desk), MAY)
    assert jobs.close(run_on(desk), MAY, compared=True).wrote
    assert [] == codes_of(jobs.read_desk(run_on(desk)))


def test_a_renamed_tab_is_not_made_twice(desk, language):
    """Its headings give it away; nothing is written."""
    name = Tab.QUOTES.value.in_(language)
    desk.rename(name, "Old")
    before = desk.book.read()

    for job in (jobs.sync, lambda run: jobs.plan(run, MAY)):
        with pytest.raises(LayoutError, match="“Old” has its headings"):
            job(run_on(desk))

    assert before == desk.book.read()


@pytest.mark.parametrize("tab", [Tab.TICKETS, Tab.BATCHES, Tab.LOG])
def test_a_tab_that_nothing_knows_is_brought_back_by_people(desk, language, tab):
    """The sentence says how; nothing is written."""
    desk.delete(tab.value.in_(language))
    before = desk.book.read()

    with pytest.raises(LayoutError, match="Version history"):
        jobs.sync(run_on(desk))

    assert before == desk.book.read()
