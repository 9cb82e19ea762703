"""The interface that both storage back ends implement."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Literal, Protocol

from backoffice.books.changes import Changes
from backoffice.books.diagnosis import Check, Diagnosis
from backoffice.books.earlier_versions import KeepsVersions
from backoffice.books.limits import Limits
from backoffice.books.new_desks import NewDesk
from backoffice.books.uncopied import Export
from backoffice.sheet.snapshot import Snapshot
from estimator.policy.model import Label, UndatedPolicy

Progress = Callable[[int, int], None]
"""Called with the number of requests that are done, and of all."""


class Book(KeepsVersions, Protocol):
    """The shared spreadsheet.

    Tickets belong to staff and are only read.  Rows are known by ticket number,
    never by row number: staff sort and insert rows while we work.  What only some books need has a
    default: nothing is lacking, moves, is kept, left over or to be tried out.

    Every method that asks the book raises `BookUnavailableError` if it cannot be reached, read or
    written, or is open in another program; below are only its other reasons.
    """

    @property
    def where(self) -> str:
        """The path or address by which staff know this book."""
        ...

    @property
    def folder(self) -> Path:
        """Where files about this book go, such as papers."""
        ...

    @property
    def limits(self) -> Limits:
        """What this book can hold."""
        ...

    @property
    def setup_command(self) -> Literal["init", "connect"]:
        """The command that creates a desk here: ``init`` a new file, ``connect`` a sheet that is shared."""
        ...

    def exists(self) -> bool:
        """Return whether there is anything to read."""
        return True

    def read(self) -> Snapshot:
        """Return all tabs of the desk as typed in; of other tabs perhaps only the names."""
        ...

    def export(self) -> Export:
        """Return everything in the book.  Takes longer than `read`; nobody should type meanwhile."""
        ...

    def write_blocker(self) -> Label | None:
        """Return who or what prevents writing and what to do about it; None if nothing does."""
        ...

    def lacks(self, read: Snapshot) -> Label | None:
        """Return what `read` lacks of what the newest run wrote, and what to do; None if nothing.

        It lacks something where an older copy was saved over the book.
        """
        del read
        return None

    def create(
        self, desk: NewDesk, *, replace: bool = False, progress: Progress = lambda *_: None
    ) -> None:
        """Create `desk` in full or not at all.

        Args:
            desk: What to create.
            replace: Whether a desk without tickets that is here may be deleted.
            progress: Called after each request.

        Raises:
            AlreadySetUpError: If a desk is here already, or a file that is never overwritten.
            BookChangedError: If somebody else wrote meanwhile.
            BookUnavailableError: If another tab has the name of a tab of the desk.  In each case
                nothing was written.
        """
        ...

    def repair(self, policy: UndatedPolicy, language: str) -> Sequence[str]:
        """Restore settings and protections of the desk that is here; return what was missing.

        Returns:
            ``locale``, ``time-zone``, and the names of tabs that were not protected.
        """
        del policy, language
        return ()

    def write(self, changes: Changes, *, once: int) -> None:
        """Apply `changes` in full or not at all.

        Args:
            changes: Script tabs and docket pad; staff's cells cannot be named here.
            once: A number that may be used for one write only: the run, or the month being closed.
                A mark is in use while Log shows it as a *mark* that no later row *frees*.

        Raises:
            AlreadyWrittenError: If `once` was used before.  Nothing is written.
            BookChangedError: If the book is no longer the one that was read.  Nothing is written.
        """
        ...

    def clear(self, changes: Changes, *, once: int) -> None:
        """Apply `changes` as `write` does, and empty the cells that they name, as the owner allowed.

        A cell that holds something else than what was read stays as it is; read again to see which.

        Raises:
            AlreadyWrittenError, BookChangedError: As `write`; also if a row or cell that is named has
                changed.  Nothing is written.
            BookUnavailableError: If cells are never emptied here, with what is done instead.
        """
        ...

    def write_copy(self, target: Path, changes: Changes) -> Sequence[str]:
        """Write a copy of the book with `changes` to a new file; the book stays as it is.

        Returns:
            The parts of the copy in which something of what was emptied is found all the same, such
            as notes: people have to look at them.

        Raises:
            BookChangedError: If the book is no longer the one that was read.
            BookUnavailableError: If `target` exists or cannot be written, or no copies are made here.
        """
        ...

    def link_to(self, read: Snapshot, sheet: str, cells: str) -> str:
        """Return an address that leads to `cells` of a tab: ``B5:D5``."""
        ...

    def may_close(self, read: Snapshot) -> bool:
        """Return whether `probe` found that a month can be closed here; False if it has never been run.

        Raises:
            BookUnavailableError: If it found that none can.
        """
        del read
        return True

    def probe(self, *, now: datetime, version: str) -> Sequence[Check]:
        """Try out where the book is stored what a close relies on, keep the results in the book.

        Args:
            now: Shop time, for the record.
            version: Of this program, for the record.

        Returns:
            What was tried, and whether a month can be closed; nothing if nothing needs to be tried.
        """
        del now, version
        return ()

    def rows_move_below(self, read: Snapshot) -> int | None:
        """Return the row of Tickets below which a write with a docket pad moves all rows; None if none.

        They move down by as many rows as there are numbers.
        """
        del read
        return None

    def take_away(self, read: Snapshot) -> None:
        """Delete what earlier runs left in the book for a while, as far as `read` shows any.

        A run that has something else to write does this too.
        """
        del read

    def last_sync(self) -> Mapping[str, object] | None:
        """Return what `keep_sync` kept, if the book is as it was then.

        None if it is not, if nothing was kept, or where looking takes as long as reading.
        """
        return None

    def keep_sync(self, found: Mapping[str, object]) -> None:
        """Keep what a sync found in the book as it was last read or written through this object.

        Args:
            found: Values of JSON.  Nothing depends on their being kept.
        """
        del found

    def diagnose(self, policy: UndatedPolicy) -> Diagnosis:
        """Return the checks of the doctor that depend on where the book is stored."""
        ...
