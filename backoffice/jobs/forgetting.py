"""Forgetting the personal data of finished tickets: a list for staff, an emptied copy, or emptied cells.

Staff's cells are not written, unless the owner of a Google Sheet allows it.  Log says which tickets; what
sees that entries changed then knows that these were emptied on purpose.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from backoffice.atomic_files import written_beside
from backoffice.books.book import Changes, StaffCell
from backoffice.intake.frames import Typed
from backoffice.intake.run_log import FORGET, forgotten_texts
from backoffice.jobs.desk import Desk, Run, assessed, read_desk, understand
from backoffice.jobs.lost_closes import refuse_lost_closes
from backoffice.jobs.lost_quotes import with_loss_noted
from backoffice.jobs.old_files import delete_files, old_papers, old_versions
from backoffice.jobs.retrying import retry_on_change
from backoffice.jobs.script_changes import (
    log_row,
    script_tabs,
    tabs_to_make,
    taken_over,
    write,
)
from backoffice.messages.errors import refused_by_system
from backoffice.outputs.forget_list import ForgetList, list_csv, list_page
from backoffice.rules.personal_data import (
    FREE_TEXTS,
    PERSONAL,
    OldTickets,
    names_person,
    old_tickets,
)
from backoffice.rules.swapped_entries import refuse_exchanges
from backoffice.sheet.columns import LOG
from backoffice.sheet.headings import Tab
from backoffice.sheet.snapshot import Cell, Row, Sheet, Snapshot
from estimator.answers.wording import day as day_words

MOST_CLEARED = 200
"""Tickets that are emptied in one write; more would not fit one batch of requests."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Forgetting:
    """What forgetting did, or would do.

    Attributes:
        desk: The book as read.
        before: Tickets that ended before this day are forgotten.
        cells: The cells with personal data, in the order of the sheet.
        old: Which old tickets may be forgotten, and which not.
        own_columns: Headings of staff's own columns that are filled in on these rows.
        versions, papers: Files that go.
        newer_versions: How many versions of the book stay that may hold the same entries.
        done: Whether anything was done.
        listed: The list that was written.
        copy: The emptied copy that was written.
        remains: Parts of the copy where something is found all the same.
        cleared: Whether cells were emptied in the sheet.
        left: Cells that were not emptied, since they hold something else by now, or no plain text.
        later: How many tickets are left for the next run.
        undeleted: Files that could not be deleted.
    """

    desk: Desk
    before: date
    cells: Sequence[StaffCell]
    old: OldTickets
    own_columns: Sequence[str]
    versions: Sequence[Path]
    papers: Sequence[Path]
    newer_versions: int
    done: bool = False
    listed: Sequence[Path] = ()
    copy: Path | None = None
    remains: Sequence[str] = ()
    cleared: bool = False
    left: Sequence[StaffCell] = ()
    later: int = 0
    undeleted: Sequence[Path] = ()

    @property
    def tickets(self) -> list[str]:
        """The tickets of the cells, each once."""
        return [*dict.fromkeys(cell.ticket for cell in self.cells)]


def plan_forget(run: Run, before: date) -> Forgetting:
    """Return what forgetting would do.  Writes nothing.

    Raises:
        RefusedError: If entries of tickets have changed rows: nobody knows whose they are.
        BackofficeError: If the book cannot be read.
    """
    desk = read_desk(run)
    refuse_exchanges(desk.problems)
    return _planned(desk, before)


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
        plan = _planned(with_loss_noted(desk), before)
        first.update(first or {_place(cell): cell.value for cell in plan.cells})
        if not plan.cells:
            return plan
        if copy:
            changes = _changes(plan, plan.cells)
            run.step("write")
            return replace(plan, copy=copy, remains=run.book.write_copy(copy, changes))
        if clear:
            # read again after somebody typed: what is new since the first reading stays
            return _cleared(plan, [c for c in plan.cells if first.get(_place(c)) == c.value])
        _log(plan)
        return replace(plan, listed=_listed(plan, language))

    done = retry_on_change(attempt)
    undeleted = delete_files([*done.versions, *done.papers])
    return replace(done, done=True, undeleted=undeleted)


def _planned(desk: Desk, before: date) -> Forgetting:
    run, frame = desk.run, desk.assessment.frame
    old = old_tickets(frame, before)
    cells = _personal_cells(desk, old.finished)
    tickets = {frame[Typed.TICKET].iat[at] for at in old.finished} | desk.ledger.forgotten
    versions, newer = old_versions(run, before)
    return Forgetting(
        desk=desk,
        before=before,
        cells=cells,
        old=old,
        own_columns=_own_columns(desk, cells),
        versions=versions,
        papers=old_papers(run.book.folder, before, tickets),
        newer_versions=newer,
    )


def _personal_cells(desk: Desk, positions: Sequence[int]) -> list[StaffCell]:
    frame, index, rows = desk.assessment.frame, desk.layout.column_index, desk.layout.tickets.rows
    named = names_person(frame, desk.run.policy.undated)
    cells = []
    for at in positions:
        number, row = frame[Typed.TICKET].iat[at], int(frame[Typed.ROW].iat[at])
        keys = [*PERSONAL, *(key for key in FREE_TEXTS if named[key][at])]
        for column in sorted(index[key] for key in keys if key in index):
            value = rows[row - 1][column] if column < len(rows[row - 1]) else None
            if value not in (None, "") and value is not False:
                cells.append(StaffCell(ticket=number, row=row, column=column, value=value))
    return sorted(cells, key=lambda cell: (cell.row, cell.column))


def _own_columns(desk: Desk, cells: Sequence[StaffCell]) -> list[str]:
    """Return the headings of columns that the desk does not know and that are filled on these rows."""
    rows, known = desk.layout.tickets.rows, {*desk.layout.column_index.values()}
    headings = rows[0] if rows else ()
    filled = {
        column
        for number in {cell.row for cell in cells}
        for column, value in enumerate(rows[number - 1])
        if column not in known and value not in (None, "") and value is not False
    }
    return [str(headings[at]) if at < len(headings) else "?" for at in sorted(filled)]


def _changes(plan: Forgetting, cells: Sequence[StaffCell]) -> Changes:
    """Return what is written with `cells` emptied: script tabs as they are then, and Log."""
    desk = plan.desk
    tickets = [*dict.fromkeys(cell.ticket for cell in cells)]
    then = understand(desk.run, _emptied(desk.snapshot, desk.layout.tickets.name, cells))
    ledger = replace(then.ledger, forgotten=then.ledger.forgotten | {*tickets})
    after = assessed(desk.run, then.snapshot, then.layout, then.rows, ledger)
    tabs, pad = script_tabs(after)
    log = _log_rows(desk, tickets, pad)
    return Changes(
        read=desk.snapshot,
        tabs={**tabs, Tab.LOG: [*desk.ledger.log, *log]},
        pad=pad,
        missing=tabs_to_make(desk, tabs),
        former=taken_over(desk),
        zone=desk.run.zone,
        emptied=cells,
    )


def _emptied(read: Snapshot, tab: str, cells: Sequence[StaffCell]) -> Snapshot:
    rows: list[Sequence[Cell]] = [*read.sheets[tab].rows]
    for cell in cells:
        row = [*rows[cell.row - 1]]
        row[cell.column] = ""
        rows[cell.row - 1] = row
    return replace(read, sheets={**read.sheets, tab: Sheet(tab, rows)})


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
    run.book.clear(_changes(plan, cells), once=plan.desk.ledger.last_run + 1)
    again = _planned(read_desk(run), plan.before)
    left = [cell for cell in again.cells if cell.ticket in {*now}]
    return replace(plan, cells=cells, cleared=True, left=left, later=len(later))


def _log(plan: Forgetting) -> None:
    """Write down which tickets staff are going to empty; nothing where all of them are known."""
    desk = plan.desk
    new = [ticket for ticket in plan.tickets if ticket not in desk.ledger.forgotten]
    if not new:
        return
    tabs, pad = script_tabs(desk)
    log = _log_rows(desk, new, pad)
    write(desk, tabs, log, pad, once=desk.ledger.last_run + 1)


def _log_rows(desk: Desk, tickets: Sequence[str], pad: Sequence[str]) -> list[Row]:
    """Return the rows in Log; where one cell cannot hold all numbers, there are more of them."""
    first = log_row(desk, FORGET, pad=pad, mark=desk.ledger.last_run + 1)
    keep = {"run", "when", "command"}
    more = [cell if column.key in keep else None for column, cell in zip(LOG, first, strict=True)]
    texts = forgotten_texts(tickets)
    return [[*first[:-1], texts[0]], *([*more[:-1], text] for text in texts[1:])]


def _listed(plan: Forgetting, language: str) -> list[Path]:
    """Write the list of cells as a page and as CSV beside the book; return where they are."""
    run, layout = plan.desk.run, plan.desk.layout
    tab = layout.tickets.name
    headings = {
        layout.column_index[column.key]: column.label.in_(language)
        for column in layout.columns
        if column.key in layout.column_index
    }
    found = ForgetList(
        tab=tab,
        tickets={cell.row: cell.ticket for cell in plan.cells},
        places=[(cell.row, cell.column) for cell in plan.cells],
        headings=headings,
        link=lambda cells: run.book.link_to(plan.desk.snapshot, tab, cells),
    )
    page = list_page(found, language, day=day_words(plan.before, language), book=run.book.where)
    stem = run.book.folder / "forget" / f"forget-{plan.before}"
    contents = {
        stem.with_suffix(".html"): page,
        stem.with_suffix(".csv"): list_csv(found, language),
    }
    try:
        stem.parent.mkdir(exist_ok=True)
        for path, content in contents.items():
            with written_beside(path, [content.encode()]) as beside:
                beside.replace(path)
    except OSError as error:
        raise refused_by_system("forget-files.not-listed", error, path=stem.parent) from error
    return [*contents]
