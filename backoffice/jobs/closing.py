"""Closing a month: a rehearsal, which writes nothing, unless the command has ``--yes``.

One write holds the frozen rows of Batches, the row of Log and the mark of the month (202606), which can be used
once: it happens once or not at all.  A month that is closed already is only reported.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from backoffice.books.diagnosis import Check
from backoffice.intake.frozen_pieces import FrozenPiece, record_of
from backoffice.jobs.desk import Desk, Run, RunResult, read_desk, with_ledger
from backoffice.jobs.lost_closes import refuse_lost_closes
from backoffice.jobs.lost_quotes import refuse_lost_quotes
from backoffice.jobs.runs import probe, retry_on_change
from backoffice.jobs.script_changes import changes_of, names_of, write
from backoffice.outputs.batches_tab import batch_rows
from backoffice.rules.batches import ClosePlan, plan_close, ready_days
from backoffice.rules.months import check_may_close, check_may_rehearse, due_month, next_month
from backoffice.rules.swapped_entries import refuse_exchanges
from backoffice.sheet.marks import mark_of
from backoffice.sheet.snapshot import Cell
from estimator.rules.schedule import Batch


def plan(run: Run, month: Batch | None) -> RunResult:
    """Return what closing `month` would do if this were its last day.  Writes nothing.

    Without `month`: the one that waits to be closed, else the one whose parcel leaves next.

    Raises:
        RefusedError: If nothing of the month can have arrived, or it cannot be closed any more.
    """
    desk = read_desk(run)
    month = month or _month_at_hand(desk)
    if month in desk.ledger.closed:
        return RunResult(desk=desk, again=True)
    refuse_lost_closes(desk, writing=False)
    check_may_rehearse(month, desk.ledger, run.policy.undated, run.now.date())
    refuse_exchanges(desk.problems)
    return RunResult(desk=desk, plan=plan_of(desk, month))


def _month_at_hand(desk: Desk) -> Batch:
    policy, today = desk.run.policy.undated, desk.run.now.date()
    due, _ = due_month(ready_days(desk.assessment.frame), desk.ledger, policy, today)
    return due or next_month(desk.ledger, policy, today)


def close(run: Run, month: Batch, *, compared: bool = False) -> RunResult:
    """Freeze what goes to the workshop with the batch of `month`: once, in full or not at all.

    After rows of Quotes were lost, people have to have `compared` the pieces with the customers' messages.

    Raises:
        RefusedError: If the month cannot be closed.
        BookUnavailableError: If what a close relies on was tried out, and does not hold.
    """
    probed: Sequence[Check] = ()

    def attempt() -> RunResult:
        nonlocal probed
        desk = read_desk(run)
        if month in desk.ledger.closed:
            return RunResult(desk=desk, again=True)
        refuse_lost_closes(desk)
        check_may_close(month, desk.ledger, run.policy.undated, run.now.date())
        refuse_exchanges(desk.problems)
        plan = plan_of(desk, month)
        if not plan.pieces:
            return RunResult(desk=desk, plan=plan)
        if not compared:
            refuse_lost_quotes(desk)
        if not run.book.may_close(desk.snapshot) and not probed:
            probed = probe(run)
            return attempt()  # the results count once they are read
        rows = batch_rows(plan.pieces, run.policy.undated.currency)
        closed = _after_close(desk, month, plan.pieces, rows)
        mark, record = mark_of(month), record_of(rows)
        changes = changes_of(
            desk,
            "close",
            after=closed,
            record=record,
            month=str(month),
            batched=len(rows),
            mark=mark,
        )
        write(desk, changes, once=mark)
        wrote, pad = names_of(desk, changes.tabs), len(changes.pad)
        return RunResult(desk=closed, plan=plan, wrote=wrote, pad=pad, probed=probed)

    return retry_on_change(attempt)()


def plan_of(desk: Desk, month: Batch) -> ClosePlan:
    """Return what would go with the batch of `month` if nothing changed, and what would stay."""
    return plan_close(
        desk.assessment,
        month,
        desk.ledger,
        desk.run.policy,
        language=desk.language,
        now=desk.run.now,
        run=desk.next_run,
    )


def _after_close(
    desk: Desk, month: Batch, pieces: Sequence[FrozenPiece], rows: Sequence[Sequence[Cell]]
) -> Desk:
    """Return the desk after `pieces` are frozen, in `rows` of Batches."""
    ledger = replace(
        desk.ledger,
        pieces=[*desk.ledger.pieces, *pieces],
        batch_rows=[*desk.ledger.batch_rows, *rows],
        closed={**desk.ledger.closed, month: desk.next_run},
        restored=True,
    )
    return with_ledger(desk, ledger)
