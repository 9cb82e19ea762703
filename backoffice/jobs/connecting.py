"""Setting up a Google Sheet that its owner created and shared."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from backoffice.books.diagnosis import Check
from backoffice.books.new_desks import new_desk
from backoffice.jobs.desk import Desk, Run, read_desk
from backoffice.jobs.lost_closes import refuse_lost_closes
from backoffice.jobs.runs import probe, retry_on_change
from backoffice.jobs.setting_up import check_setup_command, first_fill, first_numbers
from backoffice.jobs.syncing import sync
from backoffice.messages.errors import AlreadySetUpError


@dataclass(frozen=True, slots=True)
class Connected:
    """The result of connecting.

    Attributes:
        desk: The desk in the sheet.
        made: Whether its tabs were created now; otherwise they were there before.
        mended: What was restored in a desk that was there before: ``locale``, ``time-zone``, names of
            tabs without protection.
        probed: What was tried out at the end.
    """

    desk: Desk
    made: bool
    mended: Sequence[str]
    probed: Sequence[Check] = ()

    @property
    def tab(self) -> str:
        """The tab to begin on."""
        return self.desk.layout.tickets.name


def connect(run: Run, *, language: str, rows: int, with_probe: bool = False) -> Connected:
    """Create the tabs of a desk with `rows` numbered rows, and fill them for the first time.

    In a sheet that has a desk, only settings, protections and deleted tabs that any run computes are
    restored; an interrupted run is completed by the next one.  With `with_probe`, what a close relies on is tried out at the end.

    Raises:
        RefusedError: If the book is no Google Sheet.
        BookUnavailableError: If it cannot be reached or written, or another tab has the name of one of
            the desk's.  Then nothing was written.
        LayoutError: If there is a desk with changed headings.
    """
    check_setup_command("connect", run.book)
    run.step("write")
    policy = run.policy.undated
    desk_to_create = new_desk(policy, language, first_numbers(rows))

    @retry_on_change
    def create() -> bool:
        try:
            run.book.create(desk_to_create)
        except AlreadySetUpError:
            return False
        return True

    @retry_on_change
    def fill() -> Desk:
        desk = read_desk(run)
        refuse_lost_closes(desk)
        if desk.layout.missing:
            return sync(run).desk
        return first_fill(desk, "connect") if desk.ledger.last_run == 0 else desk

    made, desk = create(), fill()
    mended = [] if made else retry_on_change(run.book.repair)(policy, desk.language)
    return Connected(desk, made, mended, probe(run) if with_probe else ())
