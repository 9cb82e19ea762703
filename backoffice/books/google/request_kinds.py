"""The requests of ``spreadsheets.batchUpdate`` about tabs, rows and cells, one function for each kind.

Those about looks and rules are in `format_requests`, those about developer metadata in `developer_metadata`.
Rows and columns are counted from 0; a range ends before its last number, None is the end of the tab.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, TypeAlias

Message: TypeAlias = dict[str, Any]
"""Part of a request or an answer, as JSON."""

Request: TypeAlias = dict[str, Message]
"""One request: its kind and its arguments."""

Span = tuple[int, int | None]


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


def add_empty_rows(sheet_id: int, count: int) -> Request:
    """Make a tab longer."""
    return {"appendDimension": {"sheetId": sheet_id, "dimension": "ROWS", "length": count}}


def insert_rows(sheet_id: int, before: int, count: int, *, like_before: bool) -> Request:
    """Insert empty rows, with the formats and checks of the row before or else of the one behind."""
    span = _row_span(sheet_id, before, before + count)
    return {"insertDimension": {"range": span, "inheritFromBefore": like_before}}


def delete_rows(sheet_id: int, first: int, last: int) -> Request:
    """Delete the rows from `first` to before `last`."""
    return {"deleteDimension": {"range": _row_span(sheet_id, first, last)}}


def _row_span(sheet_id: int, first: int, last: int) -> Message:
    return {"sheetId": sheet_id, "dimension": "ROWS", "startIndex": first, "endIndex": last}


def add_empty_columns(sheet_id: int, count: int) -> Request:
    """Make a tab wider."""
    return {"appendDimension": {"sheetId": sheet_id, "dimension": "COLUMNS", "length": count}}


def empty_matching_cells(sheet_id: int, pattern: str) -> Request:
    """Empty all cells of a tab that match a regular expression from beginning to end."""
    return {
        "findReplace": {
            "find": f"^({pattern})$",
            "replacement": "",
            "searchByRegex": True,
            "matchEntireCell": True,
            "matchCase": True,
            "sheetId": sheet_id,
        }
    }


def empty_one_cell(sheet_id: int, row: int, column: int, find: str, is_pattern: bool) -> Request:
    """Empty a cell, counted from 0, if it displays `find` from beginning to end; else leave it."""
    return {
        "findReplace": {
            "find": find,
            "replacement": "",
            "searchByRegex": is_pattern,
            "matchEntireCell": True,
            "matchCase": True,
            "range": grid_range(sheet_id, rows=(row, row + 1), columns=(column, column + 1)),
        }
    }
