"""The promise every home of the shared sheet keeps."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from backoffice.sheet.headings import Tab
from backoffice.sheet.snapshot import Row, Snapshot
from estimator.policy.model import Label


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """What one run writes: all of it or nothing.

    Attributes:
        read: The snapshot the changes were computed from.
        tabs: New rows below the heading, for each script tab that changes; columns in the order
            of `backoffice.sheet.columns`.  A tab left out stays as it is.
        pad: Ticket numbers to append as blank rows at the foot of Tickets.
    """

    read: Snapshot
    tabs: Mapping[Tab, Sequence[Row]] = field(default_factory=dict)
    pad: Sequence[str] = ()


class Book(Protocol):
    """The shared spreadsheet.

    Tickets belong to staff and are only read.  Rows are known by ticket number,
    never by row number: staff sort and insert rows while we work.
    """

    @property
    def where(self) -> str:
        """What to call this book when speaking to staff: a path or an address."""
        ...

    def read(self) -> Snapshot:
        """Return all tabs as typed in, in one go.

        Raises:
            BookUnavailableError: If the book cannot be reached or read.
        """
        ...

    def write_blocker(self) -> Label | None:
        """Return who keeps the book from being written and what to do; None if nobody does."""
        ...

    def write(self, changes: Changes, *, once: int) -> None:
        """Apply `changes` whole or not at all.

        Args:
            changes: Script tabs and docket pad; staff's cells cannot be named here.
            once: A number that may be used for one write only: the run, or the month being closed.
                A mark is in use while Log shows it as a *mark* that no later row *frees*.

        Raises:
            AlreadyWrittenError: If `once` was used before.  Nothing is written.
            BookChangedError: If the book is no longer the one that was read.  Nothing is written.
            BookUnavailableError: If the book cannot be reached or is held open.
        """
        ...
