"""The bytes of a workbook with the changes of one run and nothing else changed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial

from backoffice.books.changes import Changes
from backoffice.books.workbook.missing_tabs import with_missing_tabs
from backoffice.books.workbook.package.docket_pad import append_rows, blank_rows
from backoffice.books.workbook.package.named_areas import (
    printed_area,
    with_print_area,
    with_wider_filter,
)
from backoffice.books.workbook.package.tab_rows import replace_rows
from backoffice.books.workbook.package.workbook_package import WorkbookPackage
from backoffice.books.workbook.package.worksheet import has_formulas
from backoffice.sheet.columns import TICKET
from backoffice.sheet.design.text_width import width_of, wraps
from backoffice.sheet.heading_checks import only_index
from backoffice.sheet.headings import Tab
from backoffice.sheet.layout import script_headings, tab_name
from backoffice.sheet.script_columns import SCRIPT_COLUMNS


def with_changes(data: bytes, changes: Changes) -> Iterator[bytes | memoryview]:
    """Return the new file in pieces; `data` is the one that `changes.read` was read from.

    Raises:
        LayoutError: If a tab or the Ticket column is missing.
    """
    if changes.missing:
        data = with_missing_tabs(data, changes.missing, changes.former)
    book = WorkbookPackage(data)
    parts: dict[str, bytes | Iterator[bytes]] = {}
    chain = ""
    for tab, rows in changes.tabs.items():
        name = tab_name(tab, list(book.sheets))
        columns, heading = SCRIPT_COLUMNS[tab], script_headings(tab, name)
        old = book.read(book.sheets[name])
        parts[book.sheets[name]] = replace_rows(
            old,
            heading,
            rows,
            keep_heading=_first_row(changes, name, heading) == heading,
            wrapped={n: width_of(column) for n, column in enumerate(columns) if wraps(column)},
            date1904=book.date1904,
        )
        if has_formulas(old) and not chain:
            less, chain = book.without_calculation_chain()
            parts |= less
    tickets = changes.read.sheets[tab_name(Tab.TICKETS, list(book.sheets))]
    headings = tickets.rows[0]
    column = only_index(TICKET, tickets.name, headings) + 1
    part, old = book.sheets[tickets.name], book.read(book.workbook)
    read_tickets = partial(book.read, part)
    areas, wider = with_wider_filter(old, tickets.name, headings, read_tickets) or (old, b"")
    if changes.pad:
        pad, blank = changes.pad, blank_rows(tickets.rows, column)
        parts[part] = append_rows(wider or read_tickets(), pad, column, len(headings), blank)
    elif wider:
        parts[part] = wider
    area = printed_area(tickets.name, tickets.rows, column - 1)
    if (areas := with_print_area(areas, tickets.name, area)) != old:
        parts[book.workbook] = areas
    return book.changed(parts, {chain})


def _first_row(changes: Changes, name: str, heading: Sequence[str]) -> list[object]:
    """Return the heading of a tab as it was read; that of one that is made again is `heading`."""
    if name not in changes.read.sheets:
        return list(heading)
    return list(next(iter(changes.read.sheets[name].rows), ()))
