"""Undoing the last close."""

from __future__ import annotations

from dataclasses import replace

from backoffice.intake.ledger import Ledger
from backoffice.jobs.desk import Run, read_desk, with_ledger
from backoffice.jobs.lost_closes import refuse_lost_closes
from backoffice.jobs.lost_quotes import with_loss_noted
from backoffice.jobs.runs import retry_on_change
from backoffice.jobs.script_changes import changes_of, write
from backoffice.rules.batches import check_may_reopen
from backoffice.sheet.marks import mark_of
from estimator.rules.schedule import Batch


def plan_reopen(run: Run, month: Batch) -> int:
    """Return how many pieces reopening `month` would take out of the batch.  Writes nothing.

    Raises:
        RefusedError: If it is not the last, or something came back.
    """
    desk = read_desk(run)
    refuse_lost_closes(desk, writing=False)
    check_may_reopen(month, desk.ledger, desk.assessment)
    return len(desk.ledger.sent_in(month))


@retry_on_change
def reopen(run: Run, month: Batch) -> int:
    """Undo the last close, while nothing of it has come back; return how many pieces it had.

    Raises:
        RefusedError: If it is not the last, or something came back.
    """
    desk = read_desk(run)
    refuse_lost_closes(desk, writing=False)  # said before a month is called not closed
    desk = with_loss_noted(desk)
    check_may_reopen(month, desk.ledger, desk.assessment)
    opened = with_ledger(desk, without_close(desk.ledger, month))
    frees = mark_of(month)
    write(desk, changes_of(desk, "reopen", after=opened, month=str(month), frees=frees))
    return len(desk.ledger.sent_in(month))


def without_close(ledger: Ledger, month: Batch) -> Ledger:
    """Return `ledger` without the close of `month`."""
    rows = zip(ledger.pieces, ledger.batch_rows, strict=True)
    kept = [(piece, row) for piece, row in rows if piece.month != month]
    return replace(
        ledger,
        pieces=[piece for piece, _ in kept],
        batch_rows=[row for _, row in kept],
        closed={other: run for other, run in ledger.closed.items() if other != month},
        problems=[each for each in ledger.problems if each.month != month],
        restored=True,
    )
