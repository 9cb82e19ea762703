"""A spreadsheet as somebody sees it: values worked out, numbers in their formats."""

from __future__ import annotations

from typing import Any

from tests.emulator.formats import general, is_date, shown
from tests.emulator.formulas import Mistake, Value, work_out
from tests.emulator.locales import Locale
from tests.emulator.masks import Mask, selected, wants
from tests.emulator.model import Cell, Sheet, Spreadsheet
from tests.emulator.places import parse_area
from tests.emulator.problems import NotAnsweredError

FORMATTED, UNFORMATTED, FORMULA = "FORMATTED_VALUE", "UNFORMATTED_VALUE", "FORMULA"
SERIAL, AS_TEXT = "SERIAL_NUMBER", "FORMATTED_STRING"
_REFERENCE = Mistake("REF", "Reference does not exist.")
_LOOP = Mistake("REF", "Circular dependency detected.")

DEFAULT_FORMAT: dict[str, Any] = {
    "backgroundColor": {"red": 1, "green": 1, "blue": 1},
    "padding": {"top": 2, "right": 3, "bottom": 2, "left": 3},
    "verticalAlignment": "BOTTOM",
    "wrapStrategy": "OVERFLOW_CELL",
    "textFormat": {
        "foregroundColor": {},
        "fontFamily": "arial,sans,sans-serif",
        "fontSize": 10,
        "bold": False,
        "italic": False,
        "strikethrough": False,
        "underline": False,
        "foregroundColorStyle": {"rgbColor": {}},
    },
    "backgroundColorStyle": {"rgbColor": {"red": 1, "green": 1, "blue": 1}},
}


class View:
    """One look at a spreadsheet; every formula is worked out once."""

    def __init__(self, book: Spreadsheet) -> None:
        self._book = book
        self.locale = Locale(book.properties["locale"])
        self._known: dict[tuple[int, int, int], Value] = {}

    def value(self, sheet: Sheet, row: int, column: int) -> Value:
        """Return what a cell holds once its formula is worked out."""
        cell = sheet.cell(row, column)
        entered = cell.get("userEnteredValue")
        if not entered:
            return None
        kind, value = next(iter(entered.items()))
        if kind == "errorValue":
            return Mistake(value["type"], value["message"])
        if kind != "formulaValue":
            return value  # type: ignore[no-any-return]
        place = (sheet.id, row, column)
        if place not in self._known:
            self._known[place] = _LOOP
            self._known[place] = work_out(value, lambda tab, cells: self._values(sheet, tab, cells))
        return self._known[place]

    def _values(self, sheet: Sheet, tab: str | None, cells: str) -> list[Value]:
        found = sheet if tab is None else self._book.titled(tab)
        area = parse_area(cells, found.id) if found else None
        if not found or not area:
            return [_REFERENCE]
        places = list(found.places(area))
        return [self.value(found, row, column) for row, column in places] or [_REFERENCE]

    def rendered(self, sheet: Sheet, row: int, column: int, how: str, dates: str) -> Any:
        """Return a cell as ValueRange holds it; an empty one is ``""``."""
        cell = sheet.cell(row, column)
        if how == FORMULA and "formulaValue" in cell.get("userEnteredValue", {}):
            return cell["userEnteredValue"]["formulaValue"]
        value = self.value(sheet, row, column)
        if value is None:
            return ""
        dated = is_date(number_format(cell)) and dates == AS_TEXT
        if how == FORMATTED or isinstance(value, Mistake) or (dated and how == UNFORMATTED):
            return self.formatted(cell, value)
        return plain(value)

    def formatted(self, cell: Cell, value: Value) -> str:
        """Return `value` as `cell` shows it."""
        if isinstance(value, Mistake):
            return value.shown
        if isinstance(value, bool):
            return str(value).upper()
        if isinstance(value, int | float):
            kind = number_format(cell)
            return shown(value, kind, self.locale) if kind else general(value, self.locale)
        return value or ""

    def cell_data(self, sheet: Sheet, row: int, column: int, mask: Mask) -> dict[str, Any]:
        """Return the parts of a CellData that `mask` means, effective ones included."""
        cell = sheet.cell(row, column)
        data = dict(cell)
        value = self.value(sheet, row, column)
        if value is not None:
            data["effectiveValue"] = extended(value)
            if wants(mask, "formattedValue"):
                data["formattedValue"] = self.formatted(cell, value)
            link = _link(cell)
            if link:
                data["hyperlink"] = link
        if cell and wants(mask, "effectiveFormat"):
            data["effectiveFormat"] = _over(DEFAULT_FORMAT, cell.get("userEnteredFormat", {}))
        return selected(data, mask)  # type: ignore[no-any-return]


def check_effective_format(sheet: Sheet) -> None:
    """Refuse to say how cells look where rules or bands have a word in it.

    Raises:
        NotAnsweredError: If the tab has conditional formats or banding.
    """
    if sheet.rules or sheet.bands:
        raise NotAnsweredError(
            "effectiveFormat on tabs with conditional formats or banding; leave it out of 'fields'"
        )


def number_format(cell: Cell) -> dict[str, str]:
    """Return the NumberFormat of a cell; empty if it has none."""
    return cell.get("userEnteredFormat", {}).get("numberFormat", {})  # type: ignore[no-any-return]


def plain(value: Value) -> Any:
    """Return `value` as JSON; whole numbers without decimals."""
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return int(value)
    return value


def extended(value: Value) -> dict[str, Any]:
    """Return `value` as an ExtendedValue."""
    if isinstance(value, Mistake):
        return {"errorValue": {"type": value.kind, "message": value.message}}
    if isinstance(value, bool):
        return {"boolValue": value}
    return {"stringValue": value} if isinstance(value, str) else {"numberValue": plain(value)}


def _over(default: dict[str, Any], changed: dict[str, Any]) -> dict[str, Any]:
    both = dict(default)
    for key, value in changed.items():
        known = both.get(key)
        both[key] = _over(known, value) if key == "textFormat" and known else value
    return both


def _link(cell: Cell) -> str | None:
    formula = cell["userEnteredValue"].get("formulaValue", "")
    if formula.upper().startswith('=HYPERLINK("'):
        return str(formula[12:].split('"')[0])
    looks = [cell.get("userEnteredFormat", {}).get("textFormat", {})]
    looks += [run.get("format", {}) for run in cell.get("textFormatRuns", [])]
    links = {look["link"].get("uri") for look in looks if "link" in look}
    return links.pop() if len(links) == 1 else None
