"""Conversion between cells of a desk and those of Google's API."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time, timedelta
from math import isfinite

from backoffice.books.google.request_kinds import Message
from backoffice.books.google.sheet_urls import link_within
from backoffice.sheet.columns import TICKET_DAYS
from backoffice.sheet.headings import Kind, Tab, find_column
from backoffice.sheet.script_columns import SCRIPT_COLUMNS
from backoffice.sheet.snapshot import Cell, Link, LinkedText

_DAY_0 = date(1899, 12, 30)
_MOMENT_0 = datetime(1899, 12, 30)  # noqa: DTZ001  a sheet has no time zones in cells
_LAST = (date.max - _DAY_0).days
_SECONDS = 86_400

DAYS = range((date(1950, 1, 1) - _DAY_0).days, (date(2200, 1, 1) - _DAY_0).days)
"""Numbers that are read as a date in a column of dates.  Google sends the value of a cell, not its
format, and a price typed into such a column should be reported as a price."""


def as_cell_data(cell: Cell | Link, sheet_ids: Mapping[str, int]) -> Message:
    """Return `cell` as typed CellData: text stays text, also with a leading ``=``.

    The `sheet_ids` are the numbers of the tabs by name, to which links lead.
    """
    if isinstance(cell, Link):
        data: Message = {"userEnteredValue": {"stringValue": cell.text}}
        if cell.sheet in sheet_ids:
            uri = link_within(sheet_ids[cell.sheet], cell.cell)
            data["userEnteredFormat"] = {"textFormat": {"link": {"uri": uri}}}
        return data
    if isinstance(cell, LinkedText):
        link = {"textFormat": {"link": {"uri": cell.address}}}
        return {"userEnteredValue": {"stringValue": str(cell)}, "userEnteredFormat": link}
    value = _value(cell)
    return {} if value is None else {"userEnteredValue": value}


def _value(cell: Cell) -> Message | None:
    if cell is None or cell == "":
        return None
    if isinstance(cell, str):
        return {"stringValue": cell}
    if isinstance(cell, bool):
        return {"boolValue": cell}
    number = serial_number(cell)
    if isinstance(number, float) and not isfinite(number):
        return {"stringValue": str(cell)}
    return {"numberValue": number}


def serial_number(cell: float | date | time | timedelta) -> float:
    """Return a number, or the serial number of a date: days since 30 December 1899."""
    match cell:
        case datetime():
            return (cell - _MOMENT_0) / timedelta(days=1)
        case date():
            return (cell - _DAY_0).days
        case time():
            return (cell.hour * 3600 + cell.minute * 60 + cell.second) / _SECONDS
        case timedelta():
            return cell / timedelta(days=1)
        case _:
            return cell


def is_same(old: Cell | Link, new: Cell | Link) -> bool:
    """Return whether a cell that was read shows `new`; where a link leads to is not read."""
    if isinstance(new, Link):
        return new.text == old
    if old is None or old == "":
        return new is None or new == ""
    if type(old) is type(new) or _is_number(old) is _is_number(new) is True:
        return old == new
    return False


def _is_number(cell: Cell | Link) -> bool:
    return isinstance(cell, (int, float)) and not isinstance(cell, bool)


def rows_of(values: Sequence[Sequence[Cell]], tab: Tab | None) -> list[list[Cell]]:
    """Return the rows of a tab, None for one of staff's own, equally long, with dates as dates.

    Google sends dates as serial numbers, and leaves out blank ends.
    """
    width = max(map(len, values), default=0)
    rows: list[list[Cell]] = [[*row, *[""] * (width - len(row))] for row in values]
    if not rows or tab is None:
        return rows
    within = DAYS if tab is Tab.TICKETS else range(1, _LAST + 1)
    for index, kind in _date_columns(rows[0], tab).items():
        known: dict[float, Cell] = {}  # most days of a column occur often
        for row in rows[1:]:
            cell = row[index]
            if cell.__class__ in (int, float) and int(cell) in within:
                if cell not in known:
                    known[cell] = _day(cell, kind)
                row[index] = known[cell]
    return rows


def _date_columns(heading: Sequence[Cell], tab: Tab) -> dict[int, Kind]:
    """Return the kind of each column of dates by its index."""
    columns = TICKET_DAYS if tab is Tab.TICKETS else SCRIPT_COLUMNS.get(tab, ())
    return {
        index: column.kind
        for column in columns
        if column.kind in (Kind.DATE, Kind.MOMENT)
        for index in find_column(column, heading)
    }


def _day(number: float, kind: Kind) -> Cell:
    day = _DAY_0 + timedelta(days=int(number))
    if kind is Kind.DATE and float(number).is_integer():
        return day
    seconds = round((number - int(number)) * _SECONDS)
    midnight = datetime(day.year, day.month, day.day)  # noqa: DTZ001
    return midnight + timedelta(seconds=min(seconds, _SECONDS - 1))
