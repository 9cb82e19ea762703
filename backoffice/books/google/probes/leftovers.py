"""The tabs and notes of a sheet as a probe sees them: also tabs whose name is there twice."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from backoffice.books.google.developer_metadata import delete_note, delete_notes_called
from backoffice.books.google.probes.results_note import RECORD_KEY, read_record
from backoffice.books.google.probes.scratch_tab import NOTE_KEY, SCRATCH, tabs_noted
from backoffice.books.google.probes.trials import Results
from backoffice.books.google.request_kinds import (
    Message,
    Request,
    delete_tab,
)
from backoffice.books.google.sheet_state import Ask

_FIELDS = (
    "sheets(properties(sheetId,title)),developerMetadata(metadataId,metadataKey,metadataValue)"
)


@dataclass(frozen=True, slots=True)
class ProbeState:
    """What is in a sheet besides cells.

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


def read_probe_state(ask: Ask) -> ProbeState:
    """Return tabs and notes."""
    answer = ask("", {"fields": _FIELDS})
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
