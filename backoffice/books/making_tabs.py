"""Tickets and the script tabs of a new workbook."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from math import ceil
from typing import TYPE_CHECKING
from unicodedata import east_asian_width

from backoffice.books.book import Cell
from backoffice.books.headings import SCRIPT_COLUMNS, Column, Tab
from backoffice.books.making_checks import add_checks, colour_stages, colour_tickets
from backoffice.books.making_looks import GROUPS, TAB_COLOURS, Looks

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet  # type: ignore[import-untyped]

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
    _headings(sheet, looks, columns, language, _group_colours(columns))
    for place, column in enumerate(columns):
        sheet.set_column(place, place, column.width, looks.cell(column, locked=False))
    sheet.set_default_row(20)
    add_checks(sheet, columns, language, LAST_ROW)
    colour_tickets(sheet, looks, columns, LAST_ROW)
    places = {column.key: place for place, column in enumerate(columns)}
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
    fill = TAB_COLOURS[tab]
    _headings(sheet, looks, columns, language, [(fill, fill)] * len(columns))
    for place, column in enumerate(columns):
        sheet.set_column(place, place, column.width, looks.cell(column, locked=True))
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
    sheet: Worksheet,
    looks: Looks,
    columns: Sequence[Column],
    language: str,
    colours: Sequence[tuple[str, str]],
) -> None:
    lines = 2
    for place, (column, (fill, edge)) in enumerate(zip(columns, colours, strict=True)):
        first, second = column.heading(language).split("\n")
        big, small = looks.heading_lines(fill)
        cell = looks.heading(fill, edge)
        sheet.write_rich_string(0, place, big, first + "\n", small, second, cell)
        lines = max(lines, _lines(first, column.width, 1.1) + _lines(second, column.width, 0.9))
    sheet.set_row(0, 14 * lines + 16)  # and room for the filter buttons below the words


def _lines(text: str, width: int, size: float) -> int:
    """Return how many lines `text` takes in a column, words kept whole."""
    lines, filled = 1, 0.0
    for word in _words(text):
        wide = sum(2 if east_asian_width(letter) in "WFA" else 1 for letter in word) * size
        if filled and filled + wide > width:
            lines, filled = lines + 1, 0.0
        lines += ceil(wide / width) - 1 if wide > width else 0
        filled += wide
    return lines


def _words(text: str) -> list[str]:
    """Return what may not be broken: words with their space, or single Japanese letters."""
    words, word = [], ""
    for letter in text:
        word += letter
        if letter == " " or east_asian_width(letter) in "WF":
            words.append(word)
            word = ""
    return [*words, word]


def _group_colours(columns: Sequence[Column]) -> list[tuple[str, str]]:
    colours, group = [], "ticket"
    for column in columns:
        key = "service" if column.service else column.key
        group = key if key in GROUPS else group
        colours.append(GROUPS[group])
    return colours


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
