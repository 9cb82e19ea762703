"""What the scratch tab shows after all trials, as results."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from backoffice.books.google.batch_get import values_in
from backoffice.books.google.cell_data import serial_number
from backoffice.books.google.connection import Connection
from backoffice.books.google.probes.scratch_tab import (
    MOMENT,
    RACED,
    SCRATCH,
    TICKED_ROWS,
    At,
    Cell,
    ProbeState,
)
from backoffice.books.google.probes.trial_requests import Scratch
from backoffice.books.google.probes.trials import NOT_TRIED, Trial
from backoffice.books.google.sheet_urls import tab_range

Rows = Sequence[Sequence[Any]]

_CHIPS = frozenset({Trial.PEOPLE_CHIP, Trial.DROPDOWN, Trial.PICTURE})


@dataclass(frozen=True, slots=True)
class Seen:
    """The scratch tab, and what is beside it, as read after all trials.

    Attributes:
        values: Its rows, unformatted, with dates as serial numbers.
        shown: Its rows as people see them.
        state: The tabs and notes beside it.
    """

    values: Rows
    shown: Rows
    state: ProbeState

    def outcomes(self, scratch: Scratch, *, has_chips: bool) -> Iterator[tuple[Trial, str]]:
        """Yield the result of each trial that shows in the tab; `has_chips` if Google made some."""
        yield Trial.NOTE_AGAIN, self._note_again(scratch)
        yield Trial.NOTE_RACE, self._winners(At.RACERS)
        yield Trial.TAB_AGAIN, self._tab_again(scratch)
        yield Trial.TAB_RACE, self._winners(At.TAB_RACERS)
        yield Trial.APPEND, self._append()
        is_same = self._at(At.SHOWN_MOMENT) == serial_number(MOMENT)
        is_shown = _cell(self.shown, At.SHOWN_MOMENT) == MOMENT.isoformat(" ", "minutes")
        yield Trial.DAYS, "same" if is_same and is_shown else "shifted"
        yield Trial.CHECKBOX, "truth" if self._at(At.CHECKBOX) is False else "other"
        is_day = self._at(At.DATE_CHIP) == serial_number(MOMENT.date())
        yield Trial.DATE_CHIP, "day" if is_day else "other"
        if not has_chips:
            yield from ((trial, NOT_TRIED) for trial in sorted(_CHIPS))
            return
        chip, choice, picture = map(self._at, (At.PEOPLE_CHIP, At.DROPDOWN, At.PICTURE))
        yield Trial.PEOPLE_CHIP, _kind(chip, lambda text: text != "@")
        yield Trial.DROPDOWN, _kind(choice, lambda text: text == "first")
        yield Trial.PICTURE, "blank" if picture in ("", None) else "text"

    def _at(self, at: Cell) -> Any:
        return _cell(self.values, at)

    def _note_again(self, scratch: Scratch) -> str:
        notes = self.state.notes
        of_it = [value for number, value in notes if number == scratch.note]
        elsewhere = [value for number, value in notes if number != scratch.note]
        is_written = self._at(At.AGAIN) != "first"
        if of_it == ["again"]:
            return "replaced"
        if "again" in elsewhere:
            return "renumbered"
        if "again" in of_it:
            return "accepted"
        return "partly" if is_written else "refused"

    def _tab_again(self, scratch: Scratch) -> str:
        if self.state.ids_of(SCRATCH)[1:]:
            return "accepted"
        if self._at(At.TAB_AGAIN) == "first":
            return "refused"
        others = set(scratch.tab_ids) - {scratch.sheet_id}
        is_renamed = any(
            sheet_id in others and name.casefold() not in (SCRATCH, RACED)
            for name, sheet_id in self.state.tabs
        )
        return "renamed" if is_renamed else "partly"

    def _winners(self, cells: Sequence[Cell]) -> str:
        count = sum(self._at(at) == "mine" for at in cells)
        return ("none", "one", "both")[count]

    @property
    def appended(self) -> list[int]:
        """Indexes of the rows that were appended."""
        return [at for at, row in enumerate(self.values) if row and row[0] == "appended"]

    def _append(self) -> str:
        rows = self.appended
        others = [
            at
            for at, row in enumerate(self.values)
            if at not in rows and any(cell not in ("", None, False) for cell in row)
        ]
        if len(rows) != 1 or rows[0] <= max(others, default=0):
            return "over"
        if rows[0] < TICKED_ROWS:
            return "on-checkboxes"
        return "below" if rows[0] == TICKED_ROWS else "far-below"


def look(connection: Connection, state: ProbeState) -> Seen:
    """Return what the scratch tab shows, in two requests, beside the tabs and notes of `state`.

    Raises:
        APIError: If Google refuses; also if the scratch tab is gone.
    """
    ask, area = connection.ask, [tab_range(SCRATCH)]
    [values], [shown] = (
        values_in(ask, area, kind) for kind in ("UNFORMATTED_VALUE", "FORMATTED_VALUE")
    )
    return Seen(values, shown, state)


def _cell(rows: Rows, at: Cell) -> Any:
    row, column = at
    cells = rows[row] if row < len(rows) else ()
    return cells[column] if column < len(cells) else ""


def _kind(cell: Any, is_text: Callable[[str], bool]) -> str:
    if cell in ("", None):
        return "blank"
    return "text" if isinstance(cell, str) and is_text(cell) else "other"
