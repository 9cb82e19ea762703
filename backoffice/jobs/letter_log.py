"""What Log remembers of letters and status pages, read and written as everything else is: once, in one go."""

from __future__ import annotations

from collections.abc import Sequence

from backoffice.intake.frames import Typed
from backoffice.intake.frozen_pieces import record_of
from backoffice.intake.letter_records import LetterRecords, read_letter_records
from backoffice.jobs.desk import Desk
from backoffice.jobs.script_changes import changes_of, write
from backoffice.messages.errors import RefusedError
from backoffice.rules.due_letters import LetterRule
from backoffice.sheet.snapshot import Row


def sound_records(desk: Desk) -> LetterRecords:
    """Return what earlier runs wrote to customers.

    Raises:
        RefusedError: If somebody changed a record: a letter could be drafted twice, and a page that was
            taken back could appear again.
    """
    records = read_letter_records(desk.ledger.log)
    if records.damaged:
        raise RefusedError("drafts.record-damaged", runs=list(records.damaged))
    return records


def letter_rule(desk: Desk, records: LetterRecords) -> LetterRule:
    """Return what decides which letter is due for each ticket of a desk."""
    return LetterRule(
        desk.assessment,
        desk.ledger,
        records,
        tells_quotes=Typed.QUOTE_SENT in desk.layout.column_index,
        today=desk.run.now.date(),
    )


def remember(desk: Desk, entries: Sequence[Row], command: str) -> None:
    """Write `entries` into the row of this run in Log, with the tabs that are out of date; nothing for none."""
    if entries:
        write(desk, changes_of(desk, command, record=record_of(entries)))
