"""The tabs of a new workbook: Start, Tickets, those of the script, and staff's own."""

from __future__ import annotations

from datetime import date, time, timedelta
from typing import TYPE_CHECKING

from backoffice.books.new_desks import TabContents
from backoffice.books.workbook.create.formats import WorkbookFormats
from backoffice.books.workbook.create.tab_rules import add_validation, colour_stages, colour_tickets
from backoffice.sheet.columns import frozen_columns
from backoffice.sheet.design.cell_formats import ROW_HEIGHT, base_format, heading_height
from backoffice.sheet.design.colours import GROUPS, heading_colours
from backoffice.sheet.design.start_page import WIDTHS, page_rows
from backoffice.sheet.design.text_width import width_of
from backoffice.sheet.headings import Column, Tab
from backoffice.sheet.snapshot import Cell, Link, LinkedText
from estimator.policy.label import Label

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

LAST_ROW = 20_000
"""Last row with checks, colours and filters; at least `ROOM` rows more than are filled, where there are."""

ROOM = 1_000
_MOST_ROWS = 1_048_576
_OWN_WIDTH = 16
_ALLOWED = (
    *("sort", "autofilter", "format_columns", "format_rows"),
    *("select_locked_cells", "select_unlocked_cells"),
)
"""What may be done in a tab of the script."""


def fill_start(sheet: Worksheet, formats: WorkbookFormats, shop: Label) -> None:
    """Write the page Start."""
    for index, width in enumerate(WIDTHS):
        sheet.set_column(index, index, width, formats.get(base_format()))
    sheet.hide_gridlines(2)
    for index, row in enumerate(page_rows(shop, formats.language, on_google=False)):
        if row.height is not None:
            sheet.set_row(index, row.height)
        for cell in row.cells:
            cell_format = formats.get(cell.cell_format)
            if cell.tab:
                sheet.write_url(
                    index, cell.column, f"internal:'{cell.text}'!A1", cell_format, cell.text
                )
            elif cell.text:
                sheet.write_string(index, cell.column, cell.text, cell_format)
            else:
                sheet.write_blank(index, cell.column, None, cell_format)
    sheet.set_paper(9)
    sheet.center_horizontally()
    sheet.fit_to_pages(1, 1)
    sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.5)
    sheet.set_first_sheet()
    sheet.activate()
    sheet.protect("", {"format_columns": True, "format_rows": True})


def fill_desk_tab(sheet: Worksheet, formats: WorkbookFormats, contents: TabContents) -> None:
    """Write Tickets or a tab of the script: headings, formats, checks, colours and rows.

    A tab of the script is protected, without a password.
    """
    locked = contents.tab is not Tab.TICKETS
    last = min(_MOST_ROWS, max(LAST_ROW, len(contents.rows) + ROOM))
    _headings(sheet, formats, contents)
    _set_columns(sheet, formats, contents, locked=locked)
    if not locked:
        sheet.set_default_row(ROW_HEIGHT)
        add_validation(sheet, contents.columns, formats.language, last)
        colour_tickets(sheet, formats, contents, last)
    elif contents.tab in (Tab.QUOTES, Tab.TODAY):
        colour_stages(sheet, formats, contents, last)
    _rows(sheet, formats, contents, locked=locked)
    _finish(sheet, contents, last)
    if locked:
        sheet.protect("", dict.fromkeys(_ALLOWED, True))


def fill_own_tab(sheet: Worksheet, formats: WorkbookFormats, contents: TabContents) -> None:
    """Write the cells of a tab of staff's own."""
    for row, cells in enumerate(contents.rows):
        for index, cell in enumerate(cells):
            _write_cell(sheet, row, index, cell, formats, None, None)


def _set_columns(
    sheet: Worksheet, formats: WorkbookFormats, contents: TabContents, *, locked: bool
) -> None:
    for index, column in enumerate(contents.columns):
        if column:
            cell_format = formats.column(column, locked=locked)
            options = {"hidden": True} if column.hidden else {}
            sheet.set_column(index, index, width_of(column), cell_format, options)
        else:
            sheet.set_column(index, index, _OWN_WIDTH)


def _rows(
    sheet: Worksheet, formats: WorkbookFormats, contents: TabContents, *, locked: bool
) -> None:
    """Write the rows below the headings, as typed."""
    beyond = [None] * (contents.width - len(contents.columns))  # as far as the longest row goes
    by_column = [
        (column, formats.column(column, locked=locked) if column else None)
        for column in (*contents.columns, *beyond)
    ]
    for row, cells in enumerate(contents.rows[1:], start=1):
        for index, (cell, (column, usual)) in enumerate(zip(cells, by_column, strict=False)):
            _write_cell(sheet, row, index, cell, formats, column, usual)


def _headings(sheet: Worksheet, formats: WorkbookFormats, contents: TabContents) -> None:
    known = [column for column in contents.columns if column]
    colours = iter(heading_colours(contents.tab or Tab.TICKETS, known))
    for index, text in enumerate(contents.rows[0]):
        column = contents.columns[index] if index < len(contents.columns) else None
        fill, edge = next(colours) if column else GROUPS["notes"]
        cell = formats.heading(fill, edge)
        if column and text == column.heading(formats.language):
            first, second = str(text).split("\n")
            first_format, second_format = formats.heading_texts(fill)
            sheet.write_rich_string(
                0, index, first_format, first + "\n", second_format, second, cell
            )
        else:
            _write_cell(sheet, 0, index, text, formats, None, cell)
    sheet.set_row(0, heading_height(known, formats.language))


def _finish(sheet: Worksheet, contents: TabContents, last: int) -> None:
    """Freeze the headings, add the filter and set up printing."""
    sheet.ignore_errors({"number_stored_as_text": f"A1:XFD{last}"})
    sheet.freeze_panes(1, frozen_columns(contents.tab))
    sheet.autofilter(0, 0, last - 1, contents.width - 1)
    sheet.hide_gridlines(2)
    sheet.set_landscape()
    sheet.set_paper(9)  # A4
    sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
    sheet.fit_to_pages(2 if contents.tab is Tab.QUOTES else 1, 0)
    if contents.tab in (Tab.TICKETS, Tab.QUOTES):
        sheet.repeat_columns(0, frozen_columns(contents.tab) - 1)
    sheet.repeat_rows(0)
    sheet.set_footer("&L&A&R&P / &N")


def _write_cell(
    sheet: Worksheet,
    row: int,
    index: int,
    value: Cell | Link,
    formats: WorkbookFormats,
    column: Column | None,
    usual: Format | None,
) -> None:
    """Write one value with its type: text stays text, and a day stays a day in any column.

    `row` and `index` count from 0; an empty cell is not written; `usual` is the format of the column.
    """
    cell_format = formats.of_value(value, column, usual)
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
