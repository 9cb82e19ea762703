"""Copying a desk to another book: every cell of every tab."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice

from backoffice.books.new_desks import NewDesk, TabContents
from backoffice.books.uncopied import Uncopied, UncopiedKind
from backoffice.jobs.copy_contents import differences, start_was_changed, tabs_to_copy
from backoffice.jobs.copy_limits import adapted, obstacles, without_long_links
from backoffice.jobs.desk import Desk, Run, understand
from backoffice.jobs.script_changes import names_of, script_tabs
from backoffice.messages import label
from backoffice.messages.errors import BackofficeError, LayoutError, RefusedError
from backoffice.sheet.headings import Tab, find_tab
from backoffice.sheet.layout import find_layout
from backoffice.sheet.marks import marks_in_use, month_of
from backoffice.sheet.seals import cell_text
from backoffice.sheet.snapshot import Snapshot
from estimator.policy.label import Label

MOST_NAMED = 10
"""Things named in one message; of more, only the number is given."""


@dataclass(frozen=True, slots=True)
class Copied:
    """The result of copying.

    Attributes:
        desk: The desk in the new book.
        tabs: Number of tabs that were copied.
        again: Whether the same desk was there before, so that nothing was written.
        uncopied: What the old book holds besides cell values; it stays there.
        as_text: Addresses of dates that became text, because a workbook knows none before 1900.
        renewed: Names of the tabs that the next sync will change.
    """

    desk: Desk
    tabs: int
    again: bool
    uncopied: Sequence[Uncopied]
    as_text: Sequence[str]
    renewed: Sequence[str]


def copy(source: Run, target: Run) -> Copied:
    """Copy the desk of `source` to the book of `target`; the source is only read.

    Raises:
        RefusedError: If the target holds tickets already, or cannot hold what is in the source.
        LayoutError: If the source is no desk, or somebody renamed a tab or heading.
        BackofficeError: If either cannot be reached.  The target then holds no desk yet; the next run
            begins again.
    """
    if source.book.where == target.book.where:
        raise _refused(label("copying", "same-book"), target)
    source.step("read")
    export, policy = source.book.export(), source.policy.undated
    layout = find_layout(export.snapshot, policy)
    tabs = tabs_to_copy(export.snapshot, layout)
    if reasons := obstacles(tabs, target.book.limits):
        raise _cannot_hold(reasons, target)
    tabs, as_text = adapted(tabs, target.book.limits)
    tabs, lost_links = without_long_links(tabs, target.book.limits)
    uncopied = [*export.uncopied, *lost_links]
    if start_was_changed(layout, policy.shop.name):
        uncopied.append(Uncopied(layout.sheets[Tab.START].name, UncopiedKind.START))
    is_there = _is_there(tabs, target)
    if not is_there:
        _create(target, tabs, layout.language, export.snapshot)
    desk = _checked(target, tabs)
    renewed = names_of(desk, script_tabs(desk)[0])
    return Copied(desk, len(tabs), is_there, uncopied, as_text, renewed)


def _is_there(tabs: Sequence[TabContents], target: Run) -> bool:
    """Return whether the target holds exactly this desk.

    Raises:
        RefusedError: If it holds another one with tickets.
    """
    if not target.book.exists():
        return False
    snapshot = target.book.export().snapshot
    if not any(find_tab(Tab.TICKETS, [name]) for name in snapshot.sheets):
        return False
    if not any(differences(tabs, snapshot)):
        return True
    if count := _tickets_in(snapshot, target):
        raise _refused(label("copying", "has-tickets", count=count), target)
    return False


def _tickets_in(snapshot: Snapshot, target: Run) -> int:
    """Return how many rows of Tickets hold more than a number; 1 if that cannot be counted."""
    try:
        desk = understand(target, snapshot)
    except LayoutError:
        rows = snapshot.sheets[find_tab(Tab.TICKETS, list(snapshot.sheets)) or ""].rows[1:]
        return int(any(cell not in (None, "") for row in rows for cell in row[1:]))
    blank, index = set(desk.rows.blank), desk.layout.column_index["ticket"]
    filled = (row for row in desk.layout.tickets.rows[1:] if any(c not in (None, "") for c in row))
    used = [row for row in filled if cell_text(row[index]) not in blank]
    return len(used) or len(desk.ledger.pieces)


def _create(target: Run, tabs: Sequence[TabContents], language: str, source: Snapshot) -> None:
    """Create the desk; where one is there, it has no tickets: `_is_there` has refused one that has."""
    target.step("write")
    marks = (int(mark) for mark in marks_in_use(source) if isinstance(mark, int | float))
    closed = sorted(mark for mark in marks if month_of(mark))
    policy = target.policy.undated
    desk = NewDesk(policy=policy, language=language, tabs=tabs, closed_months=closed)
    target.book.create(
        desk, replace=True, progress=lambda done, of: target.step(f"write:{done}/{of}")
    )


def _checked(target: Run, tabs: Sequence[TabContents]) -> Desk:
    """Return the desk of the new book after comparing it with what was to be copied.

    Raises:
        BackofficeError: If any cell differs.
    """
    addresses = [*islice(differences(tabs, target.book.export().snapshot), MOST_NAMED)]
    if addresses:
        raise BackofficeError("copying.differs", book=target.book.where, cells=addresses)
    return understand(target, target.book.read())


def _refused(why: Label, target: Run) -> RefusedError:
    return RefusedError("copying.refused", book=target.book.where, why=why)


def _cannot_hold(reasons: Sequence[Label], target: Run) -> RefusedError:
    named = list(reasons[:MOST_NAMED])
    if more := len(reasons) - len(named):
        named.append(label("copying", "more-reasons", count=more))
    return RefusedError("copying.cannot-hold", book=target.book.where, reasons=named)
