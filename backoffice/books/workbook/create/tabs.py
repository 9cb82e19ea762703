"""Tickets, the script tabs and staff's own tabs of a new workbook."""

from __future__ import annotations

from typing import TYPE_CHECKING

from backoffice.books.workbook.create.cell_writing import write_cell
from backoffice.books.workbook.create.formats import WorkbookFormats
from backoffice.books.workbook.create.tab_rules import add_validation, colour_stages, colour_tickets
from backoffice.sheet.columns import frozen_columns
from backoffice.sheet.design.cell_formats import ROW_HEIGHT, heading_height
from backoffice.sheet.design.colours import GROUPS, heading_colours
from backoffice.sheet.design.text_width import width_of
from backoffice.sheet.headings import Column, Tab
from backoffice.sheet.tab_contents import TabContents

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

LAST_ROW = 20_000
"""Last row with checks, colours and filters; at least `ROOM` rows more than are filled, where there are."""

ROOM = 1_000
_MOST_ROWS = 1_048_576
_OWN_WIDTH = 16


def fill_tickets(
    sheet: Worksheet, formats: WorkbookFormats, contents: TabContents, language: str
) -> None:
    """Write Tickets: headings, formats, checks, colours and rows."""
    last = _last_row(contents)
    _headings(sheet, formats, contents, language)
    _set_columns(sheet, formats, contents, locked=False)
    sheet.set_default_row(ROW_HEIGHT)
    add_validation(sheet, contents.columns, language, last)
    colour_tickets(sheet, formats, contents.column_index, contents.width, last)
    _rows(sheet, formats, contents, locked=False)
    _finish(sheet, contents)


def fill_script_tab(
    sheet: Worksheet, formats: WorkbookFormats, contents: TabContents, language: str
) -> None:
    """Write a tab of the script: headings and formats, protected without a password."""
    _headings(sheet, formats, contents, language)
    _set_columns(sheet, formats, contents, locked=True)
    if contents.tab in (Tab.QUOTES, Tab.TODAY):
        known = [column for column in contents.columns if column]
        colour_stages(sheet, formats, known, language, _last_row(contents))
    _rows(sheet, formats, contents, locked=True)
    _finish(sheet, contents)
    sheet.protect(
        "",
        {
            "sort": True,
            "autofilter": True,
            "format_columns": True,
            "format_rows": True,
            "select_locked_cells": True,
            "select_unlocked_cells": True,
        },
    )


def fill_own_tab(sheet: Worksheet, formats: WorkbookFormats, contents: TabContents) -> None:
    """Write the cells of a tab of staff's own."""
    for row, cells in enumerate(contents.rows):
        for index, cell in enumerate(cells):
            write_cell(sheet, row, index, cell, formats, None, None)


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
    by_column = _formats_by_column(formats, contents, locked=locked)
    for row, cells in enumerate(contents.rows[1:], start=1):
        for index, (cell, (column, usual)) in enumerate(zip(cells, by_column, strict=False)):
            write_cell(sheet, row, index, cell, formats, column, usual)


def _formats_by_column(
    formats: WorkbookFormats, contents: TabContents, *, locked: bool
) -> list[tuple[Column | None, Format | None]]:
    """Return column and usual format, as far as the longest row goes."""
    known = [*contents.columns, *[None] * (contents.width - len(contents.columns))]
    return [(column, formats.column(column, locked=locked) if column else None) for column in known]


def _headings(
    sheet: Worksheet, formats: WorkbookFormats, contents: TabContents, language: str
) -> None:
    known = [column for column in contents.columns if column]
    colours = iter(heading_colours(contents.tab or Tab.TICKETS, known))
    for index, text in enumerate(contents.rows[0]):
        column = contents.columns[index] if index < len(contents.columns) else None
        fill, edge = next(colours) if column else GROUPS["notes"]
        cell = formats.heading(fill, edge)
        if column and text == column.heading(language):
            first, second = str(text).split("\n")
            first_format, second_format = formats.heading_texts(fill)
            sheet.write_rich_string(
                0, index, first_format, first + "\n", second_format, second, cell
            )
        else:
            write_cell(sheet, 0, index, text, formats, None, cell)
    sheet.set_row(0, heading_height(known, language))


def _last_row(contents: TabContents) -> int:
    return min(_MOST_ROWS, max(LAST_ROW, len(contents.rows) + ROOM))


def _finish(sheet: Worksheet, contents: TabContents) -> None:
    """Freeze the headings, add the filter and set up printing."""
    last = _last_row(contents)
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
