"""The scratch tab on which everything is tried: its cells, and what a sheet has of it and of the notes beside it."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from backoffice.books.google.connection import Connection
from backoffice.books.google.probes.trials import RECORD_KEY, Results, read_record
from backoffice.books.google.request_kinds import (
    Message,
    Request,
    delete_note,
    delete_notes_called,
    delete_tab,
)

_FIELDS = (
    "sheets(properties(sheetId,title)),developerMetadata(metadataId,metadataKey,metadataValue)"
)

SCRATCH = "backoffice probe"
"""Name of the scratch tab; only one can be there, so that only one probe is at work."""

RACED = f"{SCRATCH} 2"
"""Name of the tab that two writers try to make at once."""

NOTE_KEY = "backoffice.probe"
"""Key of the notes that are made on trial."""

MOMENT = datetime(2026, 6, 1, 12)  # noqa: DTZ001  a sheet has no time zones in cells
"""A moment written into the sheet; it must be shown and read as the same, whatever the time zone."""

HEADING = "Ticket / 受付番号"
TICKED_ROWS = 10
"""Rows down to which there are unticked checkboxes."""

CHECKBOX_COLUMN = 6
TABLE = 6
"""Row, counted from 0, of the heading of a Table, which may be refused as chips and a picture may."""

Cell = tuple[int, int]


class At:
    """Cells of the scratch tab: row and column, counted from 0.

    `AGAIN` and `TAB_AGAIN` hold ``first``, which refused batches would change.  Each of two writers at
    once writes its own cell of `RACERS` or `TAB_RACERS`.
    """

    HEADING: Cell = (0, 0)
    AGAIN: Cell = (1, 0)
    RACERS: tuple[Cell, Cell] = ((1, 1), (1, 2))
    TAB_AGAIN: Cell = (1, 3)
    TAB_RACERS: tuple[Cell, Cell] = ((1, 4), (1, 5))
    CHECKBOX: Cell = (1, CHECKBOX_COLUMN)
    SHOWN_MOMENT: Cell = (2, 0)
    DATE_CHIP: Cell = (2, 1)
    PEOPLE_CHIP: Cell = (4, 0)
    PICTURE: Cell = (4, 1)
    DROPDOWN: Cell = (TABLE + 1, 0)


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


@dataclass(frozen=True, slots=True)
class ProbeState:
    """The tabs and notes of a sheet as a probe sees them: also tabs whose name is there twice.

    Attributes:
        tabs: Name and number of each tab.
        notes: Number and value of each note on trial.
        records: Numbers of the notes that keep results.
        results: The newest results.
    """

    tabs: Sequence[tuple[str, int]]
    notes: Collection[tuple[int, str]]
    records: Collection[int]
    results: Results | None

    def ids_of(self, name: str) -> list[int]:
        """Return the numbers of the tabs called `name`."""
        return [sheet_id for title, sheet_id in self.tabs if title.casefold() == name.casefold()]

    def shows(self, sheet_id: int) -> bool:
        """Return whether the scratch tab with this number is there."""
        return sheet_id in self.ids_of(SCRATCH)

    @property
    def leftovers(self) -> list[int]:
        """Numbers of the tabs that a probe made, by their names or by its first note."""
        noted = {sheet_id for _, value in self.notes for sheet_id in tabs_noted(value)}
        return [
            sheet_id
            for name, sheet_id in self.tabs
            if name.casefold().startswith(SCRATCH) or sheet_id in noted
        ]

    def cleared(self) -> list[Request]:
        """Return what deletes everything that a probe made, as far as it is there."""
        notes = [delete_notes_called(NOTE_KEY)] if self.notes else []
        return [*map(delete_tab, self.leftovers), *notes]

    def forgotten(self) -> list[Request]:
        """Return what deletes the results of earlier probes."""
        return [*map(delete_note, sorted(set(self.records)))]


def read_probe_state(connection: Connection) -> ProbeState:
    """Return tabs and notes."""
    answer = connection.ask("", {"fields": _FIELDS})
    metadata = answer.get("developerMetadata", ())
    tabs = [tab["properties"] for tab in answer["sheets"]]
    return ProbeState(
        [(tab["title"], tab.get("sheetId", 0)) for tab in tabs],
        [
            (int(note["metadataId"]), str(note.get("metadataValue", "")))
            for note in _called(NOTE_KEY, metadata)
        ],
        [int(note["metadataId"]) for note in _called(RECORD_KEY, metadata)],
        read_record(metadata),
    )


def _called(key: str, metadata: Sequence[Message]) -> list[Message]:
    return [note for note in metadata if note.get("metadataKey") == key]
