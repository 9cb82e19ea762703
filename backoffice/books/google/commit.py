"""Writing a run down once: each request makes the next version, and is refused where somebody else did.

See ``docs/decisions/0006-one-write-per-edition.md``.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from gspread.exceptions import APIError

from backoffice.books.book import Changes
from backoffice.books.google.batch_get import Reading, read_sheet
from backoffice.books.google.batch_update import (
    MOST_BYTES,
    encoded,
    in_parcels,
    marks_in_use_after,
    requests_of,
    tab_name,
)
from backoffice.books.google.connection import Connection
from backoffice.books.google.docket_pad import (
    ANSWER_FIELDS,
    answer_wanted,
    astray,
    headings_in,
    pad_requests,
    taken_back,
    ticket_place,
)
from backoffice.books.google.refusals import changed, done_before, pad_astray
from backoffice.books.google.versions import Request, claim, mark_months, new_token
from backoffice.errors import AlreadyWrittenError, BookChangedError, LayoutError
from backoffice.sheet.headings import Tab
from backoffice.sheet.marks import is_in_use

TRIES = 3

_MOVED = re.compile("Unable to parse range|exceeds grid limits|No grid with id|beyond the last")
"""What Google says where a tab went away or shrank, be it back by now or not."""


def read_again(connection: Connection) -> Reading:
    """Return the sheet; where a tab is renamed or deleted between the two requests, read anew."""
    for _ in range(TRIES - 1):
        try:
            return read_sheet(connection.ask, connection.key)
        except APIError as error:
            if error.response.status_code != 400:
                raise
    return read_sheet(connection.ask, connection.key)


class Commit:
    """One write, computed from one reading.

    Args:
        connection: The line to the sheet.
        read: What the changes were computed from.
        once: The mark they use up.
    """

    def __init__(self, connection: Connection, read: Reading, once: int) -> None:
        self._connection, self._read, self._once = connection, read, once
        self._token = new_token()
        self._version = read.shape.versions.newest

    def do(self, changes: Changes) -> None:
        """Write `changes`.

        Raises:
            AlreadyWrittenError: If somebody else used up the mark.  Nothing is written.
            BookChangedError: If somebody else wrote, or tabs changed.  Nothing is written.
            LayoutError: If a tab or the Ticket column is missing.
            APIError: If Google refuses for another reason.
        """
        *ahead, last = self._parcels(changes)
        for parcel in ahead:
            self._send(parcel)
        if not changes.pad:
            self._send(last)
            return
        name = tab_name(Tab.TICKETS, self._read)
        grid, rows = self._read.shape.grids[name], self._read.sheets[name].rows
        place = ticket_place(name, rows[0] if rows else ())
        last += pad_requests(changes.pad, grid, len(rows), place)
        heading = self._send(last, show=name)
        if heading is None or _place_or_none(name, heading) != place:
            self._put_right(changes.pad)

    def _put_right(self, numbers: Sequence[str]) -> None:
        """Bring numbers that came to stand in a wrong column into theirs.

        All else is written by now: whoever writes in between only makes this look once more.
        """
        for _ in range(TRIES):
            requests, name, place = self._strays(numbers)
            if not requests:
                return
            try:
                heading = self._send(requests, show=name)
            except (BookChangedError, AlreadyWrittenError):
                continue
            if heading is not None and _place_or_none(name, heading) == place:
                return
        raise pad_astray(self._connection.where)

    def _parcels(self, changes: Changes) -> list[list[Request]]:
        """Return what to send, in order; what counts comes last, together."""
        early, rest = requests_of(changes, self._read)
        months = mark_months(
            self._read.shape.versions, self._once, marks_in_use_after(changes), self._token
        )
        commit = [*months, *rest]
        *ahead, last = [*in_parcels(early)] or [[]]
        if len(encoded({"requests": [*last, *commit]})) <= MOST_BYTES:
            return [*ahead, [*last, *commit]]
        return [*ahead, last, commit]

    def _send(self, requests: Sequence[Request], *, show: str = "") -> list[str] | None:
        """Make the next version with `requests`.

        Returns:
            The headings of the tab `show` as they stood then; None if Google's answer was lost.
        """
        self._version += 1
        whole = [*claim(self._read.shape.versions, self._version, self._token), *requests]
        try:
            answer = self._connection.send(
                whole,
                fields=ANSWER_FIELDS if show else "spreadsheetId",
                more=answer_wanted(show) if show else None,
            )
        except APIError as error:
            if error.response.status_code != 400:
                raise
            self._settle(error)
            answer = {}
        return headings_in(answer, self._read.shape.grids[show].sheet_id) if show else None

    def _settle(self, error: APIError) -> None:
        """Find out why Google refused; return if what it refused was the repeat of our own write."""
        now = read_again(self._connection)
        versions = now.shape.versions
        if versions.tokens.get(self._version) == self._token:
            return
        if versions.newest >= self._version:
            if is_in_use(self._once, now):
                raise done_before(self._connection.where, self._once) from error
            raise changed(self._connection.where) from error
        if _MOVED.search(str(error)) or now.shape.grids != self._read.shape.grids:
            raise changed(self._connection.where) from error
        raise error

    def _strays(self, numbers: Sequence[str]) -> tuple[list[Request], str, int]:
        """Return requests that put right what stands in a wrong column, the tab, and the right one.

        None are needed where the column was moved afterwards, and the numbers with it.
        """
        now = self._read = read_again(self._connection)
        self._version = now.shape.versions.newest
        name = tab_name(Tab.TICKETS, now)
        rows, grid = now.sheets[name].rows, now.shape.grids[name]
        place = ticket_place(name, rows[0] if rows else ())
        missing = astray(numbers, rows, place)
        if not missing:
            return [], name, place
        again = pad_requests(missing, grid, len(rows), place)
        return [taken_back(missing, grid.sheet_id), *again], name, place


def _place_or_none(name: str, heading: Sequence[str]) -> int | None:
    try:
        return ticket_place(name, heading)
    except LayoutError:
        return None
