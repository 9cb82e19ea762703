"""What the probe asks of Google: the requests of each trial, all of them about the scratch tab."""

from __future__ import annotations

from random import randrange

from backoffice.books.google.cell_data import as_cell_data
from backoffice.books.google.closing_lock import new_tab_id
from backoffice.books.google.format_requests import protect_tab, repeat_cell
from backoffice.books.google.probes.scratch_tab import (
    CHECKBOX_COLUMN,
    HEADING,
    MOMENT,
    NOTE_KEY,
    RACED,
    SCRATCH,
    TABLE,
    TICKED_ROWS,
    At,
    Cell,
    noted,
)
from backoffice.books.google.request_kinds import (
    Message,
    Request,
    Span,
    add_tab,
    append_rows,
    create_note,
    delete_note,
    grid_range,
    update_rows,
)

_ROWS, _COLUMNS = 40, 8
_VALID_ROWS = 20
"""Rows down to which there are formats and validation."""

_NUMBERS = range(900_000, 999_000)
"""Among which the notes on trial get theirs; those of versions and months are others."""

_VALUE, _FORMAT = "userEnteredValue", "userEnteredFormat.numberFormat"


class Scratch:
    """The scratch tab of one probe, and the notes beside it.

    Attributes:
        sheet_id: Number of the tab.
        tab_ids: Numbers of the tab and of those that may come into being beside it.
        note, raced_note, missing_note: Numbers of notes.
    """

    def __init__(self) -> None:
        self.tab_ids = [new_tab_id() for _ in range(4)]
        self.sheet_id, self._again_id, *self._raced_ids = self.tab_ids
        first = randrange(_NUMBERS.start, _NUMBERS.stop - 3)  # noqa: S311
        self.note, self.raced_note, self.missing_note = range(first, first + 3)

    def made(self, email: str) -> list[Request]:
        """Return what makes the tab and a first note."""
        day = {"numberFormat": {"type": "DATE", "pattern": "yyyy-mm-dd"}}
        moment = {"numberFormat": {"type": "DATE_TIME", "pattern": "yyyy-mm-dd hh:mm"}}
        choice = {"type": "ONE_OF_LIST", "values": [{_VALUE: "first"}]}
        formatted = {"userEnteredFormat": day, "dataValidation": {"condition": choice}}
        ticked = {
            _VALUE: {"boolValue": False},
            "dataValidation": {"condition": {"type": "BOOLEAN"}},
        }
        validated = self._area((TICKED_ROWS, _VALID_ROWS), (1, 4))
        checkboxes = self._area((1, TICKED_ROWS), (CHECKBOX_COLUMN, CHECKBOX_COLUMN + 1))
        return [
            _tab(self.sheet_id, SCRATCH, _ROWS, _COLUMNS),
            repeat_cell(validated, formatted, f"{_FORMAT},dataValidation"),
            repeat_cell(checkboxes, ticked, f"{_VALUE},dataValidation"),
            self._written(At.HEADING, as_cell_data(HEADING, {})),
            self._written(At.AGAIN, as_cell_data("first", {})),
            self._written(At.TAB_AGAIN, as_cell_data("first", {})),
            self._written(
                At.SHOWN_MOMENT, as_cell_data(MOMENT, {}) | {"userEnteredFormat": moment}
            ),
            self._written(
                At.DATE_CHIP, as_cell_data(MOMENT.date(), {}) | {"userEnteredFormat": day}
            ),
            protect_tab(self.sheet_id, SCRATCH, email),
            create_note(self.note, NOTE_KEY, noted(self.tab_ids)),
        ]

    def chips(self, email: str) -> list[Request]:
        """Return what makes a people chip, a picture and a Table."""
        person = {
            _VALUE: {"stringValue": "@"},
            "chipRuns": [{"startIndex": 0, "chip": {"personProperties": {"email": email}}}],
        }
        picture = {_VALUE: {"formulaValue": f'=IMAGE("{_PICTURE}")'}}
        return [
            self._written(At.PEOPLE_CHIP, person, f"{_VALUE},chipRuns"),
            self._written(At.PICTURE, picture),
            self._written(At.DROPDOWN, as_cell_data("first", {})),
            self._table(),
        ]

    def note_again(self) -> list[Request]:
        """Return what makes the first note once more, and changes a cell."""
        return [
            self._written(At.AGAIN, as_cell_data("again", {})),
            create_note(self.note, NOTE_KEY, "again"),
        ]

    def note_raced(self, writer: int) -> list[Request]:
        """Return what one of two writers at once sends for the same note."""
        return [
            self._written(At.RACERS[writer], as_cell_data("mine", {})),
            create_note(self.raced_note, NOTE_KEY, "first" if writer == 0 else "second"),
        ]

    def tab_again(self) -> list[Request]:
        """Return what makes a tab with the name of the scratch tab, and changes a cell."""
        return [
            self._written(At.TAB_AGAIN, as_cell_data("again", {})),
            _tab(self._again_id, SCRATCH),
        ]

    def tab_raced(self, writer: int) -> list[Request]:
        """Return what one of two writers at once sends for tabs of the same name."""
        cell = self._written(At.TAB_RACERS[writer], as_cell_data("mine", {}))
        return [cell, _tab(self._raced_ids[writer], RACED)]

    def appended(self) -> list[Request]:
        """Return what appends a row to the tab."""
        return [append_rows(self.sheet_id, [[as_cell_data("appended", {})]], _VALUE)]

    def missing_deleted(self) -> list[Request]:
        """Return what deletes a note that is not there."""
        return [delete_note(self.missing_note)]

    def _written(self, at: Cell, cell: Message, fields: str = f"{_VALUE},{_FORMAT}") -> Request:
        row, column = at
        return update_rows(self.sheet_id, row, [[cell]], fields, column=column)

    def _area(self, rows: Span, columns: Span) -> Message:
        return grid_range(self.sheet_id, rows=rows, columns=columns)

    def _table(self) -> Request:
        condition = {"type": "ONE_OF_LIST", "values": [{_VALUE: "first"}, {_VALUE: "second"}]}
        choice = {"columnIndex": 0, "columnName": "Choice", "columnType": "DROPDOWN"}
        columns = [
            {**choice, "dataValidationRule": {"condition": condition}},
            {"columnIndex": 1, "columnName": "Day", "columnType": "DATE"},
        ]
        area = self._area((TABLE, TABLE + 2), (0, 2))
        table = {"name": "backoffice_probe", "range": area, "columnProperties": columns}
        return {"addTable": {"table": table}}


def _tab(sheet_id: int, title: str, rows: int = 1, columns: int = 1) -> Request:
    return add_tab(sheet_id, title, {"rowCount": rows, "columnCount": columns}, hidden=True)


_PICTURE = "https://www.gstatic.com/images/branding/product/1x/sheets_2020q4_48dp.png"
"""A small picture of Google's own; nothing depends on whether it can be shown."""
