"""The formats of a new workbook."""

from __future__ import annotations

from typing import TYPE_CHECKING

from backoffice.sheet.design import cell_formats as looks
from backoffice.sheet.headings import Column

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.workbook import Workbook as XlsxBook


class Looks:
    """The formats of one new workbook; equal ones are made once.

    Args:
        book: The workbook in the making.
        language: Of the sheet.
        digits: Decimal places of its currency.
    """

    def __init__(self, book: XlsxBook, language: str, digits: int) -> None:
        self._book = book
        self._language, self._digits = language, digits
        self._made: dict[tuple[tuple[str, object], ...], Format] = {}

    def made(self, wanted: looks.Looks) -> Format:
        """Return the format with these properties."""
        key = tuple(sorted(wanted.items()))
        if key not in self._made:
            self._made[key] = self._book.add_format(dict(wanted))
        return self._made[key]

    def tint(self, wanted: looks.Looks) -> Format:
        """Return a format for a rule: only what it changes."""
        return self._book.add_format(dict(wanted))

    def cell(self, column: Column, *, locked: bool) -> Format:
        """Return the format of the cells of `column`."""
        return self.made({**looks.cell(column, self._language, self._digits), "locked": locked})

    def own(self, column: Column | None, number_format: str) -> Format:
        """Return the format of a cell of `column` that shows its number in a way of its own."""
        usual = looks.cell(column, self._language, self._digits) if column else looks.of()
        return self.made({**usual, "num_format": number_format})

    def heading(self, fill: str, edge: str) -> Format:
        """Return the format of a heading cell."""
        return self.made(looks.heading(fill, edge))

    def heading_lines(self, fill: str) -> tuple[Format, Format]:
        """Return the type of a heading's first and second language on `fill`."""
        first, second = looks.heading_lines(fill)
        return self.made(first), self.made(second)
