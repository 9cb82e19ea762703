"""The back ends of the contract tests: desks to run on, and empty books for a new one."""

from __future__ import annotations

from backoffice.books.workbook.workbook import Workbook
from tests.backoffice.books.desks import NUMBERS, POLICY, TYPED, desk_in, new_workbook
from tests.backoffice.books.google_desks import emulator, new_desk, on
from tests.backoffice.memory_book import MemoryBook
from tests.contracts.live_sheet import LIVE


def workbook(folder, language="en"):
    """Return a desk in a file, and a function that opens it again."""
    book = desk_in(folder, new_workbook(language))
    return book, lambda: Workbook(folder / "desk.xlsx")


def google(folder, language="en"):
    """Return a desk on the emulator of Google, and a function that opens it again."""
    key = new_desk(emulator(), language)
    return on(emulator(), key), lambda: on(emulator(), key)


def memory(folder, language="en"):
    """Return a desk in the book of the other tests, and a function that returns it again."""
    book = MemoryBook.new(TYPED, POLICY, language, len(NUMBERS))
    return book, lambda: book


DESKS = [workbook, google, memory, *LIVE]


def new_file(folder):
    """Return a workbook that does not exist yet."""
    return Workbook(folder / "new.xlsx")


def shared_sheet(folder):
    """Return a Google Sheet as its owner creates and shares it."""
    return on(emulator(), emulator().new_spreadsheet("Desk"))


EMPTY = [new_file, shared_sheet]
