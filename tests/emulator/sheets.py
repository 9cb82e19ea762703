"""``spreadsheets``: getting a file with its tabs, changing it, its developer metadata."""

from __future__ import annotations

from typing import Any

from tests.emulator.asking import Asking, beyond, find_range
from tests.emulator.masks import EVERYTHING, Mask, wants
from tests.emulator.model import Sheet
from tests.emulator.places import COLUMNS, ROWS, Area
from tests.emulator.problems import NotAnsweredError
from tests.emulator.seeing import View, check_effective_format
from tests.emulator.shapes import single
from tests.emulator.updates import batch_update as do_all
from tests.emulator.updates.marks import find_mark, search
from tests.emulator.updates.tabs import book_properties, sheet_properties

Message = dict[str, Any]
_ROW_PIXELS, _COLUMN_PIXELS = 21, 100
_THEME = (
    ("TEXT", 0, 0, 0),
    ("BACKGROUND", 255, 255, 255),
    ("ACCENT1", 66, 133, 244),
    ("ACCENT2", 234, 67, 53),
    ("ACCENT3", 251, 188, 4),
    ("ACCENT4", 52, 168, 83),
    ("ACCENT5", 255, 109, 1),
    ("ACCENT6", 70, 189, 198),
    ("LINK", 17, 85, 204),
)


def get(asking: Asking, query: Message, mask: Mask) -> Message:
    """Answer ``spreadsheets.get``; cells come with includeGridData or where `mask` asks for them."""
    named_data = bool(mask) and wants(mask, "sheets", "data")
    data = named_data or (not mask and query.get("includeGridData", False))
    return _spreadsheet(asking, query.get("ranges", []), mask, data=data)


def _spreadsheet(asking: Asking, ranges: list[str], mask: Mask, *, data: bool) -> Message:
    book = asking.book
    areas: dict[int, list[Area]] = {}
    for text in ranges:
        sheet, area, cells = find_range(book, text)
        closed = sheet.closed(area)
        if closed.top == closed.bottom or closed.left == closed.right:
            raise beyond(sheet, cells)
        areas.setdefault(sheet.id, []).append(closed)
    view = View(book)
    sheets = [sheet for sheet in book.sheets if not ranges or sheet.id in areas]
    inner = mask.get("sheets", EVERYTHING)
    tabs = []
    for sheet in sheets:
        shown = _tab(asking, sheet)
        if data:
            wanted = inner.get("data", EVERYTHING)
            closed_areas = areas.get(sheet.id, [sheet.closed(Area(sheet.id))])
            shown["data"] = [_grid_data(asking, view, sheet, area, wanted) for area in closed_areas]
        tabs.append(shown)
    return {
        "spreadsheetId": book.id,
        "properties": book_properties(asking) | {"spreadsheetTheme": _theme()},
        "sheets": tabs,
        "namedRanges": book.named,
        "spreadsheetUrl": f"https://docs.google.com/spreadsheets/d/{book.id}/edit",
        "developerMetadata": _marks(asking, "SPREADSHEET", {"spreadsheet": True}),
    }


def _tab(asking: Asking, sheet: Sheet) -> Message:
    return {
        "properties": sheet_properties(asking.book, sheet),
        "merges": [area.grid_range for area in sheet.merges],
        "conditionalFormats": sheet.rules,
        "protectedRanges": [_protection(asking, one) for one in sheet.protected],
        "basicFilter": sheet.filter,
        "bandedRanges": sheet.bands,
        "developerMetadata": _marks(asking, "SHEET", {"sheetId": sheet.id}),
    }


def _protection(asking: Asking, stored: Message) -> Message:
    """Return a ProtectedRange as the asker sees it: only its editors see who they are."""
    if asking.may_change(stored):
        return stored | {"requestingUserCanEdit": True}
    return {key: part for key, part in stored.items() if key != "editors"}


def _grid_data(asking: Asking, view: View, sheet: Sheet, area: Area, mask: Mask) -> Message:
    data: Message = {"startRow": area.top, "startColumn": area.left}
    if wants(mask, "rowData"):
        cells = mask.get("rowData", EVERYTHING).get("values", EVERYTHING)
        if wants(cells, "effectiveFormat"):
            check_effective_format(sheet)
        data["rowData"] = _rows(view, sheet, area, cells)
    if wants(mask, "rowMetadata"):
        if sheet.filter and {"criteria", "filterSpecs"} & set(sheet.filter):
            raise NotAnsweredError("rowMetadata of a filtered tab; leave it out of 'fields'")
        rows = range(area.top or 0, area.bottom or 0)
        data["rowMetadata"] = [
            {"pixelSize": _ROW_PIXELS}
            | sheet.lines[row].properties
            | _line_marks(asking, sheet, ROWS, row)
            for row in rows
        ]
    if wants(mask, "columnMetadata"):
        columns = range(area.left or 0, area.right or 0)
        data["columnMetadata"] = [
            {"pixelSize": _COLUMN_PIXELS}
            | sheet.columns[column]
            | _line_marks(asking, sheet, COLUMNS, column)
            for column in columns
        ]
    return data


def _rows(view: View, sheet: Sheet, area: Area, mask: Mask) -> list[Message]:
    rows: list[Message] = []
    for row in range(area.top or 0, area.bottom or 0):
        held = [column for column in sheet.lines[row].cells if area.holds(row, column)]
        columns = range(area.left or 0, max(held) + 1) if held else range(0)
        values = [view.cell_data(sheet, row, column, mask) for column in columns]
        while values and not values[-1]:
            values.pop()
        rows.append({"values": values} if values else {})
    while rows and not rows[-1]:
        rows.pop()
    return rows


def _marks(asking: Asking, kind: str, place: Message) -> list[Message]:
    wanted = {"locationType": kind} | place
    return [mark for mark in asking.book.metadata if mark["location"] == wanted]


def _line_marks(asking: Asking, sheet: Sheet, dimension: str, line: int) -> Message:
    if not asking.book.metadata:
        return {}
    place = {"sheetId": sheet.id, "dimension": dimension, "startIndex": line, "endIndex": line + 1}
    kind = "ROW" if dimension == ROWS else "COLUMN"
    found = _marks(asking, kind, {"dimensionRange": place})
    return {"developerMetadata": found} if found else {}


def _theme() -> Message:
    colours = []
    for kind, red, green, blue in _THEME:
        parts = {"red": red / 255, "green": green / 255, "blue": blue / 255}
        shown = {name: single(part) for name, part in parts.items()}
        colours.append({"colorType": kind, "color": {"rgbColor": shown}})
    return {"primaryFontFamily": "Arial", "themeColors": colours}


def batch_update(asking: Asking, body: Message, mask: Mask) -> Message:
    """Answer ``spreadsheets.batchUpdate``; `mask` says which parts of the reply are wanted."""
    reply: Message = {"spreadsheetId": asking.book.id, "replies": do_all(asking, body)}
    if body.get("includeSpreadsheetInResponse"):
        ranges = body.get("responseRanges", [])
        data = body.get("responseIncludeGridData", False)
        inner = mask.get("updatedSpreadsheet", EVERYTHING)
        reply["updatedSpreadsheet"] = _spreadsheet(asking, ranges, inner, data=data)
    return reply


def get_mark(asking: Asking, query: Message) -> Message:
    """Answer ``developerMetadata.get``."""
    return find_mark(asking.book, query["metadataId"])


def search_marks(asking: Asking, body: Message) -> Message:
    """Answer ``developerMetadata.search``."""
    return search(asking, body)
