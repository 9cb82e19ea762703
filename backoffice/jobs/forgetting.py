"""Forgetting the personal data of finished tickets: a list for staff, an emptied copy, or emptied cells.

Staff's cells are not written, unless the owner of a Google Sheet allows it.  Log says which tickets; what
sees that entries changed then knows that these were emptied on purpose.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

import pandas as pd

from backoffice.atomic_files import write_anew
from backoffice.books.changes import Changes, StaffCell
from backoffice.intake.run_log import FORGET, forgotten_texts
from backoffice.jobs.desk import Run, read_desk, understand, with_ledger
from backoffice.jobs.forget_plan import Forgetting, forgetting_of
from backoffice.jobs.lost_closes import refuse_lost_closes
from backoffice.jobs.lost_quotes import with_loss_noted
from backoffice.jobs.old_files import delete_files
from backoffice.jobs.runs import retry_on_change
from backoffice.jobs.script_changes import changes_of, write
from backoffice.messages.errors import refused_as
from backoffice.outputs.forget_list import ForgetList, list_csv, list_page
from backoffice.rules.swapped_entries import refuse_exchanges
from backoffice.sheet.snapshot import Cell, Sheet, Snapshot
from estimator.answers.wording import day as day_words
from estimator.policy.policy_book import PolicyBook

MOST_CLEARED = 200
"""Tickets that are emptied in one write; more would not fit one batch of requests."""


def kept_since(policy: PolicyBook, today: date) -> date | None:
    """Return the day before which finished tickets are forgotten; None while the owner named no period.

    Source: ``terms.keeping.months``.
    """
    term = policy.undated.terms.get("keeping")
    months = term.numbers.get("months") if term else None
    if months is None:
        return None
    day: date = (pd.Timestamp(today) - pd.DateOffset(months=months)).date()
    return day


def plan_forget(run: Run, before: date) -> Forgetting:
    """Return what forgetting would do.  Writes nothing.

    Raises:
        RefusedError: If entries of tickets have changed rows: nobody knows whose they are.
    """
    desk = read_desk(run)
    refuse_exchanges(desk.problems)
    return forgetting_of(desk, before)


def forget(
    run: Run, before: date, *, language: str, copy: Path | None = None, clear: bool = False
) -> Forgetting:
    """Forget tickets that ended `before` a day: write the list or the cells, then Log, then delete old files.

    Written is a list in `language`; an emptied `copy`; or, as its owner allows with `clear`, the sheet itself.

    Raises:
        RefusedError: If entries of tickets have changed rows, or the sheet has lost a close.
        BackofficeError: If something cannot be read or written.  Cells, Log and script tabs are then as
            they were, or complete.
    """
    first: dict[tuple[str, int], Cell] = {}

    @retry_on_change
    def attempt() -> Forgetting:
        desk = read_desk(run)
        refuse_lost_closes(desk)
        refuse_exchanges(desk.problems)
        plan = forgetting_of(with_loss_noted(desk), before)
        first.update(first or {(cell.ticket, cell.column): cell.value for cell in plan.cells})
        if not plan.cells:
            return plan
        if copy:
            changes = _emptying(plan, plan.cells)
            run.step("write")
            return replace(plan, copy=copy, remains=run.book.write_copy(copy, changes))
        if clear:
            # read again after somebody typed: what is new since the first reading stays
            cells = [c for c in plan.cells if first.get((c.ticket, c.column)) == c.value]
            return _cleared(plan, cells)
        _log(plan)
        return replace(plan, listed=_written_list(plan, language))

    done = attempt()
    undeleted = delete_files([*done.versions, *done.papers])
    return replace(done, done=True, undeleted=undeleted)


def _cleared(plan: Forgetting, allowed: Sequence[StaffCell]) -> Forgetting:
    """Empty those of the cells that are `allowed`, of as many tickets as one write takes.

    It is read again which are left.
    """
    run = plan.desk.run
    now, later = plan.tickets[:MOST_CLEARED], plan.tickets[MOST_CLEARED:]
    cells = [cell for cell in allowed if cell.ticket in {*now}]
    run.step("write")
    run.book.clear(_emptying(plan, cells), once=plan.desk.next_run)
    again = forgetting_of(read_desk(run), plan.before)
    left = [cell for cell in again.cells if cell.ticket in {*now}]
    return replace(plan, cells=cells, cleared=True, left=left, later=len(later))


def _emptying(plan: Forgetting, cells: Sequence[StaffCell]) -> Changes:
    """Return what is written with `cells` emptied: script tabs as they are then, and Log."""
    desk = plan.desk
    tickets = [*dict.fromkeys(cell.ticket for cell in cells)]
    then = understand(desk.run, _emptied(desk.snapshot, desk.layout.tickets.name, cells))
    forgotten = then.ledger.forgotten | {*tickets}
    after = with_ledger(then, replace(then.ledger, forgotten=forgotten))
    changes = changes_of(desk, FORGET, after=after, record=forgotten_texts(tickets))
    return replace(changes, emptied=cells)


def _emptied(read: Snapshot, tab: str, cells: Sequence[StaffCell]) -> Snapshot:
    rows: list[Sequence[Cell]] = [*read.sheets[tab].rows]
    for cell in cells:
        row = [*rows[cell.row - 1]]
        row[cell.column] = ""
        rows[cell.row - 1] = row
    return replace(read, sheets={**read.sheets, tab: Sheet(tab, rows)})


def _log(plan: Forgetting) -> None:
    """Write down which tickets staff are going to empty; nothing where all of them are known."""
    desk = plan.desk
    if new := [ticket for ticket in plan.tickets if ticket not in desk.ledger.forgotten]:
        write(desk, changes_of(desk, FORGET, record=forgotten_texts(new)))


def _written_list(plan: Forgetting, language: str) -> list[Path]:
    """Write the list of cells that staff empty, as a page and as CSV beside the book; return where they are."""
    desk, book = plan.desk, plan.desk.run.book
    tab = desk.layout.tickets.name
    found = ForgetList(
        tab=tab,
        tickets={cell.row: cell.ticket for cell in plan.cells},
        places=[(cell.row, cell.column) for cell in plan.cells],
        headings=desk.layout.labels(language),
        link=lambda cells: book.link_to(desk.snapshot, tab, cells),
    )
    page = list_page(found, language, day=day_words(plan.before, language), book=book.where)
    stem = book.folder / "forget" / f"forget-{plan.before}"
    contents = {
        stem.with_suffix(".html"): page,
        stem.with_suffix(".csv"): list_csv(found, language),
    }
    with refused_as("forget-files.not-listed", path=stem.parent):
        stem.parent.mkdir(exist_ok=True)
        for path, content in contents.items():
            write_anew(path, content.encode())
    return [*contents]
