"""The requests of ``spreadsheets.batchUpdate`` about tabs, rows, cells and notes, one function for each kind.

Those about looks and rules are in `format_requests`.  A note is developer metadata of the file, which people do not see.
Rows and columns are counted from 0; a range ends before its last number, None is the end of the tab.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Literal, TypeAlias

Message: TypeAlias = dict[str, Any]
"""Part of a request or an answer, as JSON."""

Request: TypeAlias = dict[str, Message]
"""One request: its kind and its arguments."""

Span = tuple[int, int | None]

Dimension = Literal["ROWS", "COLUMNS"]


def grid_range(sheet_id: int, rows: Span = (0, None), columns: Span = (0, None)) -> Message:
    """Return a GridRange.

    >>> grid_range(7, rows=(1, None), columns=(2, 3))
    {'sheetId': 7, 'startRowIndex': 1, 'startColumnIndex': 2, 'endColumnIndex': 3}
    """
    ends = {
        "startRowIndex": rows[0] or None,
        "endRowIndex": rows[1],
        "startColumnIndex": columns[0] or None,
        "endColumnIndex": columns[1],
    }
    return {"sheetId": sheet_id, **{key: end for key, end in ends.items() if end is not None}}


def add_tab(
    sheet_id: int,
    title: str,
    grid: Message,
    *,
    index: int | None = None,
    tab_colour: Message | None = None,
    hidden: bool = False,
) -> Request:
    """Create a tab with the given GridProperties at `index`, or else behind all others."""
    properties: Message = {"sheetId": sheet_id, "title": title, "gridProperties": grid}
    if index is not None:
        properties["index"] = index
    if tab_colour:
        properties["tabColorStyle"] = tab_colour
    if hidden:
        properties["hidden"] = True
    return {"addSheet": {"properties": properties}}


def rename_tab(sheet_id: int, title: str) -> Request:
    """Give a tab another name."""
    properties = {"sheetId": sheet_id, "title": title}
    return {"updateSheetProperties": {"properties": properties, "fields": "title"}}


def delete_tab(sheet_id: int) -> Request:
    """Delete a tab."""
    return {"deleteSheet": {"sheetId": sheet_id}}


def set_file_properties(*, locale: str, time_zone: str) -> Request:
    """Set locale and time zone of the file."""
    properties = {"locale": locale, "timeZone": time_zone}
    return {"updateSpreadsheetProperties": {"properties": properties, "fields": "locale,timeZone"}}


def update_rows(
    sheet_id: int, row: int, rows: Sequence[Sequence[Message]], fields: str, *, column: int = 0
) -> Request:
    """Write CellData from row `row` and column `column` on."""
    start = {"sheetId": sheet_id, "rowIndex": row, "columnIndex": column}
    return {"updateCells": {"start": start, "rows": _row_data(rows), "fields": fields}}


def clear_cells(area: Message, fields: str) -> Request:
    """Empty the named fields of all cells of a range."""
    return {"updateCells": {"range": area, "fields": fields}}


def append_rows(sheet_id: int, rows: Sequence[Sequence[Message]], fields: str) -> Request:
    """Write CellData below the last row of a tab that holds anything."""
    return {"appendCells": {"sheetId": sheet_id, "rows": _row_data(rows), "fields": fields}}


def _row_data(rows: Sequence[Sequence[Message]]) -> list[Message]:
    return [{"values": list(row)} for row in rows]


def add_empty(sheet_id: int, dimension: Dimension, count: int) -> Request:
    """Make a tab longer or wider."""
    return {"appendDimension": {"sheetId": sheet_id, "dimension": dimension, "length": count}}


def insert_rows(sheet_id: int, before: int, count: int, *, like_before: bool) -> Request:
    """Insert empty rows, with the formats and checks of the row before or else of the one behind."""
    span = dimension_range(sheet_id, "ROWS", before, before + count)
    return {"insertDimension": {"range": span, "inheritFromBefore": like_before}}


def delete_rows(sheet_id: int, first: int, last: int) -> Request:
    """Delete the rows from `first` to before `last`."""
    return {"deleteDimension": {"range": dimension_range(sheet_id, "ROWS", first, last)}}


def dimension_range(sheet_id: int, dimension: Dimension, first: int, last: int | None) -> Message:
    """Return a DimensionRange."""
    span: Message = {"sheetId": sheet_id, "dimension": dimension, "startIndex": first}
    return span if last is None else {**span, "endIndex": last}


def empty_cells(find: str, *, is_pattern: bool, **where: object) -> Request:
    """Empty the cells that display `find` from beginning to end, in a tab (``sheetId``) or a ``range``."""
    how = {"searchByRegex": is_pattern, "matchEntireCell": True, "matchCase": True}
    return {"findReplace": {"find": find, "replacement": "", **how, **where}}


def create_note(number: int | None, key: str, value: str) -> Request:
    """Create a note; refused if the number is in use; None lets Google choose."""
    note: Message = {} if number is None else {"metadataId": number}
    note |= {
        "metadataKey": key,
        "metadataValue": value,
        "location": {"spreadsheet": True},
        "visibility": "DOCUMENT",  # so that it is visible with every key
    }
    return {"createDeveloperMetadata": {"developerMetadata": note}}


def delete_note(number: int) -> Request:
    """Delete the note with this number."""
    return _delete_notes({"metadataId": number})


def delete_notes_called(key: str) -> Request:
    """Delete all notes with this key; succeeds also if there is none."""
    return _delete_notes({"metadataKey": key})


def _delete_notes(lookup: Message) -> Request:
    return {"deleteDeveloperMetadata": {"dataFilter": {"developerMetadataLookup": lookup}}}
