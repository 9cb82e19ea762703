"""One job for each command: read, understand, assess, plan; then one write, last.

Jobs decide; commands only parse and print.  Nothing here asks what day it is.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeVar

from backoffice.batches import (
    ClosePlan,
    batch_rows,
    check_may_close,
    check_may_reopen,
    plan_close,
)
from backoffice.books import folder_beside
from backoffice.books.book import Cell
from backoffice.books.google.addresses import is_google
from backoffice.books.headings import Tab
from backoffice.desk import Desk, Run, assessed, read_desk
from backoffice.errors import AlreadyWrittenError, BookChangedError, RefusedError
from backoffice.history import History, mark_of
from backoffice.tickets import FIRST_NUMBER, ticket_number
from backoffice.writing import batch_cells, log_row, names_of, script_tabs, with_record, write
from estimator.schedule import Batch

TRIES = 5
"""How often a run reads again after somebody saved in between."""

ResultT = TypeVar("ResultT")


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """What a run did.

    Attributes:
        desk: The book as assessed when writing.
        wrote: Names of the tabs written; empty if all stood already.
        pad: How many numbered rows were added.
        plan: What was closed, if a month was.
        again: Whether the month was closed before.
    """

    desk: Desk
    wrote: Sequence[str] = ()
    pad: int = 0
    plan: ClosePlan | None = None
    again: bool = False


def init(run: Run, *, language: str, rows: int) -> str:
    """Make a new workbook with `rows` numbered rows; return the name of the tab to begin on.

    Raises:
        BookUnavailableError: If something is there already, or it cannot be written.
        RefusedError: If the book is to be a Google Sheet.
    """
    from backoffice.books.making import make_workbook

    if is_google(run.book.where):
        raise RefusedError(
            "A Google Sheet is made by its owner, in Google Drive. Share it with the script, then "
            f"run: backoffice connect {run.book.where}",
            "Google スプレッドシートは、所有者が Google ドライブで作成します。スクリプトと共有してから、"
            f"backoffice connect {run.book.where} を実行してください。",
        )
    run.step("write")
    make_workbook(
        Path(run.book.where),
        policy=run.policy.undated,
        language=language,
        numbers=first_numbers(rows),
    )
    start(run)
    return Tab.TICKETS.value.in_(language)


def first_numbers(rows: int) -> list[str]:
    """Return the docket pad of a new book."""
    return [ticket_number(FIRST_NUMBER + offset) for offset in range(rows)]


def start(run: Run) -> Desk:
    """Fill the script tabs of a new book for the first time, and write down which numbers it has."""
    return first_fill(read_desk(run), "init")


def first_fill(desk: Desk, command: str) -> Desk:
    """Fill the script tabs of a book that nobody has run on, on behalf of `command`."""
    tabs, pad = script_tabs(desk)
    log = log_row(desk, command, pad=pad, mark=1)
    write(desk, tabs, [log], pad, once=1)
    return desk


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


def plan(run: Run, month: Batch) -> Done:
    """Return what closing `month` would do.  Writes nothing.

    Raises:
        RefusedError: If the month cannot be closed.
    """
    desk = read_desk(run)
    if month in desk.history.closed:
        return Done(desk=desk, again=True)
    return Done(desk=desk, plan=_planned(desk, month))


def close(run: Run, month: Batch) -> Done:
    """Freeze what goes to the workshop with the batch of `month`: once, whole or not at all.

    Raises:
        RefusedError: If the month cannot be closed.
        BackofficeError: If the book cannot be read or written.  Then nothing was written.
    """

    def attempt() -> Done:
        desk = read_desk(run)
        if month in desk.history.closed:
            return Done(desk=desk, again=True)
        plan = _planned(desk, month)
        if not plan.rows:
            return Done(desk=desk, plan=plan)
        number = desk.history.last_run + 1
        rows = batch_rows(plan.rows, number, run.policy.undated.currency.digits)
        closed = _after_close(desk, month, rows, number)
        tabs, pad = script_tabs(closed)
        tabs[Tab.BATCHES] = batch_cells(closed.history.batches)
        log = log_row(desk, "close", pad=pad, mark=mark_of(month), month=month, sent=len(rows))
        write(closed, tabs, with_record(log, batch_cells(rows)), pad, once=mark_of(month))
        return Done(desk=closed, plan=plan, wrote=names_of(desk, tabs), pad=len(pad))

    return trying(attempt)


def plan_reopen(run: Run, month: Batch) -> int:
    """Return how many pieces reopening `month` would take out of the batch.  Writes nothing.

    Raises:
        RefusedError: If it is not the last, or something came back.
    """
    desk = read_desk(run)
    check_may_reopen(month, desk.history, desk.assessment)
    return len(desk.history.sent_in(month))


def reopen(run: Run, month: Batch) -> int:
    """Undo the last close, while nothing of it has come back; return how many pieces it held.

    Raises:
        RefusedError: If it is not the last, or something came back.
        BackofficeError: If the book cannot be read or written.  Then nothing was written.
    """

    def attempt() -> int:
        desk = read_desk(run)
        check_may_reopen(month, desk.history, desk.assessment)
        history = _without(desk.history, month)
        opened = assessed(run, desk.snapshot, desk.layout, desk.rows, history)
        number = desk.history.last_run + 1
        tabs, pad = script_tabs(opened)
        tabs[Tab.BATCHES] = batch_cells(history.batches)
        log = log_row(desk, "reopen", pad=pad, mark=number, month=month, frees=mark_of(month))
        write(opened, tabs, [log], pad, once=number)
        return len(desk.history.sent_in(month))

    return trying(attempt)


def _without(history: History, month: Batch) -> History:
    """Return `history` as if `month` had never been closed."""
    return replace(
        history,
        batches=[row for row in history.batches if row["month"] != str(month)],
        closed={other: run for other, run in history.closed.items() if other != month},
        problems=[p for p in history.problems if p.more.get("other") != str(month)],
    )


def papers(desk: Desk, month: Batch, folder: Path | None) -> list[Path]:
    """Make the papers of a closed month; return their paths.

    Args:
        desk: The book as it stands.
        month: A closed month.
        folder: Where; None for ``papers/MONTH`` beside the book.

    Raises:
        RefusedError: If the month is not closed.
        BackofficeError: If the folder cannot be written.
    """
    from backoffice.papers.making import make_papers
    from backoffice.papers.order import order_of

    order = order_of(month, desk.history, desk.run.policy.undated, desk.language)
    beside = folder_beside(desk.run.book.where) / "papers" / str(month)
    return make_papers(order, folder or beside)


def _planned(desk: Desk, month: Batch) -> ClosePlan:
    run = desk.run
    check_may_close(month, desk.history, run.policy.undated, run.now.date())
    return plan_close(
        desk.assessment, month, desk.history, run.policy, language=desk.language, now=run.now
    )


def _after_close(desk: Desk, month: Batch, rows: Sequence[Mapping[str, Cell]], number: int) -> Desk:
    """Return the desk as it stands once `rows` are written."""
    history = replace(
        desk.history,
        batches=[*desk.history.batches, *rows],
        closed={**desk.history.closed, month: number},
    )
    return assessed(desk.run, desk.snapshot, desk.layout, desk.rows, history)


def trying(attempt: Callable[[], ResultT]) -> ResultT:
    """Return what `attempt` returns; read again where somebody saved in between."""
    for _ in range(TRIES - 1):
        try:
            return attempt()
        except (BookChangedError, AlreadyWrittenError):
            continue
    return attempt()
