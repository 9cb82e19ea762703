"""Closing a month: its rehearsal, and the close itself."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from backoffice.intake.ledger import mark_of
from backoffice.jobs.desk import Desk, Run, assessed, read_desk
from backoffice.jobs.retrying import retry_on_change
from backoffice.jobs.run_result import RunResult
from backoffice.jobs.script_changes import (
    batch_cells,
    log_row,
    names_of,
    script_tabs,
    with_record,
    write,
)
from backoffice.rules.batches import (
    ClosePlan,
    batch_rows,
    check_may_close,
    plan_close,
)
from backoffice.sheet.headings import Tab
from backoffice.sheet.snapshot import Cell
from estimator.rules.schedule import Batch


def plan(run: Run, month: Batch) -> RunResult:
    """Return what closing `month` would do.  Writes nothing.

    Raises:
        RefusedError: If the month cannot be closed.
    """
    desk = read_desk(run)
    if month in desk.ledger.closed:
        return RunResult(desk=desk, again=True)
    return RunResult(desk=desk, plan=_planned(desk, month))


def close(run: Run, month: Batch) -> RunResult:
    """Freeze what goes to the workshop with the batch of `month`: once, whole or not at all.

    Raises:
        RefusedError: If the month cannot be closed.
        BackofficeError: If the book cannot be read or written.  Then nothing was written.
    """

    def attempt() -> RunResult:
        desk = read_desk(run)
        if month in desk.ledger.closed:
            return RunResult(desk=desk, again=True)
        plan = _planned(desk, month)
        if not plan.rows:
            return RunResult(desk=desk, plan=plan)
        number = desk.ledger.last_run + 1
        rows = batch_rows(plan.rows, number, run.policy.undated.currency.digits)
        closed = _after_close(desk, month, rows, number)
        tabs, pad = script_tabs(closed)
        tabs[Tab.BATCHES] = batch_cells(closed.ledger.batches)
        log = log_row(desk, "close", pad=pad, mark=mark_of(month), month=month, sent=len(rows))
        write(closed, tabs, with_record(log, batch_cells(rows)), pad, once=mark_of(month))
        return RunResult(desk=closed, plan=plan, wrote=names_of(desk, tabs), pad=len(pad))

    return retry_on_change(attempt)


def _planned(desk: Desk, month: Batch) -> ClosePlan:
    run = desk.run
    check_may_close(month, desk.ledger, run.policy.undated, run.now.date())
    return plan_close(
        desk.assessment, month, desk.ledger, run.policy, language=desk.language, now=run.now
    )


def _after_close(desk: Desk, month: Batch, rows: Sequence[Mapping[str, Cell]], number: int) -> Desk:
    """Return the desk as it stands once `rows` are written."""
    ledger = replace(
        desk.ledger,
        batches=[*desk.ledger.batches, *rows],
        closed={**desk.ledger.closed, month: number},
    )
    return assessed(desk.run, desk.snapshot, desk.layout, desk.rows, ledger)
