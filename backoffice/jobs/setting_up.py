"""Creating a new workbook, and the first run on a new book."""

from __future__ import annotations

from backoffice.books.book import Book
from backoffice.books.new_desks import new_desk
from backoffice.intake.ticket_numbers import FIRST_NUMBER, ticket_number
from backoffice.jobs.desk import Desk, Run, read_desk
from backoffice.jobs.script_changes import changes_of, write
from backoffice.messages.errors import RefusedError
from backoffice.sheet.headings import Tab


def init(run: Run, *, language: str, rows: int) -> str:
    """Create a new workbook with `rows` numbered rows; return the name of the tab to begin on.

    Raises:
        BookUnavailableError: If a file is there already, or it cannot be written.
        RefusedError: If the book is to be a Google Sheet.
    """
    check_setup_command("init", run.book)
    run.step("write")
    run.book.create(new_desk(run.policy.undated, language, first_numbers(rows)))
    start(run)
    return Tab.TICKETS.value.in_(language)


def check_setup_command(command: str, book: Book) -> None:
    """Refuse a book that another command creates.

    Raises:
        RefusedError: Naming that command.
    """
    if command != book.setup_command:
        raise RefusedError("setup.connect" if command == "init" else "setup.init", book=book.where)


def first_numbers(rows: int) -> list[str]:
    """Return the docket pad of a new book."""
    return [ticket_number(FIRST_NUMBER + offset) for offset in range(rows)]


def start(run: Run) -> Desk:
    """Fill the script tabs of a new book for the first time, and log which numbers it has."""
    return first_fill(read_desk(run), "init")


def first_fill(desk: Desk, command: str) -> Desk:
    """Fill the script tabs of a book on which nothing has run yet, on behalf of `command`."""
    write(desk, changes_of(desk, command))
    return desk
