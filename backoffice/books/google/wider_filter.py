"""The filter of Tickets, made wider for columns that a desk was given later."""

from __future__ import annotations

from collections.abc import Iterator

from backoffice.books.google.format_requests import set_filter
from backoffice.books.google.request_kinds import Request
from backoffice.books.google.sheet_state import Grid
from backoffice.sheet.filtered_columns import filter_width
from backoffice.sheet.snapshot import Sheet


def wider_filter(tickets: Sheet, grid: Grid) -> Iterator[Request]:
    """Yield the request that adds columns to the filter of Tickets with what it hides; none if all are in it."""
    area = grid.filter.get("range", {})
    if not tickets.rows or not area.get("endColumnIndex") or area.get("startRowIndex", 0):
        return
    width = filter_width(tickets.rows[0], area["endColumnIndex"])
    if width > area["endColumnIndex"]:
        kept = {key: grid.filter[key] for key in ("filterSpecs",) if key in grid.filter}
        yield set_filter({**area, "endColumnIndex": width}, kept)
