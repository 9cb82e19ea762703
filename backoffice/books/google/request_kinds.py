"""The requests of ``spreadsheets.batchUpdate`` that this program sends, one function for each kind.

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


def repeat_cell(area: Message, cell: Message, fields: str) -> Request:
    """Write the same CellData into all cells of a range."""
    return {"repeatCell": {"range": area, "cell": cell, "fields": fields}}


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


def paste(
    source: Message, target: Message, kind: Literal["PASTE_FORMAT", "PASTE_DATA_VALIDATION"]
) -> Request:
    """Copy formats or validation of a range to another."""
    return {"copyPaste": {"source": source, "destination": target, "pasteType": kind}}


def resize(
    sheet_id: int, dimension: Literal["ROWS", "COLUMNS"], first: int, last: int | None, pixels: int
) -> Request:
    """Set the height of rows or the width of columns."""
    span: Message = {"sheetId": sheet_id, "dimension": dimension, "startIndex": first}
    if last is not None:
        span["endIndex"] = last
    size = {"pixelSize": pixels}
    return {"updateDimensionProperties": {"range": span, "properties": size, "fields": "pixelSize"}}


def hide_columns(sheet_id: int, first: int, last: int) -> Request:
    """Hide columns; whoever wants to see them can show them again."""
    span: Message = {
        "sheetId": sheet_id,
        "dimension": "COLUMNS",
        "startIndex": first,
        "endIndex": last,
    }
    shown = {"range": span, "properties": {"hiddenByUser": True}, "fields": "hiddenByUser"}
    return {"updateDimensionProperties": shown}


def set_filter(area: Message) -> Request:
    """Add the filter of a tab."""
    return {"setBasicFilter": {"filter": {"range": area}}}


def add_conditional_format(
    area: Message, condition: Message, cell_format: Message, index: int
) -> Request:
    """Add a conditional format; of two that match, the one with the lower index applies."""
    rule = {"condition": condition, "format": cell_format}
    return {
        "addConditionalFormatRule": {
            "rule": {"ranges": [area], "booleanRule": rule},
            "index": index,
        }
    }


def add_banding(area: Message, first: Message, second: Message) -> Request:
    """Colour the rows of a range by turns with two ColorStyles."""
    colours = {"firstBandColorStyle": first, "secondBandColorStyle": second}
    return {"addBanding": {"bandedRange": {"range": area, "rowProperties": colours}}}


def protect_tab(sheet_id: int, description: str, editors: Sequence[str]) -> Request:
    """Let only `editors`, the owner and whoever sends this write a tab."""
    protection = {
        "range": grid_range(sheet_id),
        "description": description,
        "warningOnly": False,
        "editors": {"users": list(editors)} if editors else {},
    }
    return {"addProtectedRange": {"protectedRange": protection}}


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


def create_note(number: int | None, key: str, value: str) -> Request:
    """Create developer metadata of the file; refused if the number is in use; None lets Google choose."""
    note: Message = {} if number is None else {"metadataId": number}
    note |= {
        "metadataKey": key,
        "metadataValue": value,
        "location": {"spreadsheet": True},
        "visibility": "DOCUMENT",  # so that it is visible with every key
    }
    return {"createDeveloperMetadata": {"developerMetadata": note}}


def delete_note(number: int) -> Request:
    """Delete the developer metadata with this number."""
    return _delete_notes({"metadataId": number})


def delete_notes_called(key: str) -> Request:
    """Delete all developer metadata with this key; succeeds also if there is none."""
    return _delete_notes({"metadataKey": key})


def _delete_notes(lookup: Message) -> Request:
    return {"deleteDeveloperMetadata": {"dataFilter": {"developerMetadataLookup": lookup}}}
