"""Properties of the file and of tabs; tabs added and deleted; neither moved nor resized."""

from __future__ import annotations

import math
from collections.abc import Sequence

from tests.emulator.api_errors import NotAnsweredError, in_use, invalid
from tests.emulator.behaviour import InUse
from tests.emulator.masks import update_mask, updated, wants
from tests.emulator.messages import Message, SheetProperties
from tests.emulator.model import FROZEN, Sheet, Spreadsheet, new_number
from tests.emulator.ranges import COLUMNS, ROWS, Area
from tests.emulator.request_context import Answers, RequestContext

_MOST_CELLS = 10_000_000
"""In one file.  Source: help page "Files you can store in Google Drive"."""
_LONGEST_TITLE = 100
_SIZE = ("rowCount", "columnCount")


def sheet_properties(book: Spreadsheet, sheet: Sheet) -> SheetProperties:
    """Return the properties of a tab, its position and size included."""
    rows, columns = sheet.size
    grid = {
        "rowCount": rows,
        "columnCount": columns,
        **sheet.properties.get("gridProperties", {}),
    }
    return {**sheet.properties, "index": book.sheets.index(sheet), "gridProperties": grid}


def _add_sheet(context: RequestContext, asked: Message) -> Message:
    given = asked.get("properties", {}).copy()
    if given.get("sheetType", "GRID") != "GRID":
        raise NotAnsweredError("tabs other than grids")
    book = context.book
    used = {sheet.id for sheet in book.sheets}
    sheet_id = given.get("sheetId", new_number(used))
    if sheet_id in used:
        raise invalid(f"Sheet with ID {sheet_id} already exists.")
    title = given.get("title") or _free_title(book)
    if book.titled(title) and book.behaviour.titles is InUse.RENUMBERED:
        title = _free_title(book)
    _check_title(book, title, None)
    grid = given.get("gridProperties", {}).copy()
    rows, columns = grid.pop("rowCount", 1000), grid.pop("columnCount", 26)
    _check_size(book.sheets, rows, columns)
    sheet = Sheet.new(sheet_id, title, rows, columns)
    position = min(given.pop("index", len(book.sheets)), len(book.sheets))
    sheet.properties = {**given, **sheet.properties, "gridProperties": grid}
    book.sheets.insert(position, sheet)
    _check_frozen(sheet)
    return {"properties": sheet_properties(book, sheet)}


def _delete_sheet(context: RequestContext, asked: Message) -> None:
    book = context.book
    sheet = context.sheet(asked.get("sheetId", 0), "sheet")
    if len(book.sheets) == 1:
        raise invalid("You can't remove all the sheets in a document.")
    if not sheet.properties.get("hidden"):
        _check_one_visible(book, sheet, "You can't remove all the visible sheets in a document.")
    context.must_edit(Area(sheet.id))
    book.sheets.remove(sheet)


def _update_sheet_properties(context: RequestContext, asked: Message) -> None:
    given, book = asked.get("properties", {}), context.book
    mask = update_mask(asked.get("fields"), "SheetProperties")
    sheet = context.sheet(given.get("sheetId", 0), "sheet")
    context.must_edit_tab(sheet)
    if wants(mask, "index") or any(wants(mask, "gridProperties", one) for one in _SIZE):
        raise NotAnsweredError("updateSheetProperties that moves or resizes a tab")
    new = updated(sheet.properties, given, mask)
    if new.get("title") != sheet.title:
        _check_title(book, new.get("title", ""), sheet)
    if new.get("hidden"):
        _check_one_visible(book, sheet, "You can't hide all the sheets in a document.")
    sheet.properties = {**new, "sheetId": sheet.id, "sheetType": "GRID"}
    _check_frozen(sheet)


def _update_spreadsheet_properties(context: RequestContext, asked: Message) -> None:
    mask = update_mask(asked.get("fields"), "SpreadsheetProperties")
    given = asked.get("properties", {})
    wanted = mask.keys() or given.keys()
    missing = sorted(wanted - {key for key, value in given.items() if value})
    if missing:
        raise invalid(f"{missing[0]} must be specified.")
    context.book.properties = updated(context.book.properties, given, {key: {} for key in wanted})


def _check_title(book: Spreadsheet, title: str, own: Sheet | None) -> None:
    if not title:
        raise invalid("Sheet name cannot be empty.")
    if len(title) > _LONGEST_TITLE:
        raise invalid(f"Sheet name cannot be longer than {_LONGEST_TITLE} characters.")
    if book.titled(title) not in (None, own) and book.behaviour.titles is not InUse.ACCEPTED:
        said = f'A sheet with the name "{title}" already exists. Please enter another name.'
        raise in_use(book.behaviour.titles, said)


def _free_title(book: Spreadsheet) -> str:
    """Return a title that no tab has."""
    stem = "シート" if book.properties["locale"].startswith("ja") else "Sheet"
    number = len(book.sheets) + 1
    while book.titled(f"{stem}{number}"):
        number += 1
    return f"{stem}{number}"


def _check_one_visible(book: Spreadsheet, but: Sheet, message: str) -> None:
    if all(sheet is but or sheet.properties.get("hidden") for sheet in book.sheets):
        raise invalid(message)


def _check_size(others: Sequence[Sheet], rows: int, columns: int) -> None:
    """Check that a tab of this size fits, before its rows are made: half a million take seconds."""
    if rows * columns + sum(math.prod(sheet.size) for sheet in others) > _MOST_CELLS:
        raise invalid(
            "This action would increase the number of cells in the workbook above the limit of "
            f"{_MOST_CELLS} cells."
        )


def _check_frozen(sheet: Sheet) -> None:
    grid = sheet.properties.get("gridProperties", {})
    for dimension, count in zip((ROWS, COLUMNS), sheet.size, strict=True):
        if grid.get(FROZEN[dimension], 0) >= count:
            raise invalid(f"You can't freeze all visible {dimension.lower()} on the sheet.")


ANSWERS: Answers = {
    "addSheet": _add_sheet,
    "deleteSheet": _delete_sheet,
    "updateSheetProperties": _update_sheet_properties,
    "updateSpreadsheetProperties": _update_spreadsheet_properties,
}
