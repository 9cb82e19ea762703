"""``spreadsheets.values``: writing what cells hold, over a range or below a table."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from tests.emulator.asking import Asking, beyond, check_on_grid, find_range
from tests.emulator.entering import typed, with_value
from tests.emulator.locales import Locale
from tests.emulator.model import Cell, Sheet
from tests.emulator.places import ROWS, Area, column_letters, spelled
from tests.emulator.problems import invalid
from tests.emulator.seeing import View
from tests.emulator.tables import foot_of_table
from tests.emulator.updates.shifting import insert_lines
from tests.emulator.values import is_on_grid, value_range

Message = dict[str, Any]
USER_ENTERED = "USER_ENTERED"
_LONGEST = 50_000


def update(asking: Asking, query: Message, body: Message) -> Message:
    """Answer ``values.update``."""
    _check_same_range(query["range"], body)
    written = _write(asking, query["range"], body, _option(query))
    return _with_data(asking, written, query, "response")


def batch_update(asking: Asking, body: Message) -> Message:
    """Answer ``values.batchUpdate``."""
    option = _option(body)
    done = [_write(asking, one.get("range", ""), one, option) for one in body.get("data", [])]
    return {
        "spreadsheetId": asking.book.id,
        "totalUpdatedRows": sum(one.rows for one in done),
        "totalUpdatedColumns": len(
            {(one.area.sheet, place) for one in done for place in one.columns}
        ),
        "totalUpdatedCells": sum(one.cells for one in done),
        "totalUpdatedSheets": len({one.area.sheet for one in done if one.cells}),
        "responses": [_with_data(asking, one, body, "response") for one in done],
    }


def append(asking: Asking, query: Message, body: Message) -> Message:
    """Answer ``values.append``: write below the table that stands in the range."""
    option = _option(query)
    sheet, area, cells = find_range(asking.book, query["range"])
    if not is_on_grid(sheet, area):
        raise beyond(sheet, cells)
    rows = _rows(body)
    table = foot_of_table(sheet, sheet.closed(area))
    closed = sheet.closed(area)
    row, column = (table.bottom, table.left) if table else (closed.top, closed.left)
    assert row is not None
    assert column is not None
    if query.get("insertDataOption") == "INSERT_ROWS" and row < len(sheet.lines):
        insert_lines(asking.book, sheet, ROWS, row, len(rows), like=row - 1)
    missing = row + len(rows) - len(sheet.lines)
    if missing > 0:
        insert_lines(asking.book, sheet, ROWS, len(sheet.lines), missing)
    start = spelled(sheet.title, Area(sheet.id, row, row + 1, column, column + 1))
    written = _write(asking, start, body, option)
    reply = {"spreadsheetId": asking.book.id}
    if table:
        reply["tableRange"] = spelled(sheet.title, table)
    return reply | {"updates": _with_data(asking, written, query, "response")}


class _Written:
    """What one writing did: the area it reached, the rows, columns and cells it changed."""

    def __init__(self, sheet: Sheet, area: Area, places: list[tuple[int, int]]) -> None:
        self.sheet, self.area = sheet, area
        self.rows = len({row for row, _ in places})
        self.columns = {column for _, column in places}
        self.cells = len(places)


def _option(query: Message) -> str:
    option = query.get("valueInputOption", "INPUT_VALUE_OPTION_UNSPECIFIED")
    if option == "INPUT_VALUE_OPTION_UNSPECIFIED":
        raise invalid("'valueInputOption' is required but not specified")
    return str(option)


def _check_same_range(text: str, body: Message) -> None:
    given = body.get("range")
    if given and given.replace("'", "") != text.replace("'", ""):
        raise invalid(f"Requested range [{text}] does not match value range [{given}]")


def _rows(body: Message) -> list[list[Any]]:
    values = body.get("values", [])
    if body.get("majorDimension") != "COLUMNS":
        return list(values)
    height = max((len(column) for column in values), default=0)
    return [
        [column[row] if row < len(column) else None for column in values] for row in range(height)
    ]


def _write(asking: Asking, text: str, body: Message, option: str) -> _Written:
    sheet, area, cells = find_range(asking.book, text)
    rows = _rows(body)
    if not is_on_grid(sheet, area):
        raise beyond(sheet, cells)
    reached = _reached(sheet, area, rows, text)
    check_on_grid(sheet, reached)
    places = [
        ((reached.top or 0) + row, (reached.left or 0) + column)
        for row, line in enumerate(rows)
        for column, value in enumerate(line)
        if value is not None
    ]
    if places:
        asking.must_edit(reached)
    locale = Locale(asking.book.properties["locale"])
    for row, column in places:
        value = rows[row - (reached.top or 0)][column - (reached.left or 0)]
        cell = sheet.cell(row, column)
        sheet.put(row, column, _entered(cell, value, option, locale, asking, (row, column)))
    return _Written(sheet, reached, places)


def _reached(sheet: Sheet, area: Area, rows: list[list[Any]], text: str) -> Area:
    """Return the area that the data fills; it may not leave the range, except from one cell."""
    closed = sheet.closed(area)
    top, left = closed.top or 0, closed.left or 0
    height, width = len(rows), max((len(row) for row in rows), default=0)
    one_cell = area.bottom == top + 1 and area.right == left + 1
    if not one_cell:
        check_on_grid(sheet, area)
        shown = spelled(sheet.title, closed)
        if closed.bottom is not None and top + height > closed.bottom:
            raise _outside(shown, f"row [{closed.bottom + 1}]")
        if closed.right is not None and left + width > closed.right:
            raise _outside(shown, f"column [{column_letters(closed.right)}]")
    return replace(
        closed, bottom=top + max(height, 1), right=left + max(width, 1), top=top, left=left
    )


def _outside(shown: str, place: str) -> Exception:
    return invalid(f"Requested writing within range [{shown}], but tried writing to {place}")


def _entered(
    cell: Cell, value: Any, option: str, locale: Locale, asking: Asking, place: tuple[int, int]
) -> Cell:
    if isinstance(value, dict | list):
        kind = "struct_value" if isinstance(value, dict) else "list_value"
        raise invalid(f"Invalid values[{place[0]}][{place[1]}]: {kind} {{}}")
    if isinstance(value, str) and len(value) > _LONGEST:
        raise invalid(
            f"Your input contains more than the maximum of {_LONGEST} characters in a single cell."
        )
    if isinstance(value, bool):
        return with_value(cell, {"boolValue": value})
    if isinstance(value, int | float):
        return with_value(cell, {"numberValue": value})
    if option == USER_ENTERED:
        return typed(value, cell, locale, asking.today)
    return with_value(cell, {"stringValue": value} if value else None)


def _with_data(asking: Asking, written: _Written, query: Message, prefix: str) -> Message:
    reply: Message = {
        "spreadsheetId": asking.book.id,
        "updatedRange": spelled(written.sheet.title, written.area),
        "updatedRows": written.rows,
        "updatedColumns": len(written.columns),
        "updatedCells": written.cells,
    }
    if query.get("includeValuesInResponse"):
        view = View(asking.book)
        reply["updatedData"] = value_range(view, written.sheet, written.area, query, prefix)
    return reply
