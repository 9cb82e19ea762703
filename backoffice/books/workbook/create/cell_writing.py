"""Single cells of a new workbook: text stays text, a day is a day in whatever column it stands."""

from __future__ import annotations

from datetime import date, time, timedelta
from typing import TYPE_CHECKING

from backoffice.books.workbook.create.formats import WorkbookFormats
from backoffice.sheet.design.cell_formats import value_number_format
from backoffice.sheet.headings import Column, Kind
from backoffice.sheet.snapshot import Cell, Link

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

_DATED = (Kind.DATE, Kind.MOMENT)


def write_cell(
    sheet: Worksheet,
    row: int,
    place: int,
    value: Cell | Link,
    formats: WorkbookFormats,
    column: Column | None,
    usual: Format | None,
) -> None:
    """Write one value as staff would have typed it.

    Args:
        sheet: Where.
        row: From 0.
        place: Column, from 0.
        value: What; nothing is written for an empty one.
        formats: Of the book.
        column: The desk's column, if it is one.
        usual: How its cells look.
    """
    shown = _format(value, formats, column, usual)
    match value:
        case None | "":
            return
        case str():
            sheet.write_string(row, place, value, shown)
        case Link():
            target = value.sheet.replace("'", "''")
            sheet.write_url(row, place, f"internal:'{target}'!{value.cell}", shown, value.text)
        case bool():
            sheet.write_boolean(row, place, value, shown)
        case timedelta():
            sheet.write_number(row, place, value / timedelta(days=1), shown)
        case date() | time():
            sheet.write_datetime(row, place, value, shown)
        case int() | float():
            sheet.write_number(row, place, value, shown)
        case _:
            raise TypeError(f"{value!r} is nothing that staff type")


def _format(
    value: Cell | Link, formats: WorkbookFormats, column: Column | None, usual: Format | None
) -> Format | None:
    """Return the usual format, unless it would make `value` something else."""
    dated = column is not None and column.kind in _DATED
    if isinstance(value, timedelta) or (isinstance(value, date | time) and not dated):
        return formats.with_number_format(column, value_number_format(value))
    if dated and isinstance(value, int | float) and not isinstance(value, bool):
        return formats.with_number_format(column, "General")
    return usual
