"""One job for each command: read, understand, assess, plan; then one write, last.

Jobs decide; commands only parse and print.  Nothing here asks what day it is.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import TypeVar

from backoffice import __version__
from backoffice.assessing import Assessment, assess
from backoffice.batches import (
    ClosePlan,
    batch_rows,
    check_may_close,
    check_may_reopen,
    plan_close,
)
from backoffice.books.book import Book, Cell, Changes, Row, Snapshot
from backoffice.books.columns import BATCHES, LOG
from backoffice.books.headings import Tab
from backoffice.checking import check_facts
from backoffice.errors import AlreadyWrittenError, BookChangedError
from backoffice.history import History, mark_of, read_history
from backoffice.layout import Layout, find_layout, script_rows
from backoffice.problems import Level, Problem
from backoffice.reading import TicketRows, read_tickets
from backoffice.sealing import pack, plain_row
from backoffice.tabs.desk import desk_rows
from backoffice.tabs.quotes import has_changed, quote_rows
from backoffice.tabs.to_fix import to_fix_rows
from backoffice.tickets import FIRST_NUMBER as FIRST_NUMBER
from estimator.policy_file import PolicyBook
from estimator.schedule import Batch

PAD_LEAST, PAD_MORE = 100, 150
"""The docket pad grows to PAD_MORE blank rows when fewer than PAD_LEAST are left."""

TRIES = 5
"""How often a run reads again after somebody saved in between."""

ResultT = TypeVar("ResultT")


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """Who runs what, when, by which policy.

    Attributes:
        now: Shop time, without a zone.
        who: Who runs it, for the log.
        step: Told the name of each step as it begins: read, understand, write.
    """

    book: Book
    policy: PolicyBook
    now: datetime
    who: str
    step: Callable[[str], None] = lambda _: None


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """The book, read and assessed."""

    run: Run
    snapshot: Snapshot
    layout: Layout
    rows: TicketRows
    history: History
    assessment: Assessment

    @property
    def language(self) -> str:
        """The sheet's own language."""
        return self.layout.language

    @property
    def problems(self) -> Sequence[Problem]:
        """All problems, in the order of the sheet."""
        return self.assessment.problems

    @property
    def to_fix(self) -> int:
        """How many of the problems must be fixed."""
        return sum(problem.level is Level.FIX for problem in self.problems)


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
    """
    from backoffice.books.making import make_workbook

    numbers = [ticket_number(FIRST_NUMBER + offset) for offset in range(rows)]
    run.step("write")
    make_workbook(
        Path(run.book.where), policy=run.policy.undated, language=language, numbers=numbers
    )
    start(run)
    return Tab.TICKETS.value.in_(language)


def start(run: Run) -> Desk:
    """Fill the script tabs of a new book for the first time, and write down which numbers it has."""
    desk = read_desk(run)
    tabs, pad = _script_tabs(desk)
    log = _log_row(desk, "init", pad=pad, mark=1)
    _write(desk, tabs, [log], pad, once=1)
    return desk


def read_desk(run: Run) -> Desk:
    """Return the book, read and assessed.  Writes nothing.

    Raises:
        BookUnavailableError: If it cannot be read.
        LayoutError: If a tab or heading is missing or doubled.
    """
    run.step("read")
    return understand(run, run.book.read())


def understand(run: Run, snapshot: Snapshot) -> Desk:
    """Return what `snapshot` holds, assessed."""
    run.step("understand")
    layout = find_layout(snapshot, run.policy.undated)
    history = read_history(layout)
    rows = read_tickets(
        layout,
        issued=history.issued,
        digits=run.policy.undated.currency.digits,
        today=run.now.date(),
    )
    facts = check_facts(rows.frame, run.policy.undated, run.now.date())
    return _assessed(run, snapshot, layout, replace(rows, problems=rows.problems + facts), history)


def _assessed(
    run: Run, snapshot: Snapshot, layout: Layout, rows: TicketRows, history: History
) -> Desk:
    """Return the desk with `history`; what the rows themselves say wrong is known already."""
    assessment = assess(
        rows.frame,
        history,
        run.policy,
        language=layout.language,
        now=run.now,
        known=[*rows.problems, *history.problems],
    )
    return Desk(
        run=run, snapshot=snapshot, layout=layout, rows=rows, history=history, assessment=assessment
    )


def sync(run: Run) -> Done:
    """Bring the script tabs up to date; write nothing where all stands already.

    Raises:
        BackofficeError: If the book cannot be read or written.  Then nothing was written.
    """

    def attempt() -> Done:
        desk = read_desk(run)
        tabs, pad = _script_tabs(desk)
        if not tabs and not pad:
            return Done(desk=desk)
        number = desk.history.last_run + 1
        log = _log_row(desk, "sync", pad=pad, mark=number)
        _write(desk, tabs, [log], pad, once=number)
        return Done(desk=desk, wrote=_names(desk, tabs), pad=len(pad))

    return _trying(attempt)


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
        tabs, pad = _script_tabs(closed)
        tabs[Tab.BATCHES] = _batch_cells(closed.history.batches)
        log = _log_row(desk, "close", pad=pad, mark=mark_of(month), month=month, sent=len(rows))
        _write(closed, tabs, _with_record(log, _batch_cells(rows)), pad, once=mark_of(month))
        return Done(desk=closed, plan=plan, wrote=_names(desk, tabs), pad=len(pad))

    return _trying(attempt)


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
        opened = _assessed(run, desk.snapshot, desk.layout, desk.rows, history)
        number = desk.history.last_run + 1
        tabs, pad = _script_tabs(opened)
        tabs[Tab.BATCHES] = _batch_cells(history.batches)
        log = _log_row(desk, "reopen", pad=pad, mark=number, month=month, frees=mark_of(month))
        _write(opened, tabs, [log], pad, once=number)
        return len(desk.history.sent_in(month))

    return _trying(attempt)


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
    beside = Path(desk.run.book.where).parent / "papers" / str(month)
    return make_papers(order, folder or beside)


def _planned(desk: Desk, month: Batch) -> ClosePlan:
    run = desk.run
    check_may_close(month, desk.history, run.policy.undated, run.now.date())
    return plan_close(desk.assessment, month, run.policy, language=desk.language, now=run.now)


def _after_close(desk: Desk, month: Batch, rows: Sequence[Mapping[str, Cell]], number: int) -> Desk:
    """Return the desk as it stands once `rows` are written."""
    history = replace(
        desk.history,
        batches=[*desk.history.batches, *rows],
        closed={**desk.history.closed, month: number},
    )
    return _assessed(desk.run, desk.snapshot, desk.layout, desk.rows, history)


def _trying(attempt: Callable[[], ResultT]) -> ResultT:
    """Return what `attempt` returns; read again where somebody saved in between."""
    for _ in range(TRIES - 1):
        try:
            return attempt()
        except (BookChangedError, AlreadyWrittenError):
            continue
    return attempt()


def _script_tabs(desk: Desk) -> tuple[dict[Tab, Sequence[Row]], list[str]]:
    """Return the script tabs that no longer stand as they should, and numbers for the docket pad."""
    policy, layout, run = desk.run.policy.undated, desk.layout, desk.run
    pad = _pad(desk)
    tabs: dict[Tab, Sequence[Row]] = {}
    quotes = quote_rows(
        desk.assessment, desk.history, policy, language=layout.language, now=run.now
    )
    touched = any(problem.code == "quotes-repaired" for problem in desk.history.problems)
    if touched or has_changed(quotes, script_rows(layout, Tab.QUOTES)):
        tabs[Tab.QUOTES] = quotes
    blank = len(desk.rows.blank) + len(pad)
    today = run.now.date()
    small = {
        Tab.TO_FIX: to_fix_rows(desk.problems, layout),
        Tab.DESK: desk_rows(
            desk.assessment,
            desk.history,
            policy,
            language=layout.language,
            today=today,
            blank=blank,
        ),
    }
    tabs |= {tab: rows for tab, rows in small.items() if not _stands(rows, tab, layout)}
    if desk.history.restored:
        tabs[Tab.BATCHES] = _batch_cells(desk.history.batches)
    return tabs, pad


def _stands(rows: Sequence[Row], tab: Tab, layout: Layout) -> bool:
    """Return whether a tab shows `rows` already."""
    return list(map(plain_row, rows)) == list(map(plain_row, script_rows(layout, tab)))


def _pad(desk: Desk) -> list[str]:
    """Return the numbers to append so that staff never run out of numbered rows."""
    blank = len(desk.rows.blank)
    if blank >= PAD_LEAST:
        return []
    first = max(desk.history.issued or desk.rows.highest, FIRST_NUMBER - 1) + 1
    return [ticket_number(first + offset) for offset in range(PAD_MORE - blank)]


def ticket_number(number: int) -> str:
    """Return a ticket number as the docket pad writes it.

    >>> ticket_number(101)
    'R-00101'
    """
    return f"R-{number:05}"


def _batch_cells(rows: Sequence[Mapping[str, Cell]]) -> list[Row]:
    return [[row[column.key] for column in BATCHES] for row in rows]


def _write(
    desk: Desk,
    tabs: Mapping[Tab, Sequence[Row]],
    log: Sequence[Row],
    pad: Sequence[str],
    *,
    once: int,
) -> None:
    changes = Changes(
        read=desk.snapshot, tabs={**tabs, Tab.LOG: [*desk.history.log, *log]}, pad=pad
    )
    desk.run.step("write")
    desk.run.book.write(changes, once=once)


def _names(desk: Desk, tabs: Mapping[Tab, Sequence[Row]]) -> list[str]:
    return [desk.layout.sheets[tab].name for tab in Tab if tab in tabs or tab is Tab.LOG]


def _log_row(
    desk: Desk,
    command: str,
    *,
    pad: Sequence[str],
    mark: int,
    month: Batch | None = None,
    sent: int | None = None,
    frees: int | None = None,
) -> list[Cell]:
    issued = pad[-1] if pad else ticket_number(desk.history.issued or desk.rows.highest)
    row: dict[str, Cell] = {
        "run": desk.history.last_run + 1,
        "when": desk.run.now,
        "who": desk.run.who,
        "command": command,
        "month": str(month) if month else None,
        "tickets": len(desk.rows.frame),
        "problems": desk.to_fix,
        "batched": sent,
        "edition": desk.run.policy.edition(desk.run.now.date()),
        "version": __version__,
        "pad_to": issued,
        "mark": mark,
        "frees": frees,
        "record": None,
    }
    return [row[column.key] for column in LOG]


def _with_record(log: list[Cell], rows: Sequence[Row]) -> list[Row]:
    """Return the log row with a record of the frozen rows, over as many rows as it needs."""
    keep = {"run", "when", "command", "month"}
    bare = [cell if column.key in keep else None for column, cell in zip(LOG, log, strict=True)]
    texts = pack(rows)
    return [[*log[:-1], texts[0]], *([*bare[:-1], text] for text in texts[1:])]
