"""What of Tickets is printed: the filled rows, and columns in groups that each fit on the width of a page."""

from __future__ import annotations

from collections.abc import Sequence

from backoffice.sheet.columns import NOT_PRINTED, PAGE_STARTS, frozen_columns
from backoffice.sheet.headings import Column, Tab, find_column
from backoffice.sheet.snapshot import Row, is_filled

LEAST_ROWS = 21
"""A desk with fewer filled rows prints its first numbered ones, to be filled in by hand."""


def pages_of_columns(headings: Row) -> list[tuple[int, int]]:
    """Return the first and the last index of the columns of each page; the frozen ones are on every page.

    Args:
        headings: Of Tickets, as staff have ordered them; a column of their own is printed where it is.
    """
    left_out, starts = _indices(NOT_PRINTED, headings), _indices(PAGE_STARTS, headings)
    frozen = frozen_columns(Tab.TICKETS)
    pages: list[list[int]] = [[]]
    for index in range(len(headings)):
        if index < frozen:
            pages[-1].append(index)
            continue
        if index in left_out or index in starts:
            pages.append([])
        if index not in left_out:
            pages[-1].append(index)
    return [(page[0], page[-1]) for page in pages if page]


def _indices(columns: Sequence[Column], headings: Row) -> set[int]:
    return {index for column in columns for index in find_column(column, headings)}


def last_printed_row(rows: Sequence[Row], ticket: int) -> int:
    """Return the last of `rows`, counted from 1, with more than a number, which is in the column `ticket`."""
    numbers = range(len(rows), LEAST_ROWS, -1)
    return next((each for each in numbers if _is_filled(rows[each - 1], ticket)), LEAST_ROWS)


def _is_filled(row: Row, ticket: int) -> bool:
    return any(is_filled(cell) for index, cell in enumerate(row) if index != ticket)
