"""``spreadsheets.values``: reading and clearing what cells hold."""

from __future__ import annotations

from typing import Any

from tests.emulator.asking import Asking, beyond, find_range
from tests.emulator.entering import with_value
from tests.emulator.model import Sheet
from tests.emulator.places import Area, spelled
from tests.emulator.seeing import FORMATTED, SERIAL, View

Message = dict[str, Any]


def get(asking: Asking, query: Message) -> Message:
    """Answer ``values.get``."""
    return _read(asking, View(asking.book), query["range"], query)


def batch_get(asking: Asking, query: Message) -> Message:
    """Answer ``values.batchGet``."""
    view = View(asking.book)
    found = [_read(asking, view, text, query) for text in query.get("ranges", [])]
    return {"spreadsheetId": asking.book.id, "valueRanges": found}


def clear(asking: Asking, query: Message) -> Message:
    """Answer ``values.clear``."""
    return {"spreadsheetId": asking.book.id, "clearedRange": _clear(asking, query["range"])}


def batch_clear(asking: Asking, body: Message) -> Message:
    """Answer ``values.batchClear``."""
    cleared = [_clear(asking, text) for text in body.get("ranges", [])]
    return {"spreadsheetId": asking.book.id, "clearedRanges": cleared}


def _read(asking: Asking, view: View, text: str, query: Message) -> Message:
    sheet, area, cells = find_range(asking.book, text)
    if not is_on_grid(sheet, area):
        raise beyond(sheet, cells)
    return value_range(view, sheet, sheet.closed(area), query, "")


def is_on_grid(sheet: Sheet, area: Area) -> bool:
    """Tell whether `area` begins on the grid."""
    return (area.top or 0) < sheet.size[0] and (area.left or 0) < sheet.size[1]


def value_range(view: View, sheet: Sheet, area: Area, query: Message, prefix: str) -> Message:
    """Return the cells of a closed area; `prefix` is that of the names of the options."""
    how = query.get(_option_name(prefix, "valueRenderOption"), FORMATTED)
    dates = query.get(_option_name(prefix, "dateTimeRenderOption"), SERIAL)
    dimension = query.get("majorDimension", "ROWS")
    if dimension == "DIMENSION_UNSPECIFIED":
        dimension = "ROWS"
    rows = range(area.top or 0, area.bottom or 0)
    columns = range(area.left or 0, area.right or 0)
    if dimension == "COLUMNS":
        lines = [
            _trimmed([view.rendered(sheet, row, column, how, dates) for row in rows])
            for column in columns
        ]
    else:
        lines = [_trimmed(_row(view, sheet, row, columns, how, dates)) for row in rows]
    while lines and not lines[-1]:
        lines.pop()
    reply: Message = {"range": spelled(sheet.title, area), "majorDimension": dimension}
    return reply | ({"values": lines} if lines else {})


def _row(view: View, sheet: Sheet, row: int, columns: range, how: str, dates: str) -> list[Any]:
    held = sheet.lines[row].cells
    if not held:
        return []
    last = min(max(held) + 1, columns.stop)
    return [
        view.rendered(sheet, row, column, how, dates) if column in held else ""
        for column in range(columns.start, last)
    ]


def _trimmed(cells: list[Any]) -> list[Any]:
    while cells and cells[-1] == "" and isinstance(cells[-1], str):
        cells.pop()
    return cells


def _option_name(prefix: str, name: str) -> str:
    return prefix + name[0].upper() + name[1:] if prefix else name


def _clear(asking: Asking, text: str) -> str:
    sheet, area, cells = find_range(asking.book, text)
    if not is_on_grid(sheet, area):
        raise beyond(sheet, cells)
    closed = sheet.closed(area)
    asking.must_edit(closed)
    for row in range(closed.top or 0, closed.bottom or 0):
        for column in list(sheet.lines[row].cells):
            if closed.holds(row, column):
                sheet.put(row, column, with_value(sheet.cell(row, column), None))
    return spelled(sheet.title, closed)
