"""Requests about how a tab looks and who may write it: formats, checks, sizes, filters, colours, protection.

Rows and columns are counted from 0, as in `request_kinds`.
"""

from __future__ import annotations

from typing import Literal

from backoffice.books.google.request_kinds import (
    Dimension,
    Message,
    Request,
    dimension_range,
    grid_range,
)


def repeat_cell(area: Message, cell: Message, fields: str) -> Request:
    """Write the same CellData into all cells of a range."""
    return {"repeatCell": {"range": area, "cell": cell, "fields": fields}}


def paste(
    source: Message, target: Message, kind: Literal["PASTE_FORMAT", "PASTE_DATA_VALIDATION"]
) -> Request:
    """Copy formats or validation of a range to another."""
    return {"copyPaste": {"source": source, "destination": target, "pasteType": kind}}


def resize(
    sheet_id: int, dimension: Dimension, first: int, last: int | None, pixels: int
) -> Request:
    """Set the height of rows or the width of columns."""
    return _changed(dimension_range(sheet_id, dimension, first, last), "pixelSize", pixels)


def hide_column(sheet_id: int, index: int) -> Request:
    """Hide a column; whoever wants to see it can show it again."""
    return _changed(dimension_range(sheet_id, "COLUMNS", index, index + 1), "hiddenByUser", True)


def _changed(span: Message, field: str, value: object) -> Request:
    change = {"range": span, "properties": {field: value}, "fields": field}
    return {"updateDimensionProperties": change}


def set_filter(area: Message, conditions: Message | None = None) -> Request:
    """Add the filter of a tab, or replace it; a filter that sorts would sort its rows again."""
    return {"setBasicFilter": {"filter": {**(conditions or {}), "range": area}}}


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


def protect_tab(sheet_id: int, name: str, email: str) -> Request:
    """Let only the owner and the script write a tab.

    The script's address `email` is empty if it uses a person's own key, who then stays an editor.
    """
    protection = {
        "range": grid_range(sheet_id),
        "description": f"{name}: backoffice",
        "warningOnly": False,
        "editors": {"users": [email]} if email else {},
    }
    return {"addProtectedRange": {"protectedRange": protection}}
