"""Forgetting the personal data of finished tickets: a list for staff, an emptied copy, or emptied cells.

Staff's cells are not written, unless the owner of a Google Sheet allows it.  Log says which tickets; what
sees that entries changed then knows that these were emptied on purpose.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from backoffice.books.changes import StaffCell
from backoffice.jobs.desk import Run, read_desk
from backoffice.jobs.forget_changes import emptying_changes, log_rows
from backoffice.jobs.forget_files import written_list
from backoffice.jobs.forget_plan import Forgetting, forgetting_of
from backoffice.jobs.lost_closes import refuse_lost_closes
from backoffice.jobs.lost_quotes import with_loss_noted
from backoffice.jobs.old_files import delete_files
from backoffice.jobs.retrying import retry_on_change
from backoffice.jobs.script_changes import (
    script_tabs,
    write,
)
from backoffice.rules.swapped_entries import refuse_exchanges
from backoffice.sheet.snapshot import Cell

MOST_CLEARED = 200
"""Tickets that are emptied in one write; more would not fit one batch of requests."""


def plan_forget(run: Run, before: date) -> Forgetting:
    """Return what forgetting would do.  Writes nothing.

    Raises:
        RefusedError: If entries of tickets have changed rows: nobody knows whose they are.
        BackofficeError: If the book cannot be read.
    """
    desk = read_desk(run)
    refuse_exchanges(desk.problems)
    return forgetting_of(desk, before)


def forget(
    run: Run, before: date, *, language: str, copy: Path | None = None, clear: bool = False
) -> Forgetting:
    """Forget: write the list, the copy or the emptied cells, then Log, then delete old files.

    Args:
        run: The run.
        before: Tickets that ended before this day.
        language: Of the list.
        copy: Where to write an emptied copy; None for none.
        clear: Whether the owner allows the cells to be emptied in the sheet.

    Raises:
        RefusedError: If entries of tickets have changed rows, or the sheet has lost a close.
        BackofficeError: If something cannot be read or written.  Cells, Log and script tabs are then as
            they were, or complete.
    """
    first: dict[tuple[str, int], Cell] = {}

    def attempt() -> Forgetting:
        desk = read_desk(run)
        refuse_lost_closes(desk)
        refuse_exchanges(desk.problems)
        plan = forgetting_of(with_loss_noted(desk), before)
        first.update(first or {_place(cell): cell.value for cell in plan.cells})
        if not plan.cells:
            return plan
        if copy:
            changes = emptying_changes(plan, plan.cells)
            run.step("write")
            return replace(plan, copy=copy, remains=run.book.write_copy(copy, changes))
        if clear:
            # read again after somebody typed: what is new since the first reading stays
            return _cleared(plan, [c for c in plan.cells if first.get(_place(c)) == c.value])
        _log(plan)
        return replace(plan, listed=written_list(plan, language))

    done = retry_on_change(attempt)
    undeleted = delete_files([*done.versions, *done.papers])
    return replace(done, done=True, undeleted=undeleted)


def _place(cell: StaffCell) -> tuple[str, int]:
    return cell.ticket, cell.column


def _cleared(plan: Forgetting, allowed: Sequence[StaffCell]) -> Forgetting:
    """Empty those of the cells that are `allowed`, of as many tickets as one write takes.

    It is read again which are left.
    """
    run = plan.desk.run
    now, later = plan.tickets[:MOST_CLEARED], plan.tickets[MOST_CLEARED:]
    cells = [cell for cell in allowed if cell.ticket in {*now}]
    run.step("write")
    run.book.clear(emptying_changes(plan, cells), once=plan.desk.ledger.last_run + 1)
    again = forgetting_of(read_desk(run), plan.before)
    left = [cell for cell in again.cells if cell.ticket in {*now}]
    return replace(plan, cells=cells, cleared=True, left=left, later=len(later))


def _log(plan: Forgetting) -> None:
    """Write down which tickets staff are going to empty; nothing where all of them are known."""
    desk = plan.desk
    new = [ticket for ticket in plan.tickets if ticket not in desk.ledger.forgotten]
    if not new:
        return
    tabs, pad = script_tabs(desk)
    log = log_rows(desk, new, pad)
    write(desk, tabs, log, pad, once=desk.ledger.last_run + 1)
