"""Cells and tabs of a book as read at one moment."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Self, TypeAlias

Cell: TypeAlias = str | int | float | bool | date | datetime | time | timedelta | None
"""The value of one cell, as typed.  An empty cell is ``None`` or ``""``."""


EPOCH = date(1899, 12, 30)
"""Day 0 of Google Sheets and of most workbooks."""

EPOCH_1904 = date(1904, 1, 1)
"""Day 0 of workbooks that old Excel for Mac made."""


class NoResult(str):
    """A formula for which the book holds no result, as text: ``=2000+500``.  It is not blank."""

    __slots__ = ()


class FollowsToday(date):
    """The day that a formula with TODAY or NOW gives: another one tomorrow."""

    __slots__ = ()


def follows_today(formula: str) -> bool:
    """Return whether `formula` gives another day every day."""
    return _TODAY.search(_QUOTED.sub("", formula)) is not None


_QUOTED = re.compile(r'"[^"]*"')
_TODAY = re.compile(r"(?<![\w.])(?:TODAY|NOW)\s*\(", re.IGNORECASE)


NAMELESS_ERROR = "#ERROR!"
"""Shown for an error whose name is missing, or is none that we know."""

_ERRORS = re.compile(
    r"#(?:REF|VALUE|DIV/0|NUM|NULL|SPILL|CALC|FIELD|ERROR|BUSY|CONNECT|BLOCKED|UNKNOWN|EXTERNAL|PYTHON"
    r"|TIMEOUT)!|#N/A|#NAME\?|#GETTING_DATA|Err:[0-9]{3}|Loading\.\.\."
)


def is_error(text: str) -> bool:
    """Return whether `text` is the name of an error, in any program.

    >>> is_error("#SPILL!"), is_error("Err:502"), is_error("#1")
    (True, True, False)
    """
    return _ERRORS.fullmatch(text.strip()) is not None


class Picture(str):
    """A picture in a cell; the text is the one that describes it, or ``🖼``."""

    __slots__ = ()


class LinkedText(str):
    """A text that leads to an address outside of the book."""

    __slots__ = ("address",)
    address: str

    def __new__(cls, text: str, address: str) -> Self:
        """Return `text` with its address."""
        linked = super().__new__(cls, text)
        linked.address = address
        return linked


def linked_text(text: str, address: str) -> str:
    """Return `text` with an address that says more than the text itself.

    >>> type(linked_text("photo", "https://a.example/")).__name__
    'LinkedText'
    >>> type(linked_text("https://a.example", "https://a.example/")).__name__
    'str'
    """
    bare = re.sub(r"\A(https?://|mailto:)|/\Z", "", text)
    if not text or not address or bare == re.sub(r"\A(https?://|mailto:)|/\Z", "", address):
        return text
    return LinkedText(text, address)


@dataclass(frozen=True, slots=True)
class Link:
    """A cell that leads to another cell of the same book: a tab as the book names it, and ``F12`` there."""

    text: str
    sheet: str
    cell: str


Row: TypeAlias = Sequence[Cell | Link]


def is_filled(cell: Cell | Link) -> bool:
    """Return whether a cell holds something, other than the FALSE of a column of checkboxes."""
    return cell not in (None, "") and cell is not False


@dataclass(frozen=True, slots=True)
class Sheet:
    """One tab as read.

    Attributes:
        rows: All rows from the first; ``rows[0]`` is the heading, ``rows[i]`` is row ``i + 1`` of the tab.
    """

    name: str
    rows: Sequence[Sequence[Cell]]


@dataclass(frozen=True, slots=True)
class Snapshot:
    """All tabs of a book at one moment.

    Attributes:
        sheets: Every sheet by its name in the book, also those of staff's own.
        version: Opaque; differs after every save.
        epoch: Day 0 of plain numbers that are meant as days.
        has_runs: Whether invisible notes of the book say that a run has written it.
        month_notes: Marks of the months that invisible notes of the book say are closed.
        closing_tabs: Marks of the months that tabs of the book say are closed.
        journal_months: Marks of the months that a file beside the book says are closed.
    """

    sheets: Mapping[str, Sheet]
    version: str
    epoch: date = field(default=EPOCH, kw_only=True)
    has_runs: bool = field(default=False, kw_only=True)
    month_notes: frozenset[int] = field(default=frozenset(), kw_only=True)
    closing_tabs: frozenset[int] = field(default=frozenset(), kw_only=True)
    journal_months: frozenset[int] = field(default=frozenset(), kw_only=True)
