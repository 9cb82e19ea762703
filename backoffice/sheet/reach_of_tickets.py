"""How far Tickets reaches: its last numbered row, the columns of its filter, and what of it is printed."""

from __future__ import annotations

import re
from collections.abc import Sequence
from unicodedata import normalize

from backoffice.sheet.columns import (
    FIRST_COLUMNS,
    NOT_PRINTED,
    OPTIONAL,
    PAGE_STARTS,
    frozen_columns,
)
from backoffice.sheet.headings import Column, Tab, find_column
from backoffice.sheet.snapshot import Cell, Row, is_filled

_NUMBER = re.compile(r"\s*[A-Za-z]+\W?\d+\s*")

LEAST_ROWS = 21
"""A desk with fewer filled rows prints its first numbered ones, to be filled in by hand."""


def last_numbered_row(rows: Sequence[Sequence[Cell]], column: int) -> int:
    """Return the row, counted from 1, of the last ticket number; 1 if there is none.

    A memo far below the tickets is none, also in their `column`.
    """
    numbered = (
        number
        for number in range(len(rows), 1, -1)
        if len(rows[number - 1]) > column and _is_number(rows[number - 1][column])
    )
    return next(numbered, 1)


def _is_number(cell: Cell) -> bool:
    return isinstance(cell, str) and _NUMBER.fullmatch(normalize("NFKC", cell)) is not None


def filter_width(headings: Row, width: int) -> int:
    """Return how many columns the filter of Tickets should have.

    Columns at its right are added only where one is an optional column of the desk and no other column
    of the desk is there: staff may have made the filter narrower on purpose.  It has `width` now.
    """
    filled = [index for index, heading in enumerate(headings) if heading not in (None, "")]
    last = max(filled, default=-1) + 1
    added = set(range(width, last))
    offered, first = _indices(OPTIONAL, headings), _indices(FIRST_COLUMNS, headings)
    is_later = added & offered and not added & first
    return last if is_later and added <= set(filled) else width


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
