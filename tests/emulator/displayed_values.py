"""A spreadsheet as people see it: formulas worked out, days in their formats, where cells lead to."""

from __future__ import annotations

import re
from typing import cast

from tests.emulator.formats import is_date, shown
from tests.emulator.formulas import linked, work_out
from tests.emulator.masks import EVERYTHING, Mask, selected, wants
from tests.emulator.messages import CellData, CellValue, ExtendedValue, NumberFormat
from tests.emulator.model import Sheet, Spreadsheet

FORMATTED, UNFORMATTED, FORMULA = "FORMATTED_VALUE", "UNFORMATTED_VALUE", "FORMULA"
_ADDRESS = re.compile(r"https?://\S+")


class View:
    """The values of a spreadsheet."""

    def __init__(self, book: Spreadsheet) -> None:
        self._behaviour = book.behaviour
        self._without_value: dict[tuple[int, int], CellData] = {}

    def value(self, sheet: Sheet, row: int, column: int) -> CellValue | None:
        """Return the value of a cell, its formula worked out."""
        cell = sheet.cell(row, column)
        entered = cell.get("userEnteredValue")
        if not entered or (self._behaviour.chips == "nothing" and cell.get("chipRuns")):
            return None
        ((kind, typed),) = entered.items()
        if kind != "formulaValue":
            return cast("CellValue", typed)
        found = work_out(typed)
        if found is None and self._behaviour.pictures == "address":
            return str(typed.split('"')[1])
        return found

    def rendered(self, sheet: Sheet, row: int, column: int, how: str) -> CellValue:
        """Return the value of a cell by a ValueRenderOption, days as numbers; ``""`` for an empty one."""
        cell = sheet.cell(row, column)
        if how == FORMULA and "formulaValue" in cell.get("userEnteredValue", {}):
            return str(cell["userEnteredValue"]["formulaValue"])
        value = self.value(sheet, row, column)
        if value is None:
            return ""
        return self.formatted(cell, value) if how == FORMATTED else plain(value)

    def formatted(self, cell: CellData, value: CellValue) -> str:
        """Return `value` as text in the number format of `cell`."""
        if isinstance(value, bool):
            return str(value).upper()
        if isinstance(value, str):
            return value
        kind: NumberFormat = cell.get("userEnteredFormat", {}).get("numberFormat", {})
        return shown(value + self._behaviour.days_later * is_date(kind), kind)

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


def plain(value: CellValue) -> CellValue:
    """Return `value` with a whole number as int."""
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return int(value)
    return value


def extended(value: CellValue) -> ExtendedValue:
    """Return `value` as an ExtendedValue."""
    kinds = {bool: "boolValue", str: "stringValue"}
    return {kinds.get(type(value), "numberValue"): plain(value)}


def hyperlink(cell: CellData) -> str:
    """Return where a cell leads to; empty if nowhere, or to several addresses.

    Source: description of CellData; that a text which is an address leads there is assumed.
    """
    entered = cell.get("userEnteredValue", {})
    if formula := linked(entered.get("formulaValue", "")):
        return formula[0]
    looks = [run.get("format", {}) for run in cell.get("textFormatRuns", [])]
    looks.append(cell.get("userEnteredFormat", {}).get("textFormat", {}))
    chips = [run.get("chip", {}).get("richLinkProperties") for run in cell.get("chipRuns", [])]
    links = [one["uri"] for one in (*(look.get("link") for look in looks), *chips) if one]
    if not links and _ADDRESS.fullmatch(text := entered.get("stringValue", "")):
        return str(text)
    return str(links[0]) if len(set(links)) == 1 else ""
