"""Tabs of the script that somebody deleted, made again by the write that fills them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from backoffice.books.google.batch_get import Reading
from backoffice.books.google.closing_lock import new_tab_id
from backoffice.books.google.create.tabs import MIN_ROWS, tab_requests
from backoffice.books.google.request_kinds import (
    Request,
    add_empty,
    rename_tab,
)
from backoffice.books.google.sheet_state import Grid
from backoffice.books.new_desks import NewDesk, TabContents
from backoffice.sheet.headings import Tab
from backoffice.sheet.layout import tab_before
from backoffice.sheet.snapshot import Cell, Sheet


def with_missing_tabs(
    read: Reading, missing: NewDesk, former: Mapping[Tab, str], email: str
) -> tuple[Reading, list[Request]]:
    """Return `read` as it is with the tabs of `missing`, and the requests that make these.

    The `former` tabs, of an earlier version, become some of them: their number and links to them stay.
    """
    grids, sheets = dict(read.state.grids), dict(read.sheets)
    requests: list[Request] = []
    for contents in missing.tabs:
        assert contents.tab is not None, "staff's own tabs are never made"
        if contents.tab is Tab.START:
            continue  # a page for people: on Google its owner may have it made by `connect` only
        if old := former.get(contents.tab):
            grid = grids.pop(old)
            requests += _taken_over(contents, grid, missing)
            width = max(grid.width, contents.width)
            grids[contents.name] = replace(grid, width=width)
            headings: list[Cell] = [*map(str, contents.rows[0])]
            sheets[contents.name] = Sheet(contents.name, [headings, *sheets.pop(old).rows[1:]])
            continue
        sheet_id, index = new_tab_id(), grids[tab_before(contents.tab, [*grids])].index + 1
        requests += tab_requests(contents, sheet_id, index, contents.name, missing, email, {})
        grids = {
            name: replace(grid, index=grid.index + (grid.index >= index))
            for name, grid in grids.items()
        }
        grids[contents.name] = Grid(sheet_id, MIN_ROWS, contents.width, index)
        sheets[contents.name] = Sheet(contents.name, [list(map(str, contents.rows[0]))])
    return replace(read, sheets=sheets, state=replace(read.state, grids=grids)), requests


def _taken_over(contents: TabContents, grid: Grid, missing: NewDesk) -> Iterator[Request]:
    """Yield what makes a tab of an earlier version one of this version: name, columns, formats."""
    yield rename_tab(grid.sheet_id, contents.name)
    if grid.width < contents.width:
        yield add_empty(grid.sheet_id, "COLUMNS", contents.width - grid.width)
    made = tab_requests(contents, grid.sheet_id, grid.index, contents.name, missing, "", {})
    yield from (each for each in made if not each.keys() & {"addSheet", "addProtectedRange"})
