"""Bringing the script tabs up to date."""

from __future__ import annotations

from backoffice.jobs.desk import Run, read_desk
from backoffice.jobs.done import Done
from backoffice.jobs.retrying import trying
from backoffice.jobs.script_changes import log_row, names_of, script_tabs, write


def sync(run: Run) -> Done:
    """Bring the script tabs up to date; write nothing where all stands already.

    Raises:
        BackofficeError: If the book cannot be read or written.  Then nothing was written.
    """

    def attempt() -> Done:
        desk = read_desk(run)
        tabs, pad = script_tabs(desk)
        if not tabs and not pad:
            return Done(desk=desk)
        number = desk.history.last_run + 1
        log = log_row(desk, "sync", pad=pad, mark=number)
        write(desk, tabs, [log], pad, once=number)
        return Done(desk=desk, wrote=names_of(desk, tabs), pad=len(pad))

    return trying(attempt)
