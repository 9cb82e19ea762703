"""Setting up a Google Sheet that its owner made and shared."""

from __future__ import annotations

from dataclasses import dataclass

from backoffice.books.google.sheet_urls import is_google
from backoffice.errors import RefusedError
from backoffice.jobs.desk import Desk, Run, read_desk
from backoffice.jobs.retrying import retry_on_change
from backoffice.jobs.setting_up import first_fill, first_numbers
from backoffice.sheet.headings import Tab


@dataclass(frozen=True, slots=True)
class Connected:
    """What connecting did.

    Attributes:
        desk: The sheet as it stands.
        made: Whether its tabs were made now; else they stood already.
        mended: What was put right in a sheet that stood: ``locale``, ``time-zone``, names of tabs
            whose protection was gone.
    """

    desk: Desk
    made: bool
    mended: list[str]

    @property
    def tab(self) -> str:
        """The tab to begin on."""
        return self.desk.layout.sheets[Tab.TICKETS].name


def connect(run: Run, *, language: str, rows: int) -> Connected:
    """Set up the tabs of the sheet with `rows` numbered rows, and fill them for the first time.

    A sheet that is set up already stays as it is, but for what `backoffice.books.google.create.new_desk`
    mends; a run that was cut off is completed by the next one.

    Raises:
        RefusedError: If the book is no Google Sheet.
        BookUnavailableError: If it cannot be reached or written, or something else stands where a tab
            belongs.  Then nothing was touched.
        LayoutError: If it is a desk whose headings somebody changed.
    """
    if not is_google(run.book.where):
        raise RefusedError(
            f"{run.book.where} is no Google Sheet. A workbook is made by: backoffice init --book "
            f"{run.book.where}",
            f"{run.book.where} は Google スプレッドシートではありません。ブックを作るには:backoffice init "
            f"--book {run.book.where}",
        )
    from backoffice.books.google.create.new_desk import connect as set_up
    from backoffice.books.google.create.new_desk import mend
    from backoffice.books.google.google_sheet import GoogleSheet

    assert isinstance(run.book, GoogleSheet)
    run.step("write")
    policy = run.policy.undated
    made = set_up(run.book, policy, language, first_numbers(rows))

    def fill() -> Desk:
        desk = read_desk(run)
        return first_fill(desk, "connect") if desk.ledger.last_run == 0 else desk

    desk = retry_on_change(fill)
    mended = [] if made else mend(run.book, policy, desk.language)
    return Connected(desk, made, mended)
