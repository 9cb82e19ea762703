"""What one run writes: script tabs that changed, the docket pad, its row in Log; all or nothing."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from backoffice.books.changes import Changes
from backoffice.books.new_desks import NewDesk, new_desk
from backoffice.intake.problems import Problem, ProblemCode
from backoffice.intake.ticket_numbers import ticket_number
from backoffice.jobs.desk import Desk
from backoffice.outputs.log_tab import log_row, over_rows
from backoffice.outputs.quotes_tab import has_changed, quote_rows
from backoffice.outputs.to_fix_tab import to_fix_rows
from backoffice.outputs.today_tab import today_rows
from backoffice.rules.docket_pad_size import numbers_to_add
from backoffice.sheet.headings import Tab, find_tab
from backoffice.sheet.layout import Layout, script_rows
from backoffice.sheet.seals import texts_of
from backoffice.sheet.snapshot import Cell, Row


def script_tabs(desk: Desk) -> tuple[dict[Tab, Sequence[Row]], list[str]]:
    """Return the new rows of each script tab that is out of date, and numbers for the docket pad."""
    layout, ledger, now = desk.layout, desk.ledger, desk.run.now
    assessment, policy = desk.assessment, desk.run.policy.undated
    pad = numbers_to_add(len(desk.rows.blank), ledger.issued or desk.rows.highest)
    blank = len(desk.rows.blank) + len(pad)
    tabs: dict[Tab, Sequence[Row]] = {}
    quotes = quote_rows(assessment, ledger, policy, language=layout.language, now=now)
    touched = any(p.code is ProblemCode.QUOTES_REPAIRED for p in ledger.problems)
    touched |= bool(ledger.quotes_missing) or Tab.QUOTES in layout.missing
    if touched or has_changed(quotes, script_rows(layout, Tab.QUOTES)):
        tabs[Tab.QUOTES] = quotes
    to_fix = to_fix_rows(_after_pad(desk, len(pad)), layout)
    today = today_rows(assessment, ledger, policy, layout, today=now.date(), blank=blank)
    tabs |= {
        tab: rows
        for tab, rows in ((Tab.TO_FIX, to_fix), (Tab.TODAY, today))
        if tab in layout.missing or not _is_up_to_date(rows, tab, layout)
    }
    if ledger.restored:
        tabs[Tab.BATCHES] = ledger.batch_rows
    return tabs, pad


def _after_pad(desk: Desk, numbers: int) -> Sequence[Problem]:
    """Return the problems with the rows that they are in once the docket pad has grown."""
    last = desk.run.book.rows_move_below(desk.snapshot) if numbers else None
    if last is None:
        return desk.problems
    return [
        replace(each, row=each.row + numbers) if each.row and each.row > last else each
        for each in desk.problems
    ]


def _is_up_to_date(rows: Sequence[Row], tab: Tab, layout: Layout) -> bool:
    """Return whether a tab has `rows` already."""
    written = script_rows(layout, tab)
    return len(rows) == len(written) and texts_of(rows) == texts_of(written)


def row_in_log(desk: Desk, command: str, pad: Sequence[str], **more: Cell) -> list[Cell]:
    """Return the row that this run leaves in Log, with `more` cells by the keys of their columns.

    Its *mark*, as `Book.write` says, is the number of the run where `more` has no other.
    """
    run, issued = desk.run, desk.ledger.issued or desk.rows.highest
    cells: dict[str, Cell] = {
        "run": desk.next_run,
        "when": run.now,
        "who": run.who,
        "command": command,
        "tickets": len(desk.rows.frame),
        "problems": desk.to_fix,
        "edition": run.policy.edition(run.now.date()),
        "pad_to": pad[-1] if pad else ticket_number(issued),
        "mark": desk.next_run,
    }
    return log_row(**cells | more)


def changes_of(
    desk: Desk,
    command: str,
    *,
    after: Desk | None = None,
    only_log: bool = False,
    record: Sequence[str] = (),
    **more: Cell,
) -> Changes:
    """Return all that a run writes: script tabs that are out of date, the docket pad, its row in Log.

    Log counts `desk`, the book as read; the tabs show `after`, where the run itself changes more than them.
    With `only_log`, nothing else is written.  `record` is what Log remembers, in parts that fit a cell, and
    `more` are further cells of its row.
    """
    tabs, pad = ({}, []) if only_log else script_tabs(after or desk)
    log = over_rows(row_in_log(desk, command, pad, **more), record)
    return Changes(
        read=desk.snapshot,
        tabs={**tabs, Tab.LOG: [*desk.ledger.log, *log]},
        pad=pad,
        missing=tabs_to_make(desk, tabs),
        former=taken_over(desk),
        zone=desk.run.zone,
    )


def write(desk: Desk, changes: Changes, *, once: int | None = None) -> None:
    """Write `changes` in one go: once with the mark `once`, by default the number of this run."""
    desk.run.step("write")
    desk.run.book.write(changes, once=once or desk.next_run)


def names_of(desk: Desk, tabs: Collection[Tab]) -> list[str]:
    """Return the names of `tabs` in the book."""
    return [desk.layout.sheets[tab].name for tab in Tab if tab in tabs]


def tabs_to_make(desk: Desk, tabs: Mapping[Tab, Sequence[Row]]) -> NewDesk | None:
    """Return those of `tabs` that the book lacks, with their headings; None if it has all."""
    made = [tab for tab in desk.layout.missing if tab in tabs]
    if not made:
        return None
    made += [tab for tab in (Tab.START,) if tab in taken_over(desk)]
    new = new_desk(desk.run.policy.undated, desk.language, ())
    return replace(new, tabs=[each for each in new.tabs if each.tab in made])


def taken_over(desk: Desk) -> Mapping[Tab, str]:
    """Return the tabs of an earlier version that this one makes anew, with their names in the book.

    Start is one of them where the tab Today had another name: its page named that.
    """
    former = desk.layout.former
    start = find_tab(Tab.START, list(desk.snapshot.sheets)) if Tab.TODAY in former else None
    return {**former, Tab.START: start} if start else former
