"""What forgetting is about: the cells of finished tickets that hold personal data, and the files that go."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from backoffice.books.changes import StaffCell
from backoffice.intake.frames import Typed
from backoffice.jobs.desk import Desk
from backoffice.jobs.old_files import old_papers, old_versions
from backoffice.rules.personal_data import FREE_TEXTS, PERSONAL, OldTickets, old_tickets
from backoffice.rules.sent_texts import names_person
from backoffice.sheet.snapshot import is_filled


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


def forgetting_of(desk: Desk, before: date) -> Forgetting:
    """Return what there is to forget of tickets that ended before a day."""
    run, frame = desk.run, desk.assessment.frame
    old = old_tickets(frame, before)
    cells = personal_cells(desk, old.finished)
    tickets = {frame[Typed.TICKET].iat[at] for at in old.finished} | desk.ledger.forgotten
    versions, newer = old_versions(run, before)
    return Forgetting(
        desk=desk,
        before=before,
        cells=cells,
        old=old,
        own_columns=own_columns(desk, cells),
        versions=versions,
        papers=old_papers(run.book.folder, before, tickets),
        newer_versions=newer,
    )


def personal_cells(desk: Desk, positions: Sequence[int]) -> list[StaffCell]:
    """Return the filled cells of these tickets that hold personal data, in the order of the sheet."""
    frame, index, rows = desk.assessment.frame, desk.layout.column_index, desk.layout.tickets.rows
    named = names_person(frame)
    cells = []
    for at in positions:
        number, row = frame[Typed.TICKET].iat[at], int(frame[Typed.ROW].iat[at])
        keys = [*PERSONAL, *(key for key in FREE_TEXTS if named[key][at])]
        for column in sorted(index[key] for key in keys if key in index):
            value = rows[row - 1][column] if column < len(rows[row - 1]) else None
            if is_filled(value):
                cells.append(StaffCell(ticket=number, row=row, column=column, value=value))
    return sorted(cells, key=lambda cell: (cell.row, cell.column))


def own_columns(desk: Desk, cells: Sequence[StaffCell]) -> list[str]:
    """Return the headings of columns that the desk does not know and that are filled on these rows."""
    rows, known = desk.layout.tickets.rows, {*desk.layout.column_index.values()}
    headings = rows[0] if rows else ()
    filled = {
        column
        for number in {cell.row for cell in cells}
        for column, value in enumerate(rows[number - 1])
        if column not in known and is_filled(value)
    }
    return [str(headings[at]) if at < len(headings) else "?" for at in sorted(filled)]
