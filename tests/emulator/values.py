"""``spreadsheets.values``: reading and clearing the values of cells."""

from __future__ import annotations

from collections.abc import Iterable

from tests.emulator.displayed_values import FORMATTED, SERIAL, View
from tests.emulator.messages import CellValue, Message
from tests.emulator.model import Sheet
from tests.emulator.ranges import COLUMNS, Area, spelled
from tests.emulator.request_context import RequestContext, find_range
from tests.emulator.typed_input import with_value


def batch_get(context: RequestContext, query: Message) -> Message:
    """Return the reply to ``values.batchGet``.

    Raises:
        ApiError: If a range does not exist.
    """
    view = View(context.book)
    how = query.get("valueRenderOption", FORMATTED)
    dates = query.get("dateTimeRenderOption", SERIAL)
    found = []
    for text in query.get("ranges", []):
        sheet, area = find_range(context.book, text)
        closed = sheet.closed(area)
        rows = read_rows(view, sheet, closed, how, dates)
        reply = {"range": spelled(sheet.title, closed), "majorDimension": "ROWS"}
        if query.get("majorDimension") == COLUMNS:
            rows, reply["majorDimension"] = _turned(rows), COLUMNS
        found.append(reply | ({"values": rows} if rows else {}))
    return {"spreadsheetId": context.book.id, "valueRanges": found}


def read_rows(
    view: View, sheet: Sheet, area: Area, how: str, dates: str = SERIAL
) -> list[list[CellValue]]:
    """Return the values of an area without open ends; empty rows and cells at the end left out."""
    columns = range(area.left or 0, area.right or 0)
    rows = []
    for row in range(area.top or 0, area.bottom or 0):
        filled = sheet.rows[row].cells
        last = min(max(filled, default=-1) + 1, columns.stop)
        cells = range(columns.start, last)
        rows.append(_trimmed(view.rendered(sheet, row, cell, how, dates) for cell in cells))
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


def clear(context: RequestContext, text: str) -> None:
    """Empty the cells of a range in A1 notation.

    Raises:
        ApiError: If it does not exist, or is protected from the asker.
    """
    sheet, area = find_range(context.book, text)
    closed = sheet.closed(area)
    context.must_edit(closed)
    for row in range(closed.top or 0, closed.bottom or 0):
        for column in list(sheet.rows[row].cells):
            if closed.holds(row, column):
                sheet.put(row, column, with_value(sheet.cell(row, column), None))
