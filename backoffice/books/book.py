"""The interface that both storage back ends implement."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from backoffice.sheet.headings import Tab
from backoffice.sheet.snapshot import Row, Snapshot
from estimator.policy.model import Label


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """What one run writes, all or nothing.

    Attributes:
        read: The snapshot the changes were computed from.
        tabs: New rows below the heading, for each script tab that changes; columns in the order
            of `backoffice.sheet.columns`.  A tab left out is not changed.
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
        """The path or address by which staff know this book."""
        ...

    def read(self) -> Snapshot:
        """Return all tabs as typed in.

        Raises:
            BookUnavailableError: If the book cannot be reached or read.
        """
        ...

    def write_blocker(self) -> Label | None:
        """Return who or what prevents writing and what to do about it; None if nothing does."""
        ...

    def write(self, changes: Changes, *, once: int) -> None:
        """Apply `changes` in full or not at all.

        Args:
            changes: Script tabs and docket pad; staff's cells cannot be named here.
            once: A number that may be used for one write only: the run, or the month being closed.
                A mark is in use while Log shows it as a *mark* that no later row *frees*.

        Raises:
            AlreadyWrittenError: If `once` was used before.  Nothing is written.
            BookChangedError: If the book is no longer the one that was read.  Nothing is written.
            BookUnavailableError: If the book cannot be reached, or is open in another program.
        """
        ...
