"""Writing the changes of one run to a Google Sheet: what may go ahead, and what makes it count."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from contextlib import suppress

from backoffice.books.changes import Changes
from backoffice.books.google.batch_get import Reading, read_rows, read_sheet, usable_reading
from backoffice.books.google.batching import fits, in_batches
from backoffice.books.google.clearing import clearing_requests
from backoffice.books.google.closing_lock import lock_month, unlock_months
from backoffice.books.google.connection import Connection
from backoffice.books.google.docket_pad import move_misplaced, send_with_pad
from backoffice.books.google.missing_tabs import with_missing_tabs
from backoffice.books.google.probes.trials import RECORD_KEY, Lock
from backoffice.books.google.request_kinds import Request, delete_notes_called
from backoffice.books.google.tab_growth import wider_filter
from backoffice.books.google.tab_writing import TabWriting
from backoffice.books.google.versioned_writes import VersionedWriter
from backoffice.books.google.versions import is_month, mark_months
from backoffice.messages.errors import AlreadyWrittenError, BookChangedError, BookUnavailableError
from backoffice.sheet.headings import Tab
from backoffice.sheet.layout import language_of, script_headings, tab_name
from backoffice.sheet.marks import is_in_use, marks_after, marks_in_use, month_of
from backoffice.sheet.script_columns import position
from backoffice.sheet.snapshot import Row

_EARLY = (Tab.QUOTES, Tab.TO_FIX, Tab.TODAY)
"""Tabs that may be written ahead of the rest: the next sync computes them again from the tickets."""

_MONTH, _TICKET = position(Tab.BATCHES, "month"), position(Tab.BATCHES, "ticket")


def commit(connection: Connection, changes: Changes, once: int) -> None:
    """Write `changes`, and use up the mark `once`; what makes them count is in the last batch.

    Raises:
        AlreadyWrittenError: If somebody else used up the mark.  Nothing is written.
        BookChangedError: If somebody else wrote, or tabs changed.  Nothing is written.
        LayoutError: If a tab or the Ticket column is missing.
        BookUnavailableError: If the rows of a closed month are not those written, or numbers are in a
            wrong column.  All else is written.
    """
    read = usable_reading(connection, changes, once)
    writer = VersionedWriter(connection, read.state)
    made_first: Sequence[Request] = ()
    if changes.missing:
        email = connection.account.email
        read, made_first = with_missing_tabs(read, changes.missing, changes.former, email)
    *ahead, last = _batches(changes, read, once, writer.token, made_first)
    is_right = True
    try:
        for batch in ahead:
            writer.send(batch)
        if changes.pad:
            is_right = send_with_pad(writer, last, changes.pad, read)
        else:
            writer.send(last)
    except BookChangedError as error:
        if is_in_use(once, read_sheet(connection.ask, read.key)):
            raise AlreadyWrittenError(
                "google.done-before", book=connection.where, mark=once
            ) from error
        raise
    if writer.got_other_numbers and Lock.NOTE in read.state.locks:
        connection.send([delete_notes_called(RECORD_KEY)])  # the next close tries it out again
    if not is_right:
        move_misplaced(connection, changes.pad)
    if is_month(once):
        _check_month(connection, read, changes.tabs.get(Tab.BATCHES, ()), once)


def take_away(connection: Connection, read: Reading) -> None:
    """Delete the tabs that closes have left, which no other write has had a reason to do."""
    requests = _unlocked(read, marks_in_use(read), frozenset())
    if requests:
        # whoever wrote meanwhile has deleted them as well
        with suppress(BookChangedError):
            VersionedWriter(connection, read.state).send(requests)


def _unlocked(read: Reading, in_use: frozenset[object], freed: frozenset[object]) -> list[Request]:
    """Return requests that delete the tabs of months that are closed or reopened.

    The tab of a month that Log does not show stays: Log has lost its row.  Where notes do not lock,
    that of a closed month stays too: a close that was computed before it may still be under way.
    """
    spent = in_use if Lock.NOTE in read.state.locks else frozenset[object]()
    return unlock_months(read.state, spent | freed)


def _batches(
    changes: Changes, read: Reading, once: int, token: str, made_first: Sequence[Request]
) -> list[list[Request]]:
    """Return what to send, in order: in one batch if it fits, else with what counts in the last."""
    early, rest = _of_tabs(changes, read)
    if not fits(rest):
        early, rest = _of_tabs(changes, read, staged=True)
    freed = _marks_freed(changes)
    last = [
        *mark_months(read.state.versions, once, freed, token),
        *_unlocked(read, marks_in_use(read), freed | {once}),  # a lost close is written again
        *rest,
        *wider_filter(read.tickets, read.tickets_grid),
        *clearing_requests(read, changes.emptied),
    ]
    if is_month(once) and Lock.TAB in read.state.locks:
        last += lock_month(once, language_of(Tab.TICKETS, read.tickets.name))
    *ahead, before = [*in_batches([*made_first, *early])] or [[]]
    together = [*before, *last]
    return [*ahead, together] if fits(together) else [*ahead, before, last]


def _of_tabs(
    changes: Changes, read: Reading, *, staged: bool = False
) -> tuple[list[Request], list[Request]]:
    """Return the requests that bring the script tabs to `changes`: what may go ahead, and the rest.

    If `staged`, new rows of Batches go ahead without their month, which is then in the rest.  A row without
    a month belongs to no batch; if the rest is never written, the next run removes it.
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


def _marks_freed(changes: Changes) -> frozenset[object]:
    """Return the marks that are in use before `changes` are written and not afterwards."""
    rows = changes.tabs.get(Tab.LOG)
    if rows is None:
        return frozenset()
    after = marks_after(rows, position(Tab.LOG, "mark"), position(Tab.LOG, "frees"))
    return marks_in_use(changes.read) - after


def _check_month(connection: Connection, read: Reading, written: Sequence[Row], mark: int) -> None:
    """Check that Batches shows each piece of the month of `mark` once, as `written`, and no other."""
    name, month = tab_name(Tab.BATCHES, list(read.sheets)), str(month_of(mark))
    found = _pieces(read_rows(connection.ask, {name: Tab.BATCHES})[name], month)
    expected = _pieces(written, month)
    if found != expected:
        raise BookUnavailableError(
            "google.month-differs",
            book=connection.where,
            month=month,
            found=found.total(),
            expected=expected.total(),
        )


def _pieces(rows: Iterable[Row], month: str) -> Counter[str]:
    """Return how often each ticket is in the rows of `month`."""
    return Counter(str(row[_TICKET]) for row in rows if len(row) > _TICKET and row[_MONTH] == month)
