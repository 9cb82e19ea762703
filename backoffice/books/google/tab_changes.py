"""The changes of one run as requests: what may be written ahead, and what makes it count."""

from __future__ import annotations

from backoffice.books.changes import Changes
from backoffice.books.google.batch_get import Reading
from backoffice.books.google.request_kinds import Request
from backoffice.books.google.tab_writing import TabWriting
from backoffice.sheet.headings import Tab
from backoffice.sheet.layout import script_headings
from backoffice.sheet.marks import marks_after, marks_in_use
from backoffice.sheet.script_columns import position
from backoffice.sheet.snapshot import Row

_EARLY = (Tab.QUOTES, Tab.TO_FIX, Tab.TODAY)
"""Tabs that may be written ahead of the rest: the next sync computes them again from the tickets."""


def requests_of(
    changes: Changes, read: Reading, *, staged: bool = False
) -> tuple[list[Request], list[Request]]:
    """Return the requests that bring the script tabs to `changes`: what may go ahead, and the rest.

    Args:
        changes: What to write.
        read: What they were computed from.
        staged: Whether new rows of Batches go ahead without their month, which is then in the rest.  A
            row without a month belongs to no batch; if the rest is never written, the next run
            removes it.

    Raises:
        LayoutError: If a tab is missing.
    """
    early: list[Request] = []
    rest: list[Request] = []
    for tab, rows in changes.tabs.items():
        writing = TabWriting(tab, read)
        new: list[Row] = [script_headings(tab, writing.name), *rows]
        requests = early if tab in _EARLY else rest
        if staged and tab is Tab.BATCHES:
            ahead = writing.without_new_months(new)
            early += [*writing.wider(), *writing.changes(writing.old, ahead)]
            rest += [*writing.months(ahead, new)]
        else:
            requests += [*writing.wider(), *writing.changes(writing.old, new)]
    return early, rest


def marks_freed(changes: Changes) -> frozenset[object]:
    """Return the marks that are in use before `changes` are written and not afterwards."""
    rows = changes.tabs.get(Tab.LOG)
    if rows is None:
        return frozenset()
    after = marks_after(rows, position(Tab.LOG, "mark"), position(Tab.LOG, "frees"))
    return marks_in_use(changes.read) - after
