"""``spreadsheets``: reading a file with its tabs, and changing it."""

from __future__ import annotations

from collections.abc import Sequence

from tests.emulator.api_errors import NotAnsweredError
from tests.emulator.displayed_values import View
from tests.emulator.masks import EVERYTHING, Mask, wants
from tests.emulator.messages import (
    Message,
    ProtectedRange,
    RowData,
)
from tests.emulator.model import Sheet
from tests.emulator.ranges import Area
from tests.emulator.request_context import RequestContext, find_range
from tests.emulator.updates import do_all
from tests.emulator.updates.tabs import sheet_properties

_PROPERTIES = ("defaultFormat", "spreadsheetTheme")
_DATA = ("rowMetadata", "columnMetadata")
_CELLS = ("effectiveFormat",)
"""Fields that Google works out and this tool does not know."""


def get(context: RequestContext, query: Message, mask: Mask) -> Message:
    """Return the reply to ``spreadsheets.get``.

    Cells are included where `mask` names them; without a mask, includeGridData asks for them.
    Source: description of spreadsheets.get.

    Raises:
        ApiError: If a range does not exist, or a field is not answered.
    """
    data = not mask and query.get("includeGridData", False)
    return _spreadsheet(context, query.get("ranges", []), mask, data=data)


def batch_update(context: RequestContext, body: Message, mask: Mask) -> Message:
    """Return the reply to ``spreadsheets.batchUpdate`` and make its changes.

    Raises:
        ApiError: If one of them cannot be made; `context.book` is to be thrown away then.
    """
    reply: Message = {
        "spreadsheetId": context.book.id,
        "replies": do_all(context, body.get("requests", [])),
    }
    if body.get("includeSpreadsheetInResponse") and context.book.behaviour.shows_ranges:
        inner = mask.get("updatedSpreadsheet", EVERYTHING)
        data = not mask and body.get("responseIncludeGridData", False)
        reply["updatedSpreadsheet"] = _spreadsheet(
            context, body.get("responseRanges", []), inner, data=data
        )
    return reply


def _spreadsheet(
    context: RequestContext, ranges: Sequence[str], mask: Mask, *, data: bool
) -> Message:
    book = context.book
    areas: dict[int, list[Area]] = {}
    for text in ranges:
        sheet, area = find_range(book, text)
        areas.setdefault(sheet.id, []).append(sheet.closed(area))
    for field in _PROPERTIES:
        if field in mask.get("properties", ()):
            raise NotAnsweredError(f"{field} of a spreadsheet")
    wanted = mask.get("sheets", EVERYTHING).get("data", EVERYTHING)
    with_data = data or bool(mask and wants(mask, "sheets", "data"))
    if with_data:
        _check_data_mask(wanted)
    view = View(book)
    tabs = []
    for sheet in book.sheets:
        if ranges and sheet.id not in areas:
            continue
        tab = _tab(context, sheet)
        if with_data:
            closed = areas.get(sheet.id, [sheet.closed(Area(sheet.id))])
            tab["data"] = [_grid_data(view, sheet, area, wanted) for area in closed]
        tabs.append(tab)
    return {
        "spreadsheetId": book.id,
        "properties": book.properties,
        "sheets": tabs,
        "spreadsheetUrl": f"https://docs.google.com/spreadsheets/d/{book.id}/edit",
        "developerMetadata": book.metadata,
    }


def _check_data_mask(mask: Mask) -> None:
    """Check that no field of GridData is meant that this tool does not know.

    Raises:
        NotAnsweredError: If one is.
    """
    for field in _DATA:
        if wants(mask, field):
            raise NotAnsweredError(f"{field}; name the fields of 'data' that are wanted")
    for field in _CELLS:
        if wants(mask, "rowData", "values", field):
            raise NotAnsweredError(f"{field}; name the fields of cells that are wanted")


def _tab(context: RequestContext, sheet: Sheet) -> Message:
    return {
        "properties": sheet_properties(context.book, sheet),
        "conditionalFormats": sheet.rules,
        "protectedRanges": [_protection(context, one) for one in sheet.protected],
        "basicFilter": sheet.filter,
        "bandedRanges": sheet.bands,
    }


def _protection(context: RequestContext, stored: ProtectedRange) -> ProtectedRange:
    """Return a protected range as the asker sees it: only its editors see the editors."""
    seen = stored.copy()
    if context.may_change(stored):
        seen["requestingUserCanEdit"] = True
    else:
        seen.pop("editors", None)
    return seen


def _grid_data(view: View, sheet: Sheet, area: Area, mask: Mask) -> Message:
    data: Message = {"startRow": area.rows.start, "startColumn": area.columns.start}
    if wants(mask, "rowData"):
        cells = mask.get("rowData", EVERYTHING).get("values", EVERYTHING)
        data["rowData"] = _rows(view, sheet, area, cells)
    return data


def _rows(view: View, sheet: Sheet, area: Area, mask: Mask) -> list[RowData]:
    rows: list[RowData] = []
    for row in area.rows:
        last = max(
            (column for column in sheet.rows[row].cells if column in area.columns), default=-1
        )
        columns = range(area.columns.start, last + 1)
        values = [view.cell_data(sheet, row, column, mask) for column in columns]
        while values and not values[-1]:
            values.pop()
        rows.append({"values": values} if values else {})
    while rows and not rows[-1]:
        rows.pop()
    return rows
