"""What one run writes to a book."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, tzinfo

from backoffice.books.new_desks import NewDesk
from backoffice.sheet.headings import Tab
from backoffice.sheet.snapshot import Cell, Row, Snapshot
from backoffice.sheet.tab_writers import refuse_staff_tab


@dataclass(frozen=True, slots=True, kw_only=True)
class StaffCell:
    """A filled cell of Tickets that its owner allows to be emptied.

    Attributes:
        ticket: The number on its row.
        row: Its row, counted from 1.
        column: Index of its column.
        value: What was read there; if it is something else by now, it stays.
    """

    ticket: str
    row: int
    column: int
    value: Cell


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """What one run writes, all or nothing.

    Attributes:
        read: The snapshot the changes were computed from.
        tabs: New rows below the heading, for each script tab that changes; columns in the order
            of `backoffice.sheet.script_columns`.  A tab left out is not changed.
        pad: Ticket numbers to append as blank rows at the foot of Tickets.
        missing: The tabs that `read` lacks and `tabs` fills, with their headings; they are made again.
        former: Tabs of an earlier version whose place some of `missing` take, by the tab.
        mends: Mark of a closed month that is written back: a book that lacks it may be written.
        zone: Of the shop: names of earlier versions show the time there.
        emptied: Cells of staff's that are emptied: only by `Book.clear` and `Book.write_copy`.
    """

    read: Snapshot
    tabs: Mapping[Tab, Sequence[Row]] = field(default_factory=dict)
    pad: Sequence[str] = ()
    missing: NewDesk | None = None
    former: Mapping[Tab, str] = field(default_factory=dict)
    mends: int | None = None
    zone: tzinfo = UTC
    emptied: Sequence[StaffCell] = ()

    def __post_init__(self) -> None:
        """Refuse rows of the tab that staff alone write."""
        refuse_staff_tab(self.tabs)
