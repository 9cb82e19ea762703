"""Mending: a close that the sheet has lost is written back from the frozen record of its papers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from backoffice.intake.batch_records import log_rows_again
from backoffice.intake.frozen_pieces import FrozenPiece
from backoffice.jobs.desk import Desk, Run, read_desk, with_ledger
from backoffice.jobs.lost_closes import LostClose, lost_closes, refusal
from backoffice.jobs.lost_quotes import with_loss_noted
from backoffice.jobs.reopening import without_close
from backoffice.jobs.runs import retry_on_change
from backoffice.jobs.script_changes import changes_of, names_of, write
from backoffice.messages.errors import RefusedError
from backoffice.outputs.papers.frozen_record import FrozenRecord
from backoffice.sheet.headings import Tab
from backoffice.sheet.marks import mark_of
from backoffice.sheet.script_columns import position
from backoffice.sheet.seals import cell_text
from backoffice.sheet.snapshot import Cell
from estimator.rules.schedule import Batch

_LOG_MONTH, _LOG_RECORD, _LOG_MARK = (position(Tab.LOG, key) for key in ("month", "record", "mark"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Mended:
    """What mending a month did, or would do.

    Attributes:
        desk: The book as it is then.
        pieces: The pieces of the month, as they were sent.
        source: The page they were taken from; None where nothing was missing.
        wrote: Names of the tabs written.
    """

    desk: Desk
    pieces: Sequence[FrozenPiece]
    source: Path | None = None
    wrote: Sequence[str] = ()


def plan_mend(run: Run, month: Batch, folder: Path | None = None) -> Mended:
    """Return what mending `month` would write.  Writes nothing.

    Its papers are in `folder`, or in ``papers/MONTH`` beside the book.

    Raises:
        RefusedError: If nothing says that it was closed, or its papers hold no record.
    """
    return _mended(read_desk(run), month, folder)


@retry_on_change
def mend(run: Run, month: Batch, folder: Path | None = None) -> Mended:
    """Write the close of `month` back: its rows in Batches and in Log, once, all or nothing.

    Raises:
        RefusedError: If nothing says that it was closed, or its papers hold no record.
    """
    mark = mark_of(month)
    desk = with_loss_noted(read_desk(run), mends=mark)
    done = _mended(desk, month, folder)
    if done.source is None:
        return done
    changes = changes_of(done.desk, "mend", month=str(month), batched=len(done.pieces))
    # the month's own mark locks it where its note is missing too
    is_free = mark not in desk.snapshot.month_notes and month not in desk.ledger.closed
    write(done.desk, replace(changes, mends=mark), once=mark if is_free else None)
    return replace(done, wrote=names_of(desk, changes.tabs))


def _mended(desk: Desk, month: Batch, folder: Path | None) -> Mended:
    record = _record(desk, month, folder)
    if record is None:
        return Mended(desk=desk, pieces=desk.ledger.sent_in(month))
    return Mended(desk=_with(desk, month, record), pieces=record.pieces, source=record.path)


def _record(desk: Desk, month: Batch, folder: Path | None) -> FrozenRecord | None:
    """Return the record to mend `month` from; None where nothing of it is missing."""
    lost: dict[Batch, LostClose] = {each.month: each for each in lost_closes(desk, folder)}
    if month not in lost:
        if month in desk.ledger.closed:
            return None
        raise RefusedError("mend.not-lost", month=month)
    record = lost[month].record
    if record is None:
        raise refusal([lost[month]])
    return record


def _with(desk: Desk, month: Batch, record: FrozenRecord) -> Desk:
    """Return the desk as it is once the close of `month` is back."""
    kept = without_close(desk.ledger, month)
    ledger = replace(
        kept,
        pieces=[*kept.pieces, *record.pieces],
        batch_rows=[*kept.batch_rows, *record.rows],
        closed=dict(sorted({**kept.closed, month: record.run}.items())),
        short=[each for each in kept.short if each != month],
        log=[*_log_without(kept.log, month), *_closing_rows(month, record)],
        last_run=max(kept.last_run, record.run),
    )
    return with_ledger(desk, ledger)


def _closing_rows(month: Batch, record: FrozenRecord) -> list[list[Cell]]:
    closed = max((piece.closed for piece in record.pieces if piece.closed), default=None)
    return log_rows_again(month, record.run, closed, record.rows)


def _log_without(log: Sequence[Sequence[Cell]], month: Batch) -> list[Sequence[Cell]]:
    """Return the rows of Log without those of a close of `month` whose record was damaged."""
    return [
        row
        for row in log
        if cell_text(row[_LOG_MONTH]) != str(month)
        or not (row[_LOG_RECORD] or cell_text(row[_LOG_MARK]) == str(mark_of(month)))
    ]
