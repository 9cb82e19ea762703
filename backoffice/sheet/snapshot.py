"""Cells and tabs of a book as they were read at one moment."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import TypeAlias

Cell: TypeAlias = str | int | float | bool | date | datetime | time | timedelta | None
"""What one cell holds, as typed.  An empty cell is ``None`` or ``""``."""


@dataclass(frozen=True, slots=True)
class Link:
    """A cell that leads to another cell of the same book.

    Attributes:
        text: What the cell shows.
        sheet: Name of the sheet it leads to, as the book names it.
        cell: Address there: ``F12``.
    """

    text: str
    sheet: str
    cell: str


Row: TypeAlias = Sequence[Cell | Link]


@dataclass(frozen=True, slots=True)
class Sheet:
    """One tab as it stands.

    Attributes:
        name: Its name in the book.
        rows: All rows from the first; ``rows[0]`` is the heading, ``rows[i]`` is line ``i + 1``.
    """

    name: str
    rows: Sequence[Sequence[Cell]]


@dataclass(frozen=True, slots=True)
class Snapshot:
    """The whole book at one moment.

    Attributes:
        sheets: Every sheet by the name it has in the book, staff's own sheets too.
        version: Changes whenever anybody saves; opaque.
    """

    sheets: Mapping[str, Sheet]
    version: str
