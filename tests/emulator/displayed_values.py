"""A spreadsheet as people see it: formulas worked out, numbers in their formats."""

from __future__ import annotations

from typing import cast

from tests.emulator.formats import general, is_date, shown
from tests.emulator.formulas import LOST, Mistake, Value, work_out
from tests.emulator.hyperlinks import hyperlink
from tests.emulator.locales import Locale
from tests.emulator.masks import EVERYTHING, Mask, selected, wants
from tests.emulator.messages import CellData, CellValue, ExtendedValue, NumberFormat
from tests.emulator.model import Sheet, Spreadsheet
from tests.emulator.ranges import parse_area

FORMATTED, UNFORMATTED, FORMULA = "FORMATTED_VALUE", "UNFORMATTED_VALUE", "FORMULA"
SERIAL, AS_TEXT = "SERIAL_NUMBER", "FORMATTED_STRING"
_LOOP = Mistake("REF", "Circular dependency detected.")


class View:
    """The values of a spreadsheet; every formula is worked out once."""

    def __init__(self, book: Spreadsheet) -> None:
        self._book = book
        self.locale = Locale(book.properties["locale"])
        self._known: dict[tuple[int, int, int], Value] = {}
        self._without_value: dict[tuple[int, int], CellData] = {}

    def value(self, sheet: Sheet, row: int, column: int) -> Value:
        """Return the value of a cell, its formula worked out."""
        entered = sheet.cell(row, column).get("userEnteredValue")
        if not entered:
            return None
        formula = entered.get("formulaValue")
        if self._book.behaviour.chips == "nothing" and sheet.cell(row, column).get("chipRuns"):
            return None
        if formula is None:
            (typed,) = entered.values()
            return cast("Value", typed)
        place = (sheet.id, row, column)
        if place not in self._known:
            self._known[place] = _LOOP
            found = work_out(formula, lambda tab, cell: self._cell(sheet, tab, cell))
            if found is None and self._book.behaviour.pictures == "address":
                found = formula.split('"')[1]
            self._known[place] = found
        return self._known[place]

    def _cell(self, sheet: Sheet, tab: str | None, cell: str) -> Value:
        found = sheet if tab is None else self._book.titled(tab)
        area = parse_area(cell, found.id) if found else None
        if not found or not area:
            return LOST
        for row, column in found.positions(area):
            return self.value(found, row, column)
        return LOST

    def rendered(self, sheet: Sheet, row: int, column: int, how: str, dates: str) -> CellValue:
        """Return the value of a cell as a ValueRange has it; ``""`` for an empty one.

        Args:
            sheet: Its tab.
            row: Counted from 0.
            column: Counted from 0.
            how: A ValueRenderOption.
            dates: A DateTimeRenderOption.
        """
        cell = sheet.cell(row, column)
        if how == FORMULA and "formulaValue" in cell.get("userEnteredValue", {}):
            return str(cell["userEnteredValue"]["formulaValue"])
        value = self.value(sheet, row, column)
        if value is None:
            return ""
        dated = is_date(number_format(cell)) and dates == AS_TEXT
        if how == FORMATTED or isinstance(value, Mistake) or (dated and how == UNFORMATTED):
            return self.formatted(cell, value)
        return plain(value)

    def formatted(self, cell: CellData, value: Value) -> str:
        """Return `value` as text in the number format of `cell`."""
        if isinstance(value, Mistake):
            return value.shown
        if isinstance(value, bool):
            return str(value).upper()
        if isinstance(value, int | float):
            kind = number_format(cell)
            if is_date(kind):
                value += self._book.behaviour.days_later
            return shown(value, kind, self.locale) if kind else general(value, self.locale)
        return value or ""

    def cell_data(self, sheet: Sheet, row: int, column: int, mask: Mask = EVERYTHING) -> CellData:
        """Return the fields of a cell that `mask` means."""
        cell = sheet.cell(row, column)
        value = self.value(sheet, row, column)
        if value is None:  # thousands of cells of a grid are one object
            same = id(cell), id(mask)
            if same not in self._without_value:
                self._without_value[same] = selected(cell, mask)
            return self._without_value[same]
        cell = {**cell, "effectiveValue": extended(value)}
        if wants(mask, "formattedValue"):
            cell["formattedValue"] = self.formatted(cell, value)
        if wants(mask, "hyperlink") and (address := hyperlink(cell)):
            cell = {**cell, "hyperlink": address}
        return selected(cell, mask)


def number_format(cell: CellData) -> NumberFormat:
    """Return the number format of a cell; empty if it has none."""
    found: NumberFormat = cell.get("userEnteredFormat", {}).get("numberFormat", {})
    return found


def plain(value: CellValue) -> CellValue:
    """Return `value` with a whole number as int."""
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return int(value)
    return value


def extended(value: Value) -> ExtendedValue:
    """Return a `value` other than None as an ExtendedValue."""
    if isinstance(value, Mistake):
        return {"errorValue": {"type": value.kind, "message": value.message}}
    if isinstance(value, bool):
        return {"boolValue": value}
    if isinstance(value, str):
        return {"stringValue": value}
    return {"numberValue": plain(value or 0)}
