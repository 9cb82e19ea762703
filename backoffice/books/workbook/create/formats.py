"""The formats of a new workbook."""

from __future__ import annotations

from datetime import date, time, timedelta
from typing import TYPE_CHECKING

from backoffice.sheet.design import cell_formats
from backoffice.sheet.design.cell_formats import CellFormat, value_number_format
from backoffice.sheet.headings import Column, Kind
from backoffice.sheet.snapshot import Cell, Link

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.workbook import Workbook as XlsxBook

_DATED = (Kind.DATE, Kind.MOMENT)


class WorkbookFormats:
    """The formats of one new workbook; equal ones are created once.

    Args:
        book: The workbook that is being written.
        language: Of the sheet.
        digits: Decimal places of its currency.
    """

    def __init__(self, book: XlsxBook, language: str, digits: int) -> None:
        self._book = book
        self.language, self._digits = language, digits
        self._formats: dict[tuple[tuple[str, object], ...], Format] = {}

    def get(self, wanted: CellFormat) -> Format:
        """Return the format with these properties."""
        key = tuple(sorted(wanted.items()))
        if key not in self._formats:
            self._formats[key] = self._book.add_format(dict(wanted))
        return self._formats[key]

    def rule_format(self, wanted: CellFormat) -> Format:
        """Return a format for a conditional format: only the properties that it changes."""
        return self._book.add_format(dict(wanted))

    def column(self, column: Column, *, locked: bool) -> Format:
        """Return the format of the cells of `column`."""
        return self.get(
            {**cell_formats.column_format(column, self.language, self._digits), "locked": locked}
        )

    def of_value(
        self, value: Cell | Link, column: Column | None, usual: Format | None
    ) -> Format | None:
        """Return the usual format, or another where that one would show `value` as another type."""
        dated = column is not None and column.kind in _DATED
        if isinstance(value, timedelta) or (isinstance(value, date | time) and not dated):
            return self._with_number_format(column, value_number_format(value))
        if dated and isinstance(value, int | float) and not isinstance(value, bool):
            return self._with_number_format(column, "General")
        return usual

    def _with_number_format(self, column: Column | None, number_format: str) -> Format:
        """Return the format of a cell of `column` with another number format."""
        usual = (
            cell_formats.column_format(column, self.language, self._digits)
            if column
            else cell_formats.base_format()
        )
        return self.get({**usual, "num_format": number_format})

    def heading(self, fill: str, edge: str) -> Format:
        """Return the format of a heading cell."""
        return self.get(cell_formats.heading_format(fill, edge))

    def heading_texts(self, fill: str) -> tuple[Format, Format]:
        """Return the text formats of a heading's first and second language on `fill`."""
        first, second = cell_formats.heading_text_formats(fill)
        return self.get(first), self.get(second)
