"""Desks on which people may do what the manual forbids: in memory, in a workbook, on the emulator.

Each gives what people see of Tickets as rows of cells, and takes them back as people would type them.
"""

from __future__ import annotations

import copy
import io
import tempfile
from functools import cache
from pathlib import Path

import openpyxl

from backoffice import jobs
from backoffice.books.google.cell_data import as_cell_data
from backoffice.books.google.google_sheet import GoogleSheet
from backoffice.books.new_desks import new_desk
from backoffice.books.workbook.journal import journal_path
from backoffice.books.workbook.workbook import Workbook
from backoffice.intake.ticket_numbers import ticket_number
from backoffice.jobs.desk import Run
from backoffice.sheet.columns import ticket_columns
from backoffice.sheet.headings import Tab
from tests.backoffice.books.google_desks import Clock, copied, emulator, key_file, on
from tests.backoffice.desks import POLICY, moment
from tests.backoffice.memory_book import MemoryBook

BEGIN = moment("2026-05-04 09:00")
NUMBERS = [ticket_number(101 + at) for at in range(120)]


def run_on(book):
    """Return a run on `book` at the beginning."""
    return Run(book=book, policy=POLICY, now=BEGIN, who="Sato")


class InMemory:
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

    def clear(self, tab):
        """Delete the entries of a script tab."""
        del self.book.grids.get(tab.value.en, [])[1:]
        self.book.save()

    def delete(self, tab):
        """Delete a tab."""
        self.book.grids = {
            name: grid for name, grid in self.book.grids.items() if name != tab.value.en
        }
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


class InAWorkbook:
    """A desk in a file, which people open in another program."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / "desk.xlsx"
        self.path.write_bytes(_new_file())
        self.book = Workbook(self.path)
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

    def clear(self, tab):
        """Delete the entries of a script tab."""
        self._edit(
            lambda file: file[tab.value.en].delete_rows(2, 999) if tab.value.en in file else None
        )

    def delete(self, tab):
        """Delete a tab."""
        self._edit(lambda file: file.remove(file[tab.value.en]) if tab.value.en in file else None)

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

    def _edit(self, work):
        file = openpyxl.load_workbook(io.BytesIO(self.path.read_bytes()))
        work(file)
        file.save(self.path)


class OnGoogle:
    """A desk on the emulator; the owner, whom no protection stops, and staff."""

    def __init__(self, folder: Path) -> None:
        self.key = copied(emulator(), _new_sheet())
        self.staff = emulator().staff(self.key)
        endpoint, policy = emulator().address, Clock().retry_policy()
        credentials = key_file(emulator())
        self.book = _Sheet(
            self.key, credentials=credentials, retry_policy=policy, endpoint=endpoint
        )
        self.book.folder = folder

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

    def clear(self, tab):
        """Delete the entries of a script tab."""
        if tab.value.en in self.staff.tabs:
            height, _ = self.staff.sheet(tab.value.en).size
            self.staff.clear(tab.value.en, f"2:{height}")

    def delete(self, tab):
        """Delete a tab."""
        if tab.value.en in self.staff.tabs:
            self.staff.delete_tab(tab.value.en)

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
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "desk.xlsx"
        Workbook(path).create(new_desk(POLICY.undated, "en", NUMBERS))
        return path.read_bytes()


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
