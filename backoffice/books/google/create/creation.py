"""A desk created in a Google Sheet, new or a copy, in full or not at all; its settings, also restored.

Its tabs are created under temporary names, filled, and renamed in the last batch, which also deletes
the tabs that they replace.  Until then no run finds a desk in the sheet.  A note lists the tabs, so
that whatever an interrupted creation left is deleted by the next one.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count

from backoffice.books.book import Progress
from backoffice.books.google.batching import fits, in_batches
from backoffice.books.google.connection import Connection
from backoffice.books.google.create.formats import LOCALES
from backoffice.books.google.create.replaced_tabs import tabs_to_replace
from backoffice.books.google.create.tab_rows import row_requests
from backoffice.books.google.create.tabs import tab_requests
from backoffice.books.google.format_requests import protect_tab
from backoffice.books.google.request_kinds import (
    Request,
    create_note,
    delete_notes_called,
    delete_tab,
    rename_tab,
    set_file_properties,
)
from backoffice.books.google.sheet_state import LEFTOVERS_KEY, SheetDetails, read_details
from backoffice.books.google.versioned_writes import VersionedWriter
from backoffice.books.google.versions import set_months
from backoffice.books.new_desks import NewDesk
from estimator.policy.model import UndatedPolicy

_LEFTOVERS_NOTE = 999_999


class Creation:
    """A desk that is going to be created, computed from the sheet as it is.

    Raises:
        AlreadySetUpError: If a desk is here and is not to be replaced.
        BookUnavailableError: If another tab has the name of one of the desk's.
    """

    def __init__(self, connection: Connection, desk: NewDesk, *, replace: bool) -> None:
        self._connection, self._desk = connection, desk
        self._details = read_details(connection.ask)
        self._replaced = tabs_to_replace(connection, self._details, desk, replace=replace)
        free = (number for number in count(1001) if number not in self._details.ids.values())
        self._ids = {contents.name: next(free) for contents in desk.tabs}

    def send(self, progress: Progress) -> None:
        """Create the desk: in one batch if it fits, otherwise with what makes it count in the last.

        Raises:
            BookChangedError: If somebody else wrote meanwhile.
        """
        writer = VersionedWriter(self._connection, self._details, is_run=False)
        batches = [*self._batches(writer.token)]
        for done, batch in enumerate(batches, start=1):
            writer.send(batch)
            progress(done, len(batches))

    def _batches(self, token: str) -> Iterator[list[Request]]:
        cleared = _cleared(self._details)
        added, filled, named = [*self._added()], [*self._filled()], [*self._named(token)]
        if fits(together := [*cleared, *added, *filled, *named]):
            yield together
            return
        value = " ".join([token, *map(str, self._ids.values())])
        yield [*cleared, create_note(_LEFTOVERS_NOTE, LEFTOVERS_KEY, value), *added]
        yield from in_batches(filled)
        yield [*named, delete_notes_called(LEFTOVERS_KEY)]

    def _added(self) -> Iterator[Request]:
        """Yield what creates every tab under a temporary name."""
        desk, email = self._desk, self._connection.account.email
        for index, contents in enumerate(desk.tabs):
            sheet_id = self._ids[contents.name]
            name = _temporary_name(sheet_id)
            yield from tab_requests(contents, sheet_id, index, name, desk, email, self._ids)

    def _filled(self) -> Iterator[Request]:
        for contents in self._desk.tabs:
            yield from row_requests(contents, self._desk, self._ids)

    def _named(self, token: str) -> Iterator[Request]:
        """Yield what makes a desk of the tabs: their names, the notes of closed months, settings."""
        desk = self._desk
        yield from set_months(self._details.versions, desk.closed_months, token)
        yield _settings(desk.policy, desk.language)
        yield from (delete_tab(self._details.ids[name]) for name in self._replaced)
        yield from (rename_tab(sheet_id, name) for name, sheet_id in self._ids.items())


def _cleared(details: SheetDetails) -> list[Request]:
    """Return what deletes the tabs and the note of an interrupted creation."""
    if not details.leftovers:
        return []
    tabs = [
        delete_tab(sheet_id)
        for name, sheet_id in details.ids.items()
        if sheet_id in details.leftovers and name == _temporary_name(sheet_id)
    ]
    return [*tabs, delete_notes_called(LEFTOVERS_KEY)]


def _temporary_name(sheet_id: int) -> str:
    return f"backoffice {sheet_id}"


def _settings(policy: UndatedPolicy, language: str) -> Request:
    return set_file_properties(locale=LOCALES[language], time_zone=policy.shop.timezone)


def wrong_settings(details: SheetDetails, policy: UndatedPolicy, language: str) -> list[str]:
    """Return which of ``locale`` and ``time-zone`` are wrong; no locale is that parses 6/1 as June."""
    short = LOCALES[language].partition("_")[0]
    is_wrong = {
        "locale": details.locale not in (*LOCALES.values(), short),
        "time-zone": details.time_zone != policy.shop.timezone,
    }
    return [key for key in is_wrong if is_wrong[key]]


def repair_desk(
    connection: Connection, details: SheetDetails, policy: UndatedPolicy, language: str
) -> list[str]:
    """Restore locale, time zone and protections; return what was missing.

    Raises:
        BookChangedError: If somebody else wrote meanwhile.
    """
    wrong, unprotected = wrong_settings(details, policy, language), details.unprotected
    email = connection.account.email
    requests = [protect_tab(details.ids[name], name, email) for name in unprotected]
    if wrong:
        requests.append(_settings(policy, language))
    if requests:
        VersionedWriter(connection, details, is_run=False).send(requests)
    return [*wrong, *unprotected]
