"""Single cells of a new workbook: text stays text, and a day stays a day in any column."""

from __future__ import annotations

from datetime import date, time, timedelta
from typing import TYPE_CHECKING

from backoffice.books.workbook.create.formats import WorkbookFormats
from backoffice.sheet.design.cell_formats import value_number_format
from backoffice.sheet.headings import Column, Kind
from backoffice.sheet.snapshot import Cell, Link, LinkedText

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

_DATED = (Kind.DATE, Kind.MOMENT)


def write_cell(
    sheet: Worksheet,
    row: int,
    index: int,
    value: Cell | Link,
    formats: WorkbookFormats,
    column: Column | None,
    usual: Format | None,
) -> None:
    """Write one value with its type.

    Args:
        sheet: The worksheet.
        row: From 0.
        index: Column, from 0.
        value: Its content; an empty cell is not written.
        formats: Of the workbook.
        column: The column of the desk; None in a column of staff's own.
        usual: The format of the column.
    """
    cell_format = _format(value, formats, column, usual)
    match value:
        case None | "":
            return
        case LinkedText():
            sheet.write_url(row, index, value.address, cell_format, str(value))
        case str():
            sheet.write_string(row, index, value, cell_format)
        case Link():
            target = value.sheet.replace("'", "''")
            sheet.write_url(
                row, index, f"internal:'{target}'!{value.cell}", cell_format, value.text
            )
        case bool():
            sheet.write_boolean(row, index, value, cell_format)
        case timedelta():
            sheet.write_number(row, index, value / timedelta(days=1), cell_format)
        case date() | time():
            sheet.write_datetime(row, index, value, cell_format)
        case int() | float():
            sheet.write_number(row, index, value, cell_format)
        case _:
            raise TypeError(f"{value!r} cannot be written to a cell")


def _format(
    value: Cell | Link, formats: WorkbookFormats, column: Column | None, usual: Format | None
) -> Format | None:
    """Return the usual format, or another where that one would show `value` as another type."""
    dated = column is not None and column.kind in _DATED
    if isinstance(value, timedelta) or (isinstance(value, date | time) and not dated):
        return formats.with_number_format(column, value_number_format(value))
    if dated and isinstance(value, int | float) and not isinstance(value, bool):
        return formats.with_number_format(column, "General")
    return usual
