"""Writing the changes of one run to a Google Sheet."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress

from backoffice.books.changes import Changes
from backoffice.books.google.batch_get import Reading, read_sheet
from backoffice.books.google.batching import fits, in_batches
from backoffice.books.google.clearing import clearing_requests
from backoffice.books.google.closing_lock import lock_month, unlock_months
from backoffice.books.google.connection import Connection
from backoffice.books.google.counted_after_close import check_month
from backoffice.books.google.developer_metadata import delete_notes_called
from backoffice.books.google.docket_pad import (
    ANSWER_FIELDS,
    headings_wanted,
    is_in_column,
    missing_numbers,
    numbers_pattern,
    pad_requests,
    ticket_column,
)
from backoffice.books.google.missing_tabs import with_missing_tabs
from backoffice.books.google.probes.results_note import RECORD_KEY
from backoffice.books.google.probes.trials import Lock
from backoffice.books.google.refused_by_us import changed, done_before, pad_misplaced
from backoffice.books.google.request_kinds import Request, empty_matching_cells
from backoffice.books.google.tab_changes import marks_freed, requests_of
from backoffice.books.google.versioned_writes import VersionConflictError, VersionedWriter
from backoffice.books.google.versions import is_month, mark_months
from backoffice.books.google.wider_filter import wider_filter
from backoffice.sheet.headings import Tab
from backoffice.sheet.layout import language_of, tab_name
from backoffice.sheet.marks import is_in_use, marks_in_use

_TRIES = 3


def commit(connection: Connection, read: Reading, changes: Changes, once: int) -> None:
    """Write `changes`; what makes them count, Log and the notes of months, is in the last batch.

    Args:
        connection: To the sheet.
        read: What the changes were computed from.
        changes: What to write.
        once: The mark that is used up.

    Raises:
        AlreadyWrittenError: If somebody else used up the mark.  Nothing is written.
        BookChangedError: If somebody else wrote, or tabs changed.  Nothing is written.
        LayoutError: If a tab or the Ticket column is missing.
        APIError: If Google refuses for another reason.
    """
    writer = VersionedWriter(connection, read.state)
    made_first: Sequence[Request] = ()
    if changes.missing:
        email = connection.account.email
        read, made_first = with_missing_tabs(read, changes.missing, changes.former, email)
    *ahead, last = _batches(changes, read, once, writer.token, made_first)
    try:
        for batch in ahead:
            writer.send(batch)
        is_right = True
        if changes.pad:
            is_right = _send_with_pad(writer, last, changes.pad, read)
        else:
            writer.send(last)
    except VersionConflictError as error:
        if is_in_use(once, read_sheet(connection.ask, read.key)):
            raise done_before(connection.where, once) from error
        raise changed(connection.where) from error
    if writer.got_other_numbers and Lock.NOTE in read.state.locks:
        connection.send([delete_notes_called(RECORD_KEY)])  # the next close tries it out again
    if not is_right:
        _move_misplaced(connection, read.key, changes.pad)
    if is_month(once):
        check_month(connection, read, changes.tabs.get(Tab.BATCHES, ()), once)


def take_away(connection: Connection, read: Reading) -> None:
    """Delete the tabs that closes have left, which no other write has had a reason to do."""
    requests = _unlocked(read, marks_in_use(read), frozenset())
    if requests:
        # whoever wrote meanwhile has deleted them as well
        with suppress(VersionConflictError):
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
    tickets = read.sheets[tab_name(Tab.TICKETS, [*read.sheets])]
    early, rest = requests_of(changes, read)
    if not fits(rest):
        early, rest = requests_of(changes, read, staged=True)
    early = [*made_first, *early]
    freed = marks_freed(changes)
    last = [
        *mark_months(read.state.versions, once, freed, token),
        *_unlocked(read, marks_in_use(read), freed | {once}),  # a lost close is written again
        *rest,
        *wider_filter(tickets, read.state.grids[tickets.name]),
        *clearing_requests(read, changes.emptied),
    ]
    if is_month(once) and Lock.TAB in read.state.locks:
        last += lock_month(once, language_of(Tab.TICKETS, tickets.name))
    *ahead, before = [*in_batches(early)] or [[]]
    together = [*before, *last]
    return [*ahead, together] if fits(together) else [*ahead, before, last]


def _send_with_pad(
    writer: VersionedWriter, requests: Sequence[Request], numbers: Sequence[str], read: Reading
) -> bool:
    """Send `requests` and put `numbers` on the docket pad; return whether their column is right.

    It is wrong where somebody moved columns since `read`, and unknown where the answer was lost.
    """
    tickets = read.sheets[tab_name(Tab.TICKETS, list(read.sheets))]
    grid, column = read.state.grids[tickets.name], ticket_column(tickets)
    answer = writer.send(
        [*requests, *pad_requests(numbers, grid, tickets, column)],
        fields=ANSWER_FIELDS,
        options=headings_wanted(tickets.name),
    )
    return is_in_column(answer, grid.sheet_id, column)


def _move_misplaced(connection: Connection, key: str, numbers: Sequence[str]) -> None:
    """Move numbers that are in a wrong column into the right one.

    They are searched for by their text, so staff may sort rows and move columns at the same time; no
    ticket uses these numbers yet, since they were not in the column of numbers.  Everything else is
    written, so a run in between only means one more attempt.
    """
    for _ in range(_TRIES):
        read = read_sheet(connection.ask, key)
        tickets = read.sheets[tab_name(Tab.TICKETS, list(read.sheets))]
        missing = missing_numbers(numbers, tickets.rows, ticket_column(tickets))
        if not missing:
            return  # the column was moved back, and the numbers with it
        sheet_id = read.state.grids[tickets.name].sheet_id
        emptied = empty_matching_cells(sheet_id, numbers_pattern(missing))
        try:
            if _send_with_pad(VersionedWriter(connection, read.state), [emptied], missing, read):
                return
        except VersionConflictError:
            continue
    raise pad_misplaced(connection.where)
