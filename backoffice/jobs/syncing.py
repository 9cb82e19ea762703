"""Bringing the script tabs up to date."""

from __future__ import annotations

from backoffice.jobs.desk import Run, RunResult
from backoffice.jobs.lost_quotes import read_sound_desk
from backoffice.jobs.runs import retry_on_change
from backoffice.jobs.script_changes import changes_of, names_of, write
from backoffice.messages.errors import BookUnavailableError
from backoffice.sheet.headings import Tab


@retry_on_change
def sync(run: Run) -> RunResult:
    """Bring the script tabs up to date; write nothing if all are.

    Raises:
        RefusedError: If the sheet has lost a close.
    """
    desk = read_sound_desk(run)
    changes = changes_of(desk, "sync")
    if changes.tabs.keys() == {Tab.LOG} and not changes.pad:
        if lack := run.book.lacks(desk.snapshot):
            raise BookUnavailableError("writing.blocked", why=lack)
        run.book.take_away(desk.snapshot)
        return RunResult(desk=desk)
    write(desk, changes)
    return RunResult(desk=desk, wrote=names_of(desk, changes.tabs), pad=len(changes.pad))
