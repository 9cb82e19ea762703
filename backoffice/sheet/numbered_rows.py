"""The last row of Tickets that has a number: the docket pad grows below it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from unicodedata import normalize

from backoffice.sheet.snapshot import Cell

_NUMBER = re.compile(r"\s*[A-Za-z]+\W?\d+\s*")


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
