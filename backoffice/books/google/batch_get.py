"""A Google Sheet as a snapshot, in two requests, and until when it may be written from."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Any

from gspread.exceptions import APIError

from backoffice.books.changes import Changes
from backoffice.books.google.cell_data import rows_of
from backoffice.books.google.connection import Connection
from backoffice.books.google.sheet_state import Ask, Grid, SheetState, read_state
from backoffice.books.google.sheet_urls import first_row, tab_range
from backoffice.books.google.versions import Versions
from backoffice.messages.errors import AlreadyWrittenError, BookChangedError
from backoffice.sheet.addresses import column_letters
from backoffice.sheet.columns import TICKET_DAYS
from backoffice.sheet.headings import Tab, find_column, find_former_tab, find_tab, find_tabs
from backoffice.sheet.layout import lacks_derived_tabs, tab_name
from backoffice.sheet.marks import closed_by, is_in_use
from backoffice.sheet.snapshot import Cell, FollowsToday, Sheet, Snapshot, follows_today

_TRIES = 3

FRESH = 900.0
"""Seconds after which a reading is too old to write from.  Notes of old versions are deleted in the end,
so after a week in standby a version number that was used could be free again."""

_ZONES = timedelta(days=1)
"""The day in the zone of the sheet may be another than that of this machine."""


@dataclass(frozen=True, slots=True)
class Reading(Snapshot):
    """A snapshot of a Google Sheet, with what is needed to write it.

    Attributes:
        key: The key of the sheet.
        state: Its tabs and versions, read just before its cells.
        read_at: When, in seconds of the wall clock.
    """

    key: str = ""
    state: SheetState = field(default=SheetState({}, Versions()), compare=False)
    read_at: float = field(default=0.0, compare=False)

    @property
    def tickets(self) -> Sheet:
        """The tab Tickets.

        Raises:
            LayoutError: If it is missing.
        """
        return self.sheets[tab_name(Tab.TICKETS, list(self.sheets))]

    @property
    def tickets_grid(self) -> Grid:
        """The tab Tickets without its cells."""
        return self.state.grids[self.tickets.name]


def read_sheet(ask: Ask, key: str) -> Reading:
    """Return the cells of the desk's tabs; of staff's own tabs only the names.

    The versions are read first: whoever writes between the two requests makes a newer one, and a
    write computed from this reading is then refused.  If a tab is renamed or deleted between the two
    requests, both are sent again.
    """
    for _ in range(_TRIES - 1):
        try:
            return _read_once(ask, key)
        except APIError as error:
            if error.response.status_code != 400:
                raise
    return _read_once(ask, key)


def _read_once(ask: Ask, key: str) -> Reading:
    read_at = time.time()
    state = read_state(ask)
    names = list(state.grids)
    read = (tab for tab in Tab if tab is not Tab.START)  # a page for people
    ours = {
        name: tab for tab in read if (name := find_tab(tab, names) or find_former_tab(tab, names))
    }
    rows = read_rows(ask, ours) if ours else {}
    if tickets := find_tab(Tab.TICKETS, list(rows)):
        _mark_day_formulas(ask, tickets, rows[tickets], datetime.fromtimestamp(read_at, UTC).date())
    if lacks_derived_tabs(list(state.grids)):
        desk = {*ours, *(name for tab in Tab for name in find_tabs(tab, names))}
        rows |= _headings(ask, [name for name in state.grids if name not in desk])
    sheets = {name: Sheet(name, rows.get(name, [])) for name in state.grids}
    return Reading(
        sheets,
        str(state.versions.newest),
        key,
        state,
        read_at,
        has_runs=state.versions.has_runs,
        month_notes=state.versions.months,
        closing_tabs=frozenset(mark for name in state.grids if (mark := closed_by(name))),
    )


def _mark_day_formulas(ask: Ask, tab: str, rows: list[list[Cell]], today: date) -> None:
    """Replace, in the rows of Tickets, each day that a formula gives anew every day by `FollowsToday`.

    Google sends results or formulas, not both.  So formulas are asked for only where a day is that of today,
    and only in those columns: most readings take no further request.
    """
    headings = rows[0] if rows else []
    indices = [index for column in TICKET_DAYS for index in find_column(column, headings)]
    indices = [at for at in indices if any(_is_today(row[at], today) for row in rows[1:])]
    if not indices:
        return
    letters = [column_letters(index + 1) for index in indices]
    ranges = [f"{tab_range(tab)}!{letter}1:{letter}{len(rows)}" for letter in letters]
    columns = values_in(ask, ranges, "FORMULA", dimension="COLUMNS")
    for index, found in zip(indices, columns, strict=True):
        [column] = found or [[]]
        for row, cell in zip(rows, column, strict=False):
            day = row[index]
            is_formula = isinstance(cell, str) and cell.startswith("=") and follows_today(cell)
            if is_formula and isinstance(day, date):
                row[index] = FollowsToday(day.year, day.month, day.day)


def _is_today(cell: Cell, today: date) -> bool:
    if not isinstance(cell, date):
        return False
    day = cell.date() if isinstance(cell, datetime) else cell
    return abs(day - today) <= _ZONES


def _headings(ask: Ask, names: Sequence[str]) -> dict[str, list[list[Cell]]]:
    """Return the first row of tabs of staff's own, of which one may be a tab of the desk, renamed."""
    if not names:
        return {}
    found = values_in(ask, [first_row(name) for name in names])
    return {name: rows_of(rows, None) for name, rows in zip(names, found, strict=True)}


def read_rows(ask: Ask, tabs: Mapping[str, Tab]) -> dict[str, list[list[Cell]]]:
    """Return the rows of each of `tabs` by name."""
    ranges = [tab_range(name) for name in tabs]
    found = values_in(ask, ranges, "UNFORMATTED_VALUE", fields="values")
    return {name: rows_of(rows, tab) for (name, tab), rows in zip(tabs.items(), found, strict=True)}


def values_in(
    ask: Ask,
    ranges: Sequence[str],
    render: str = "",
    *,
    dimension: str = "ROWS",
    fields: str = "range,values",
) -> list[list[list[Any]]]:
    """Return what Google shows of `ranges`, without blank ends; as `render` says, with serial dates."""
    how = {
        "majorDimension": dimension,
        "valueRenderOption": render,
        "dateTimeRenderOption": "SERIAL_NUMBER",
    }
    params = {"ranges": ranges, **(how if render else {}), "fields": f"valueRanges({fields})"}
    found = ask("/values:batchGet", params).get("valueRanges", [])
    return [each.get("values", []) for each in found]


def usable_reading(connection: Connection, changes: Changes, once: int) -> Reading:
    """Return what `changes` were computed from.

    Raises:
        AlreadyWrittenError: If it shows that `once` is in use.
        BookChangedError: If it is too old.
    """
    read = changes.read
    if not isinstance(read, Reading) or read.key != connection.key:
        raise ValueError("changes must be computed from a reading of the same sheet")
    if is_in_use(once, read):
        raise AlreadyWrittenError("google.done-before", book=connection.where, mark=once)
    if not 0 <= time.time() - read.read_at <= FRESH:
        raise BookChangedError("google.changed", book=connection.where)
    return read
