"""Making a new workbook, and the first run on a new book."""

from __future__ import annotations

from pathlib import Path

from backoffice.books.google.sheet_urls import is_google
from backoffice.errors import RefusedError
from backoffice.intake.tickets import FIRST_NUMBER, ticket_number
from backoffice.jobs.desk import Desk, Run, read_desk
from backoffice.jobs.script_changes import log_row, script_tabs, write
from backoffice.sheet.headings import Tab


def init(run: Run, *, language: str, rows: int) -> str:
    """Make a new workbook with `rows` numbered rows; return the name of the tab to begin on.

    Raises:
        BookUnavailableError: If something is there already, or it cannot be written.
        RefusedError: If the book is to be a Google Sheet.
    """
    from backoffice.books.workbook.create.new_workbook import make_workbook

    if is_google(run.book.where):
        raise RefusedError(
            "A Google Sheet is made by its owner, in Google Drive. Share it with the script, then "
            f"run: backoffice connect {run.book.where}",
            "Google スプレッドシートは、所有者が Google ドライブで作成します。スクリプトと共有してから、"
            f"backoffice connect {run.book.where} を実行してください。",
        )
    run.step("write")
    make_workbook(
        Path(run.book.where),
        policy=run.policy.undated,
        language=language,
        numbers=first_numbers(rows),
    )
    start(run)
    return Tab.TICKETS.value.in_(language)


def first_numbers(rows: int) -> list[str]:
    """Return the docket pad of a new book."""
    return [ticket_number(FIRST_NUMBER + offset) for offset in range(rows)]


def start(run: Run) -> Desk:
    """Fill the script tabs of a new book for the first time, and write down which numbers it has."""
    return first_fill(read_desk(run), "init")


def first_fill(desk: Desk, command: str) -> Desk:
    """Fill the script tabs of a book that nobody has run on, on behalf of `command`."""
    tabs, pad = script_tabs(desk)
    log = log_row(desk, command, pad=pad, mark=1)
    write(desk, tabs, [log], pad, once=1)
    return desk
