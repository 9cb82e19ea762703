"""Bringing the script tabs up to date."""

from __future__ import annotations

from backoffice.jobs.desk import Run, read_desk
from backoffice.jobs.lost_closes import refuse_lost_closes
from backoffice.jobs.lost_quotes import with_loss_noted
from backoffice.jobs.retrying import retry_on_change
from backoffice.jobs.run_result import RunResult
from backoffice.jobs.script_changes import names_of, row_in_log, script_tabs, write
from backoffice.messages.errors import BookUnavailableError


def sync(run: Run) -> RunResult:
    """Bring the script tabs up to date; write nothing if all are.

    Raises:
        RefusedError: If the sheet has lost a close.
        BackofficeError: If the book cannot be read or written.  Then nothing was written.
    """

    def attempt() -> RunResult:
        desk = read_desk(run)
        refuse_lost_closes(desk)
        desk = with_loss_noted(desk)
        tabs, pad = script_tabs(desk)
        if not tabs and not pad:
            if lack := run.book.lacks(desk.snapshot):
                raise BookUnavailableError("writing.blocked", why=lack)
            run.book.take_away(desk.snapshot)
            return RunResult(desk=desk)
        number = desk.ledger.last_run + 1
        log = row_in_log(desk, "sync", pad=pad, mark=number)
        write(desk, tabs, [log], pad, once=number)
        return RunResult(desk=desk, wrote=names_of(desk, tabs), pad=len(pad))

    return retry_on_change(attempt)
