"""Desks on which people may do what the manual forbids: in memory, in a workbook, on the emulator.

Each gives what people see of Tickets as rows of cells, and takes them back as people would type them.
"""

from __future__ import annotations

import copy
from functools import cache
from pathlib import Path

from backoffice import jobs
from backoffice.books.google.cell_data import as_cell_data
from backoffice.books.google.google_sheet import GoogleSheet
from backoffice.books.new_desks import new_desk
from backoffice.books.workbook.journal import journal_path
from backoffice.jobs.setting_up import first_numbers
from backoffice.sheet.columns import ticket_columns
from backoffice.sheet.headings import Tab
from tests.backoffice import desks
from tests.backoffice.books.desks import workbook_made
from tests.backoffice.books.google_desks import Clock, copied, emulator, key_file, on
from tests.backoffice.desks import POLICY, moment
from tests.backoffice.memory_book import MemoryBook
from tests.contracts import edited_desks

BEGIN = moment("2026-05-04 09:00")
NUMBERS = first_numbers(120)


def run_on(book):
    """Return a run on `book` at the beginning."""
    return desks.run_on(book, BEGIN)


class InMemory(edited_desks.InMemory):
    """A desk of lists."""

    def __init__(self, folder: Path) -> None:
        self.book = MemoryBook.new([], POLICY.undated)
        self.book.folder = folder
        jobs.start(run_on(self.book))

    @property
    def rows(self):
        """The rows of Tickets, the heading first."""
        return copy.deepcopy(self.book.grid(Tab.TICKETS))

    def put(self, rows):
        """Type `rows` in the place of those that are there."""
        self.book.grid(Tab.TICKETS)[:] = rows
        self.book.save()

    def version(self):
        """Return the desk as it is now."""
        return copy.deepcopy(self.book.grids)

    def restore(self, version, *, notes):
        """Bring a version back."""
        del notes
        self.book.grids = copy.deepcopy(version)
        self.book.save()

    def go_on_with_older(self):
        """Do nothing: nobody notices an older copy."""


class InAWorkbook(edited_desks.InFile):
    """A desk in a file, which people open in another program."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / "desk.xlsx"
        self.path.write_bytes(_new_file())
        jobs.start(run_on(self.book))

    @property
    def rows(self):
        """The rows of Tickets, the heading first."""
        return [list(row) for row in self.book.read().sheets["Tickets"].rows]

    def put(self, rows):
        """Type `rows` in the place of those that are there."""

        def typed(file):
            tab = file["Tickets"]
            for number, row in enumerate(rows, start=1):
                for column, cell in enumerate(row, start=1):
                    old = tab.cell(number, column)
                    if (old.value in (None, "")) != (cell in (None, "")) or old.value != cell:
                        old.value = None if cell == "" else cell

        self._edit(typed)

    def version(self):
        """Return the file as it is now."""
        return self.path.read_bytes()

    def restore(self, version, *, notes):
        """Put an older file in its place."""
        del notes
        self.path.write_bytes(version)

    def go_on_with_older(self):
        """Delete the journal, as the message about an older copy allows."""
        journal_path(self.path).unlink(missing_ok=True)


class OnGoogle(edited_desks.OnGoogle):
    """A desk on the emulator; the owner, whom no protection stops, and staff."""

    def __init__(self, folder: Path) -> None:
        self.key = copied(emulator(), _new_sheet())
        self._book = _Sheet(
            self.key,
            credentials=key_file(emulator()),
            retry_policy=Clock().retry_policy(),
            endpoint=emulator().address,
        )
        self._book.folder = folder

    @property
    def book(self):
        """The book, whose papers are in the folder."""
        return self._book

    @property
    def rows(self):
        """The rows of Tickets, the heading first."""
        return [list(row) for row in self.book.read().sheets["Tickets"].rows]

    def put(self, rows):
        """Type `rows` in the place of those that are there."""
        cells = [{"values": [as_cell_data(cell, {}) for cell in row]} for row in rows]
        start = {"sheetId": self.staff.sheet("Tickets").id}
        written = {"start": start, "rows": cells, "fields": "userEnteredValue"}
        self.staff.edit({"updateCells": written})

    def version(self):
        """Return the file as it is now."""
        return emulator().version(self.key)

    def restore(self, version, *, notes):
        """Restore a version, with or without the notes of then."""
        emulator().restore(self.key, version, notes=notes)

    def go_on_with_older(self):
        """Do nothing: restoring is all that is needed."""


class _Sheet(GoogleSheet):
    """A Google Sheet whose papers go into a folder of the test's own."""

    folder = Path()


@cache
def _new_file() -> bytes:
    return workbook_made(lambda path: desks.workbook_at(path, rows=120))


@cache
def _new_sheet() -> str:
    key = emulator().new_spreadsheet("Desk")
    book = on(emulator(), key)
    book.create(new_desk(POLICY.undated, "en", NUMBERS))
    jobs.start(run_on(book))
    book.probe(now=BEGIN, version="test")
    return key


KEYS = [column.key for column in ticket_columns(POLICY.undated)]
"""Keys of the columns of Tickets, in their order."""
