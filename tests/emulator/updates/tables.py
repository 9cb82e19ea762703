"""Tables: named ranges whose columns have types.

Only what a table does to its cells when it is made is done here: a heading of each column that has
none, and the list of a dropdown column.  Source: guide "Tables".
"""

from __future__ import annotations

from tests.emulator.api_errors import NotAnsweredError, invalid
from tests.emulator.messages import Message
from tests.emulator.model import Sheet, new_number
from tests.emulator.ranges import Area
from tests.emulator.request_context import Answers, RequestContext


def _add_table(context: RequestContext, asked: Message) -> Message:
    table = asked.get("table", {}).copy()
    sheet, area = context.area(table.get("range", {}))
    context.must_edit(area)
    every = [one for tab in context.book.sheets for one in tab.tables]
    if any(one["name"].casefold() == table.get("name", "").casefold() for one in every):
        raise invalid(f"A table with the name {table.get('name')} already exists.")
    if any(Area.of(one["range"]).meets(area) for one in sheet.tables):
        raise invalid("You cannot add a table that overlaps another one.")
    table["tableId"] = str(new_number(set()))
    for column in table.get("columnProperties", []):
        _shape(sheet, area, column)
    sheet.tables.append(table)
    return {"table": table}


def _shape(sheet: Sheet, area: Area, column: Message) -> None:
    """Give a column of a new table its heading and its list."""
    top, place = area.top or 0, (area.left or 0) + column.get("columnIndex", 0)
    if place >= (area.right or 0):
        raise invalid(f"Invalid column index: {column.get('columnIndex', 0)}")
    heading = sheet.cell(top, place)
    if "userEnteredValue" not in heading:
        name = column.get("columnName") or f"Column {column.get('columnIndex', 0) + 1}"
        sheet.put(top, place, {**heading, "userEnteredValue": {"stringValue": name}})
    match column.get("columnType", ""):
        case "DROPDOWN":
            condition = column.get("dataValidationRule", {}).get("condition", {})
            if condition.get("type") != "ONE_OF_LIST":
                raise invalid("A dropdown column needs a condition of type ONE_OF_LIST.")
            rule = {"condition": condition}
            below = Area(sheet.id, top + 1, area.bottom, place, place + 1)
            sheet.change(below, lambda cell: {**cell, "dataValidation": rule})
        case "TEXT" | "DOUBLE" | "DATE" | "":
            pass
        case other:
            raise NotAnsweredError(f"table columns of type {other}")


ANSWERS: Answers = {"addTable": _add_table}
