"""Bringing an earlier version of a book back: what staff typed as it was then, every record as it is now.

Tickets and staff's own tabs are those of the version.  Batches and Log stay those of the newest run, so
that a month that was closed since stays closed, and no number of a run or of a ticket is used twice.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from pathlib import Path

from backoffice.books.changes import Changes
from backoffice.intake.problems import ProblemCode
from backoffice.jobs.desk import Desk, Run, understand
from backoffice.jobs.kept_runs import Kept, chosen, entries_in, kept_versions, last_run, layout_of
from backoffice.jobs.lost_closes import lost_closes
from backoffice.jobs.runs import retry_on_change
from backoffice.jobs.script_changes import row_in_log, script_tabs, tabs_to_make
from backoffice.messages.errors import BookUnavailableError
from backoffice.sheet.headings import Tab, find_tab
from backoffice.sheet.script_columns import position
from backoffice.sheet.snapshot import Sheet, Snapshot

_TICKETS = position(Tab.LOG, "tickets")


@dataclass(frozen=True, slots=True, kw_only=True)
class Restored:
    """What bringing a version back did, or would do.

    Attributes:
        version: Which.
        desk: The book as it is then.
        before: How many tickets the book had; None where it is missing or cannot be read.
        missing: Tickets that the book had and the version has not.
        back: Tickets that the version has and the book had not.
        changed: Tickets with other entries in the version.
        kept: The book as it was, as a version; None where it was missing, or nothing was written.
        done: Whether it was brought back.
    """

    version: Kept
    desk: Desk
    before: int | None
    missing: Sequence[str]
    back: Sequence[str]
    changed: Sequence[str]
    kept: Path | None = None
    done: bool = False


def list_versions(run: Run) -> list[Kept]:
    """Return the earlier versions of the book, the newest first.  Writes nothing.

    Raises:
        BookUnavailableError: If the book keeps none, with where its versions are instead.
    """
    run.step("read")
    versions = run.book.earlier_versions()
    return kept_versions(run, versions, _present(run))


def plan_restore(run: Run, asked: str) -> Restored:
    """Return what bringing a version back would do.  Writes nothing.

    Raises:
        RefusedError: If no version is meant by `asked`, or more than one.
    """
    return _planned(run, asked)[0]


@retry_on_change
def restore(run: Run, asked: str) -> Restored:
    """Bring a version back, and keep the book as it is as a version, too.

    Raises:
        RefusedError: If no version is meant by `asked`, or more than one.
    """
    plan, then, present = _planned(run, asked)
    desk = plan.desk
    # a close that nothing knows any more: what is computed without it must not be written
    is_lost = bool(lost_closes(desk))
    tabs, pad = ({}, []) if is_lost else script_tabs(desk)
    log = row_in_log(desk, "restore", pad)
    if is_lost:
        log[_TICKETS] = len(desk.ledger.quotes)  # Quotes has no row for the others
    tabs |= {Tab.BATCHES: desk.ledger.batch_rows, Tab.LOG: [*desk.ledger.log, log]}
    missing = tabs_to_make(desk, tabs)
    changes = Changes(read=then, tabs=tabs, pad=pad, missing=missing, zone=run.zone)
    run.step("write")
    before = present.version if present else None
    kept = run.book.restore(plan.version.version, changes, present=before)
    return replace(plan, kept=kept, done=True)


def _planned(run: Run, asked: str) -> tuple[Restored, Snapshot, Snapshot | None]:
    """Return the plan, the version, and the book as it is; None if that cannot be read."""
    run.step("read")
    versions = run.book.earlier_versions()
    present = _present(run)
    kept = kept_versions(run, versions, present)
    version = chosen(kept, asked)
    then = run.book.read_version(version.version)
    records = next(_with_all_records(run, present, then, kept), then)
    desk = _with_records_of(run, then, records)
    layout, new = layout_of(run, present), entries_in(desk.layout)
    old = entries_in(layout) if layout else None
    before = old or {}
    plan = Restored(
        version=version,
        desk=desk,
        before=None if old is None else len(old),
        missing=sorted(before.keys() - new.keys()),
        back=[] if old is None else sorted(new.keys() - before.keys()),
        changed=sorted(each for each in before.keys() & new.keys() if before[each] != new[each]),
    )
    return plan, then, present


def _present(run: Run) -> Snapshot | None:
    """Return the book as it is; None if it is missing or cannot be read, a reason to go back."""
    try:
        return run.book.read()
    except BookUnavailableError:
        return None


def _with_all_records(
    run: Run, present: Snapshot | None, then: Snapshot, kept: Sequence[Kept]
) -> Iterator[Snapshot]:
    """Yield the states of the book whose Batches and Log lack nothing of what the newest run wrote."""
    readable = (each for each in kept if each.tickets is not None)
    others = (run.book.read_version(each.version) for each in readable)
    for snapshot in chain([present] if present else [], others):
        if last_run(run, snapshot) >= last_run(run, then) and not run.book.lacks(snapshot):
            yield snapshot


def _with_records_of(run: Run, then: Snapshot, records: Snapshot) -> Desk:
    """Return the desk of a version with Batches and Log of another state of the book."""
    sheets = dict(then.sheets)
    for tab in (Tab.BATCHES, Tab.LOG):
        name, here = find_tab(tab, [*records.sheets]), find_tab(tab, [*sheets])
        if name and here:
            sheets[here] = Sheet(here, records.sheets[name].rows)
    desk = understand(run, replace(then, sheets=sheets))
    # the version had fewer tickets: nobody deleted rows of Quotes
    ledger, found = (
        [problem for problem in problems if problem.code is not ProblemCode.QUOTES_DELETED]
        for problems in (desk.ledger.problems, desk.problems)
    )
    return replace(
        desk,
        ledger=replace(desk.ledger, quotes_missing=0, problems=ledger),
        assessment=replace(desk.assessment, problems=found),
    )
