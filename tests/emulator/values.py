"""``spreadsheets.values``: reading the values of cells."""

from __future__ import annotations

from collections.abc import Iterable

from tests.emulator.api_errors import NotAnsweredError
from tests.emulator.displayed_values import FORMATTED, View
from tests.emulator.masks import Mask
from tests.emulator.messages import CellValue, Message
from tests.emulator.model import Sheet
from tests.emulator.ranges import COLUMNS, Area, spelled
from tests.emulator.request_context import RequestContext, find_range


def batch_get(context: RequestContext, query: Message, mask: Mask) -> Message:
    """Return the reply to ``values.batchGet``.

    Raises:
        ApiError: If a range does not exist, or days are wanted as text.
    """
    view = View(context.book)
    how = query.get("valueRenderOption", FORMATTED)
    if query.get("dateTimeRenderOption", "SERIAL_NUMBER") != "SERIAL_NUMBER":
        raise NotAnsweredError("days as text")
    found = []
    for text in query.get("ranges", []):
        sheet, area = find_range(context.book, text)
        closed = sheet.closed(area)
        rows = read_rows(view, sheet, closed, how)
        reply = {"range": spelled(sheet.title, closed), "majorDimension": "ROWS"}
        if query.get("majorDimension") == COLUMNS:
            rows, reply["majorDimension"] = _turned(rows), COLUMNS
        found.append(reply | ({"values": rows} if rows else {}))
    return {"spreadsheetId": context.book.id, "valueRanges": found}


def read_rows(view: View, sheet: Sheet, area: Area, how: str) -> list[list[CellValue]]:
    """Return the values of an area without open ends; empty rows and cells at the end left out."""
    rows = []
    for row in area.rows:
        last = max(sheet.rows[row].cells, default=-1)
        cells = range(area.columns.start, min(last + 1, area.columns.stop))
        rows.append(_trimmed(view.rendered(sheet, row, cell, how) for cell in cells))
    while rows and not rows[-1]:
        rows.pop()
    return rows


def _trimmed(given: Iterable[CellValue]) -> list[CellValue]:
    cells = list(given)
    while cells and cells[-1] == "":
        cells.pop()
    return cells


def _turned(rows: list[list[CellValue]]) -> list[list[CellValue]]:
    """Return `rows` as columns."""
    width = max(map(len, rows), default=0)
    columns = [[row[at] if at < len(row) else "" for row in rows] for at in range(width)]
    return [_trimmed(column) for column in columns]
