"""The scratch tab on which everything is tried: its name, its cells, and the notes beside it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

SCRATCH = "backoffice probe"
"""Name of the scratch tab; only one can be there, so that only one probe is at work."""

RACED = f"{SCRATCH} 2"
"""Name of the tab that two writers try to make at once."""

NOTE_KEY = "backoffice.probe"
"""Key of the notes that are made on trial."""

MOMENT = datetime(2026, 6, 1, 12)  # noqa: DTZ001  a sheet has no time zones in cells
"""A moment written into the sheet; it must be shown and read as the same, whatever the time zone."""

HEADING = "Ticket / 受付番号"
TICKED_ROWS, VALID_ROWS = 10, 20
"""Rows down to which there are unticked checkboxes, and down to which formats and validation."""

ROWS, COLUMNS = 40, 8
CHECKBOX_COLUMN = 6
_CHIPS, TABLE = 4, 6
"""Rows, counted from 0, of what may be refused: chips and a picture, and a Table's heading."""


@dataclass(frozen=True, slots=True)
class ScratchCell:
    """A cell of the scratch tab, row and column counted from 0."""

    row: int
    column: int


AGAIN, TAB_AGAIN = ScratchCell(1, 0), ScratchCell(1, 3)
"""Hold ``first``; refused batches would change them."""

RACERS, TAB_RACERS = (ScratchCell(1, 1), ScratchCell(1, 2)), (ScratchCell(1, 4), ScratchCell(1, 5))
"""Each of two writers at once writes its own cell."""

SHOWN_MOMENT, DATE_CHIP, CHECKBOX = (
    ScratchCell(2, 0),
    ScratchCell(2, 1),
    ScratchCell(1, CHECKBOX_COLUMN),
)
PEOPLE_CHIP, PICTURE, DROPDOWN = (
    ScratchCell(_CHIPS, 0),
    ScratchCell(_CHIPS, 1),
    ScratchCell(TABLE + 1, 0),
)


class ScratchDeletedError(Exception):
    """Somebody deleted the scratch tab while it was used."""


_TABS = "tabs"


def noted(tab_ids: Sequence[int]) -> str:
    """Return the value of the first note, which lists the tabs that may come into being."""
    return " ".join([_TABS, *map(str, tab_ids)])


def tabs_noted(value: str) -> list[int]:
    """Return the numbers of the tabs that a note on trial lists; only the first note does.

    >>> tabs_noted("tabs 17000001 17000002"), tabs_noted("second")
    ([17000001, 17000002], [])
    """
    word, *numbers = value.split(" ")
    return [int(number) for number in numbers if number.isdecimal()] if word == _TABS else []
