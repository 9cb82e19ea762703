"""Room for more rows in a tab that is full, and for columns added later in the filter of Tickets."""

from __future__ import annotations

from collections.abc import Iterator

from backoffice.books.google.format_requests import paste, set_filter
from backoffice.books.google.request_kinds import Request, add_empty, grid_range
from backoffice.books.google.sheet_state import Grid
from backoffice.sheet.reach_of_tickets import filter_width
from backoffice.sheet.snapshot import Sheet

ROOM = 200
"""Rows that a tab gets beyond what it needs when it grows."""


def grown(grid: Grid, height: int, *, validation: bool = False) -> list[Request]:
    """Return requests that give a tab room for `height` rows with the heading, formatted like its second row.

    With `validation`, dropdowns and checks are copied as well.
    """
    if height <= grid.height:
        return []
    more = height + ROOM - grid.height
    requests = [add_empty(grid.sheet_id, "ROWS", more)]
    if grid.height > 1:
        source = grid_range(grid.sheet_id, rows=(1, 2))
        target = grid_range(grid.sheet_id, rows=(grid.height, grid.height + more))
        requests.append(paste(source, target, "PASTE_FORMAT"))
        if validation:
            requests.append(paste(source, target, "PASTE_DATA_VALIDATION"))
    return requests


def wider_filter(tickets: Sheet, grid: Grid) -> Iterator[Request]:
    """Yield the request that adds columns to the filter of Tickets with what it hides; none if all are in it."""
    area = grid.filter.get("range", {})
    if not tickets.rows or not area.get("endColumnIndex") or area.get("startRowIndex", 0):
        return
    width = filter_width(tickets.rows[0], area["endColumnIndex"])
    if width > area["endColumnIndex"]:
        kept = {key: grid.filter[key] for key in ("filterSpecs",) if key in grid.filter}
        yield set_filter({**area, "endColumnIndex": width}, kept)
