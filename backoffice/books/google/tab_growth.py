"""Room for more rows in a tab that is full."""

from __future__ import annotations

from backoffice.books.google.format_requests import paste
from backoffice.books.google.request_kinds import (
    Request,
    add_empty_rows,
    grid_range,
)
from backoffice.books.google.sheet_state import Grid

ROOM = 200
"""Rows that a tab gets beyond what it needs when it grows."""


def grown(grid: Grid, height: int, *, validation: bool = False) -> list[Request]:
    """Return requests that give a tab room for `height` rows, formatted like its second row.

    Args:
        grid: As read.
        height: Rows needed, with the heading.
        validation: Whether dropdowns and checks are copied as well.
    """
    if height <= grid.height:
        return []
    more = height + ROOM - grid.height
    requests = [add_empty_rows(grid.sheet_id, more)]
    if grid.height > 1:
        source = grid_range(grid.sheet_id, rows=(1, 2))
        target = grid_range(grid.sheet_id, rows=(grid.height, grid.height + more))
        requests.append(paste(source, target, "PASTE_FORMAT"))
        if validation:
            requests.append(paste(source, target, "PASTE_DATA_VALIDATION"))
    return requests
