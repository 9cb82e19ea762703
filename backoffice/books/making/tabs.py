"""Tickets and the script tabs of a new workbook."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING

from backoffice.books.book import Cell
from backoffice.books.columns import SCRIPT_COLUMNS
from backoffice.books.design.colours import heading_colours
from backoffice.books.design.looks import ROW_HEIGHT, heading_height
from backoffice.books.headings import Column, Tab
from backoffice.books.making.checks import add_checks, colour_stages, colour_tickets
from backoffice.books.making.looks import Looks
from backoffice.books.measures import width_of

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

LAST_ROW = 20_000
"""Checks, colours and filters reach this far from the first day."""


def fill_tickets(
    sheet: Worksheet,
    looks: Looks,
    columns: Sequence[Column],
    language: str,
    numbers: Iterable[str],
    tickets: Sequence[Mapping[str, Cell]],
) -> None:
    """Set up Tickets: headings, formats, checks, colours, the docket pad and first rows."""
    _headings(sheet, looks, Tab.TICKETS, columns, language)
    for place, column in enumerate(columns):
        sheet.set_column(place, place, width_of(column), looks.cell(column, locked=False))
    sheet.set_default_row(ROW_HEIGHT)
    add_checks(sheet, columns, language, LAST_ROW)
    places = {column.key: place for place, column in enumerate(columns)}
    colour_tickets(sheet, looks, places, len(columns), LAST_ROW)
    for row, number in enumerate(numbers, start=1):
        sheet.write_string(row, places["ticket"], number, looks.cell(columns[0], locked=False))
        typed = tickets[row - 1] if row <= len(tickets) else {}
        for key, value in typed.items():
            place = places[key]
            _type_in(sheet, row, place, value, looks, columns[place])
    sheet.ignore_errors({"number_stored_as_text": f"A1:XFD{LAST_ROW}"})
    _finish(sheet, columns, paper=8)


def fill_script_tab(sheet: Worksheet, looks: Looks, tab: Tab, language: str) -> None:
    """Set up a tab the script writes: headings and formats, protected without a password."""
    columns = SCRIPT_COLUMNS[tab]
    _headings(sheet, looks, tab, columns, language)
    for place, column in enumerate(columns):
        sheet.set_column(place, place, width_of(column), looks.cell(column, locked=True))
    if tab is Tab.QUOTES:
        colour_stages(sheet, looks, columns, language, LAST_ROW)
    sheet.ignore_errors({"number_stored_as_text": f"A1:XFD{LAST_ROW}"})
    _finish(sheet, columns, paper=9)
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


def _headings(
    sheet: Worksheet, looks: Looks, tab: Tab, columns: Sequence[Column], language: str
) -> None:
    colours = heading_colours(tab, columns)
    for place, (column, (fill, edge)) in enumerate(zip(columns, colours, strict=True)):
        first, second = column.heading(language).split("\n")
        big, small = looks.heading_lines(fill)
        cell = looks.heading(fill, edge)
        sheet.write_rich_string(0, place, big, first + "\n", small, second, cell)
    sheet.set_row(0, heading_height(columns, language))


def _type_in(
    sheet: Worksheet, row: int, place: int, value: Cell, looks: Looks, column: Column
) -> None:
    """Write one value as staff would have typed it."""
    cell = looks.cell(column, locked=False)
    if isinstance(value, str):
        if value:
            sheet.write_string(row, place, value, cell)
    elif isinstance(value, bool):
        sheet.write_boolean(row, place, value, cell)
    elif isinstance(value, date | datetime):
        sheet.write_datetime(row, place, value, cell)
    elif isinstance(value, int | float):
        sheet.write_number(row, place, value, cell)
    elif value is not None:
        raise TypeError(f"{column.key}: {value!r} is nothing that staff type")


def _finish(sheet: Worksheet, columns: Sequence[Column], paper: int) -> None:
    """Freeze, filter and print."""
    sheet.freeze_panes(1, 1)
    sheet.autofilter(0, 0, LAST_ROW - 1, len(columns) - 1)
    sheet.hide_gridlines(2)
    sheet.set_landscape()
    sheet.set_paper(paper)
    sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
    sheet.set_footer("&L&A&R&P / &N")
