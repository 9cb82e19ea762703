"""The shared sheet on Google, which several people edit while a run is at work."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Literal

from backoffice.books.book import Book, Progress
from backoffice.books.changes import Changes
from backoffice.books.diagnosis import Check
from backoffice.books.earlier_versions import EarlierVersion
from backoffice.books.google.batch_get import Reading, read_sheet, usable_reading
from backoffice.books.google.clearing import check_as_read
from backoffice.books.google.committing import commit, take_away
from backoffice.books.google.connection import Connection
from backoffice.books.google.create.creation import Creation, repair_desk
from backoffice.books.google.docket_pad import inserted_below
from backoffice.books.google.error_translation import errors_for_staff
from backoffice.books.google.probes.probing_run import Probe
from backoffice.books.google.probes.trials import checks_of, locks_check
from backoffice.books.google.read_all import read_everything
from backoffice.books.google.sheet_diagnosis import SheetDiagnosis
from backoffice.books.google.sheet_state import protected_against, read_details
from backoffice.books.google.sheet_urls import link_within
from backoffice.books.google.timeouts_and_retries import RetryPolicy
from backoffice.books.limits import GOOGLE_SHEET_LIMITS
from backoffice.books.new_desks import NewDesk
from backoffice.books.uncopied import Export
from backoffice.messages.errors import BookUnavailableError
from backoffice.sheet.headings import Tab
from backoffice.sheet.layout import tab_name
from backoffice.sheet.snapshot import Snapshot
from estimator.policy.model import Label, UndatedPolicy


class GoogleSheet(Book):
    """The shared sheet on Google.

    It is made of what `Connection` needs.

    Attributes:
        connection: To the sheet; for this package and its tests.
    """

    setup_command: Literal["init", "connect"] = "connect"
    limits = GOOGLE_SHEET_LIMITS

    def __init__(
        self,
        key: str,
        *,
        credentials: str | Path | None = None,
        retry_policy: RetryPolicy | None = None,
        endpoint: str | None = None,
    ) -> None:
        self.connection = Connection(key, credentials, retry_policy, endpoint)

    @property
    def where(self) -> str:
        """The address at which people open it."""
        return self.connection.where

    @property
    def folder(self) -> Path:
        """The current folder."""
        return Path()

    def read(self) -> Reading:
        """Return all tabs as typed in; see `backoffice.books.book.Book.read`."""
        with errors_for_staff(self.connection):
            return read_sheet(self.connection.ask, self.connection.key)

    def export(self) -> Export:
        """Return everything in the sheet; see `backoffice.books.book.Book.export`."""
        with errors_for_staff(self.connection):
            return read_everything(self.connection.ask)

    def write_blocker(self) -> Label | None:
        """Return which tab is protected against us and what to do; None if all can be written."""
        with errors_for_staff(self.connection):
            details = read_details(self.connection.ask)
            return protected_against(details, self.where, self.connection.account.email)

    def earlier_versions(self) -> list[EarlierVersion]:
        """Refuse: Google keeps the versions; see `backoffice.books.book.Book.earlier_versions`."""
        raise self._kept_by_google()

    def read_version(self, version: EarlierVersion) -> Snapshot:
        """Refuse: there is none; see `earlier_versions`."""
        del version
        raise self._kept_by_google()

    def restore(
        self, version: EarlierVersion, changes: Changes, *, present: str | None
    ) -> Path | None:
        """Refuse: there is none; see `earlier_versions`."""
        del version, changes, present
        raise self._kept_by_google()

    def create(
        self, desk: NewDesk, *, replace: bool = False, progress: Progress = lambda *_: None
    ) -> None:
        """Create `desk` in full or not at all; see `backoffice.books.book.Book.create`."""
        with errors_for_staff(self.connection):
            creation = Creation(self.connection, desk, replace=replace)
        with errors_for_staff(self.connection, writing=True):
            creation.send(progress)

    def repair(self, policy: UndatedPolicy, language: str) -> list[str]:
        """Restore settings and protections; see `backoffice.books.book.Book.repair`."""
        with errors_for_staff(self.connection):
            details = read_details(self.connection.ask)
        with errors_for_staff(self.connection, writing=True):
            return repair_desk(self.connection, details, policy, language)

    def write(self, changes: Changes, *, once: int) -> None:
        """Apply `changes` in full or not at all; see `backoffice.books.book.Book.write`."""
        with errors_for_staff(self.connection, writing=True):
            commit(self.connection, changes, once)

    def clear(self, changes: Changes, *, once: int) -> None:
        """Apply `changes` and empty cells; see `backoffice.books.book.Book.clear`."""
        read = usable_reading(self.connection, changes, once)
        with errors_for_staff(self.connection):
            check_as_read(self.connection, read, changes.emptied)
        self.write(changes, once=once)

    def write_copy(self, target: Path, changes: Changes) -> list[str]:
        """Refuse: a sheet is copied by `copy`; see `backoffice.books.book.Book.write_copy`."""
        del target, changes
        raise BookUnavailableError("google.no-emptied-copy", book=self.where)

    def link_to(self, read: Snapshot, sheet: str, cells: str) -> str:
        """Return the address of cells; see `backoffice.books.book.Book.link_to`."""
        grid = read.state.grids[sheet] if isinstance(read, Reading) else None
        return self.where + (f"/edit{link_within(grid.sheet_id, cells)}" if grid else "")

    def may_close(self, read: Snapshot) -> bool:
        """Return whether a month can be closed here; see `backoffice.books.book.Book.may_close`."""
        tried = read.state.tried if isinstance(read, Reading) else None
        if tried and not tried.may_close:
            why = locks_check(tried).outcome
            raise BookUnavailableError("probe.refused", book=self.where, why=why)
        return tried is not None

    def probe(self, *, now: datetime, version: str) -> list[Check]:
        """Try out what a close relies on; see `backoffice.books.book.Book.probe`."""
        when = now.isoformat(" ", "minutes")
        with errors_for_staff(self.connection, writing=True):
            return [*checks_of(Probe(self.connection, when, version).run())]

    def rows_move_below(self, read: Snapshot) -> int | None:
        """Return the last numbered row if something is below it; see `backoffice.books.book.Book`."""
        return inserted_below(read.sheets[tab_name(Tab.TICKETS, list(read.sheets))])

    def take_away(self, read: Snapshot) -> None:
        """Delete the tabs that closes have left; see `backoffice.books.book.Book.take_away`."""
        if isinstance(read, Reading):
            with errors_for_staff(self.connection, writing=True):
                take_away(self.connection, read)

    def diagnose(self, policy: UndatedPolicy) -> SheetDiagnosis:
        """Return the checks of the doctor that concern Google."""
        return SheetDiagnosis(self.connection, policy, self.limits.cells or 0)

    def _kept_by_google(self) -> BookUnavailableError:
        return BookUnavailableError("google.versions", book=self.where)
