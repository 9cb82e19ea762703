"""The file's and the tabs' own properties: new tabs, copies, names, order, frozen lines."""

from __future__ import annotations

import copy
from dataclasses import replace
from typing import Any

from tests.emulator.asking import Asking
from tests.emulator.masks import MaskError, check_mask, coloured, update_mask, updated
from tests.emulator.model import Sheet, new_number
from tests.emulator.places import COLUMNS, ROWS, Area
from tests.emulator.problems import NotAnsweredError, invalid
from tests.emulator.references import LOST, Reference, rewrite_all
from tests.emulator.schemas import SHEETS
from tests.emulator.seeing import DEFAULT_FORMAT
from tests.emulator.updates.shifting import FROZEN, delete_lines, insert_lines

Message = dict[str, Any]
_MOST_CELLS = 10_000_000
_BOOK_FIELDS = frozenset({"title", "locale", "timeZone", "autoRecalc"})


def sheet_properties(asking_book: Any, sheet: Sheet) -> Message:
    """Return the SheetProperties of a tab, its place and size included."""
    rows, columns = sheet.size
    grid = {"rowCount": rows, "columnCount": columns} | sheet.properties.get("gridProperties", {})
    index = {"index": asking_book.sheets.index(sheet)}
    return sheet.properties | index | {"gridProperties": grid}


def _add_sheet(asking: Asking, asked: Message) -> Message:
    given = coloured(asked.get("properties", {}))
    if given.get("sheetType", "GRID") != "GRID":
        raise NotAnsweredError("tabs other than grids")
    book = asking.book
    used = {sheet.id for sheet in book.sheets}
    sheet_id = given.get("sheetId", new_number(used))
    if sheet_id in used:
        raise invalid(f"Sheet with ID {sheet_id} already exists.")
    title = given.get("title") or _free_title(asking, "シート" if _is_japanese(asking) else "Sheet")
    _check_title(asking, title, None)
    grid = dict(given.get("gridProperties", {}))
    sheet = Sheet.new(sheet_id, title, grid.pop("rowCount", 1000), grid.pop("columnCount", 26))
    sheet.properties |= {
        key: given[key] for key in given if key not in ("index", "sheetId", "title")
    }
    sheet.properties["gridProperties"] = grid
    book.sheets.insert(min(given.get("index", len(book.sheets)), len(book.sheets)), sheet)
    _check_size(asking)
    _check_frozen(sheet)
    return {"properties": sheet_properties(book, sheet)}


def _delete_sheet(asking: Asking, asked: Message) -> None:
    sheet = _tab(asking, asked.get("sheetId", 0))
    book = asking.book
    if len(book.sheets) == 1:
        raise invalid("You can't remove all the sheets in a document.")
    if not sheet.properties.get("hidden"):
        _check_one_visible(asking, sheet, "You can't remove all the visible sheets in a document.")
    asking.must_edit(Area(sheet.id))
    book.sheets.remove(sheet)
    _forget(asking, sheet.title)
    book.named = [one for one in book.named if one["range"].get("sheetId", 0) != sheet.id]
    book.metadata = [one for one in book.metadata if _tab_of(one) != sheet.id]


def _duplicate_sheet(asking: Asking, asked: Message) -> Message:
    source = _tab(asking, asked.get("sourceSheetId", 0))
    book = asking.book
    used = {sheet.id for sheet in book.sheets}
    new_id = asked.get("newSheetId", new_number(used))
    if new_id in used:
        raise invalid(f"Sheet with ID {new_id} already exists.")
    title = asked.get("newSheetName") or _free_title(asking, f"Copy of {source.title}", first="")
    _check_title(asking, title, None)
    sheet = source.copy()
    sheet.properties |= {"sheetId": new_id, "title": title}
    _renumber(asking, sheet)
    book.sheets.insert(min(asked.get("insertSheetIndex", 0), len(book.sheets)), sheet)
    _check_size(asking)
    return {"properties": sheet_properties(book, sheet)}


def _renumber(asking: Asking, sheet: Sheet) -> None:
    """Give all that stands on a copied tab the copy's id and ids of its own."""
    used = {one["protectedRangeId"] for tab in asking.book.sheets for one in tab.protected}
    used |= {one["bandedRangeId"] for tab in asking.book.sheets for one in tab.bands}
    sheet.merges = [Area.of(area.grid_range | {"sheetId": sheet.id}) for area in sheet.merges]
    for protection in sheet.protected:
        protection["protectedRangeId"] = new_number(used)
    for band in sheet.bands:
        band["bandedRangeId"] = new_number(used)
    things = [*sheet.protected, *sheet.bands, *([sheet.filter] if sheet.filter else [])]
    for thing in things:
        thing["range"]["sheetId"] = sheet.id
        for place in thing.get("unprotectedRanges", []):
            place["sheetId"] = sheet.id
    for rule in sheet.rules:
        for place in rule["ranges"]:
            place["sheetId"] = sheet.id


def _update_sheet_properties(asking: Asking, asked: Message) -> None:
    given = asked.get("properties", {})
    mask = update_mask(asked.get("fields"))
    _check_fields("SheetProperties", mask)
    sheet = _tab(asking, given.get("sheetId", 0))
    asking.must_edit_tab(sheet)
    old = sheet_properties(asking.book, sheet)
    new = updated(old, coloured(given), mask)
    new["sheetId"] = sheet.id
    if new.get("title") != sheet.title:
        _check_title(asking, new.get("title", ""), sheet)
        _rename(asking, sheet.title, new["title"])
    if new.get("hidden") and not old.get("hidden"):
        _check_one_visible(asking, sheet, "You can't hide all the sheets in a document.")
    grid = dict(new.pop("gridProperties", {}))
    index = new.pop("index", 0)
    sheet.properties = new | {"sheetType": "GRID"}
    size = (grid.pop("rowCount", 0), grid.pop("columnCount", 0))
    sheet.properties["gridProperties"] = {key: value for key, value in grid.items() if value}
    _resize(asking, sheet, size)
    if index != old["index"]:
        asking.book.sheets.remove(sheet)
        place = index if index < old["index"] else index - 1
        asking.book.sheets.insert(max(0, min(place, len(asking.book.sheets))), sheet)
    _check_frozen(sheet)


def _rename(asking: Asking, old: str, new: str) -> None:
    """Let formulas call a tab by its new name."""

    def spelled(reference: Reference, own: str) -> str:
        named = reference.tab is not None and reference.tab.casefold() == old.casefold()
        return str(replace(reference, tab=new) if named else reference)

    rewrite_all(asking.book, spelled)


def _forget(asking: Asking, title: str) -> None:
    """Let formulas point nowhere where they pointed at a tab that is gone."""

    def spelled(reference: Reference, own: str) -> str:
        gone = reference.tab is not None and reference.tab.casefold() == title.casefold()
        return LOST if gone else str(reference)

    rewrite_all(asking.book, spelled)


def _resize(asking: Asking, sheet: Sheet, size: tuple[int, int]) -> None:
    for dimension, old, new in zip((ROWS, COLUMNS), sheet.size, size, strict=True):
        if new < 1:
            raise invalid(
                f"{'rowCount' if dimension == ROWS else 'columnCount'} must be at least 1."
            )
        if new < old:
            asking.must_edit(Area(sheet.id).with_span(dimension, new, old))
            delete_lines(asking.book, sheet, dimension, new, old)
        elif new > old:
            insert_lines(asking.book, sheet, dimension, old, new - old)
    _check_size(asking)


def _update_spreadsheet_properties(asking: Asking, asked: Message) -> None:
    mask = update_mask(asked.get("fields"))
    _check_fields("SpreadsheetProperties", mask)
    given = asked.get("properties", {})
    wanted = set(mask) if mask else set(given)
    if not wanted <= _BOOK_FIELDS:
        odd = ", ".join(sorted(wanted - _BOOK_FIELDS))
        raise NotAnsweredError(f"updateSpreadsheetProperties of {odd}")
    for key in wanted:
        if not given.get(key):
            raise invalid(f"{key} must be specified.")
    asking.book.properties.update({key: given[key] for key in wanted})


def book_properties(asking: Asking) -> Message:
    """Return the SpreadsheetProperties."""
    return asking.book.properties | {"defaultFormat": copy.deepcopy(DEFAULT_FORMAT)}


def _tab(asking: Asking, sheet_id: int) -> Sheet:
    sheet = asking.book.sheet(sheet_id)
    if sheet is None:
        raise invalid(f"No sheet with id: {sheet_id}")
    return sheet


def _tab_of(mark: Message) -> int | None:
    location = mark["location"]
    if "dimensionRange" in location:
        return int(location["dimensionRange"].get("sheetId", 0))
    return location.get("sheetId")  # type: ignore[no-any-return]


def _check_fields(schema: str, mask: Any) -> None:
    try:
        check_mask(SHEETS, schema, mask)
    except MaskError as error:
        raise invalid(f"Invalid field: {error}") from error


def _check_title(asking: Asking, title: str, own: Sheet | None) -> None:
    if not title:
        raise invalid("Sheet name cannot be empty.")
    if len(title) > 100:
        raise invalid("Sheet name cannot be longer than 100 characters.")
    if asking.book.titled(title) not in (None, own):
        raise invalid(f'A sheet with the name "{title}" already exists. Please enter another name.')


def _free_title(asking: Asking, stem: str, first: str | None = None) -> str:
    """Return a title that no tab has: `stem` with the first number that is free."""
    if first == "" and asking.book.titled(stem) is None:
        return stem
    number = len(asking.book.sheets) + 1 if first is None else 2
    gap = " " if first == "" else ""
    while asking.book.titled(f"{stem}{gap}{number}"):
        number += 1
    return f"{stem}{gap}{number}"


def _is_japanese(asking: Asking) -> bool:
    return str(asking.book.properties["locale"]).startswith("ja")


def _check_one_visible(asking: Asking, but: Sheet, message: str) -> None:
    if all(sheet is but or sheet.properties.get("hidden") for sheet in asking.book.sheets):
        raise invalid(message)


def _check_size(asking: Asking) -> None:
    if (
        sum(rows * columns for rows, columns in (sheet.size for sheet in asking.book.sheets))
        > _MOST_CELLS
    ):
        raise invalid(
            "This action would increase the number of cells in the workbook above the limit of "
            f"{_MOST_CELLS} cells."
        )


def _check_frozen(sheet: Sheet) -> None:
    grid = sheet.properties.get("gridProperties", {})
    for dimension, count, name in zip(
        (ROWS, COLUMNS), sheet.size, ("rows", "columns"), strict=True
    ):
        if grid.get(FROZEN[dimension], 0) >= count:
            raise invalid(f"You can't freeze all visible {name} on the sheet.")


ANSWERS = {
    "addSheet": _add_sheet,
    "deleteSheet": _delete_sheet,
    "duplicateSheet": _duplicate_sheet,
    "updateSheetProperties": _update_sheet_properties,
    "updateSpreadsheetProperties": _update_spreadsheet_properties,
}
