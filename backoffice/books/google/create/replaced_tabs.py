"""Which tabs of a sheet give way to those of a new desk, and which must not."""

from __future__ import annotations

import re
from collections.abc import Sequence

from backoffice.books.google.batch_get import values_in
from backoffice.books.google.connection import Connection
from backoffice.books.google.request_kinds import Message
from backoffice.books.google.sheet_state import SheetDetails
from backoffice.books.google.sheet_urls import tab_range
from backoffice.books.new_desks import NewDesk
from backoffice.messages import label
from backoffice.messages.errors import AlreadySetUpError, BookUnavailableError
from backoffice.sheet.columns import TICKET
from backoffice.sheet.headings import find_column
from backoffice.sheet.layout import missing_tabs
from estimator.policy.label import Label

_DEFAULT_NAMES = frozenset({"Sheet1", "シート1"})
"""Names of the only tab of a new file, in the languages of a desk."""

_TOP = 20
_NUMBER = re.compile(r"R-\d{5,}")

_CELL_FIELDS = (
    "sheets(properties(sheetId),data(rowData(values(userEnteredValue,note))),charts(chartId))"
)


def tabs_to_replace(
    connection: Connection, details: SheetDetails, desk: NewDesk, *, replace: bool
) -> list[str]:
    """Return the names of the tabs that a new desk replaces.

    These are empty tabs with Google's default name or the name of one of the desk's tabs, a single
    empty tab, and the tabs of a desk that is to be replaced.

    Raises:
        AlreadySetUpError: If a desk is here and is not to be replaced.
        BookUnavailableError: If another tab has the name of one of the desk's, or holds its tickets.
    """
    if details.is_desk and not replace:
        raise AlreadySetUpError("google.already-set-up", book=connection.where)
    desk_tabs, spare = details.desk_tabs, [name for name in details.ids if name in _DEFAULT_NAMES]
    if details.is_desk:
        replaced = {*desk_tabs, *_empty(connection, details, spare)}
    else:
        only = list(details.ids) if len(details.ids) == 1 else []
        replaced = _empty(connection, details, [*dict.fromkeys([*spare, *only, *desk_tabs])])
        unfinished = details.leftovers  # a desk that was never complete, deleted by the same run
        others = [
            name
            for name in details.grids
            if name not in replaced and details.ids[name] not in unfinished
        ]
        if _hold_tickets(connection, details, others):
            missing = [
                Label(en=f"“{tab.value.en}”", ja=f"「{tab.value.ja}」")
                for tab in missing_tabs(list(details.ids))
            ]
            raise BookUnavailableError(
                "google.desk-incomplete", book=connection.where, tabs=missing
            )
        if taken := [name for name in desk_tabs if name not in replaced]:
            raise _names_taken(connection.where, taken)
    kept = {name.casefold() for name in details.ids if name not in replaced}
    if taken := [tab.name for tab in desk.tabs if tab.name.casefold() in kept]:
        raise _names_taken(connection.where, taken)
    return [name for name in details.ids if name in replaced]


def _names_taken(where: str, names: Sequence[str]) -> BookUnavailableError:
    """Return the error for tabs that have a name of the desk's and hold something else."""
    tabs = [label("google", "tab", name=name) for name in names]
    key = "google.name-taken" if len(names) == 1 else "google.names-taken"
    return BookUnavailableError(key, book=where, tabs=tabs)


def _hold_tickets(connection: Connection, details: SheetDetails, names: Sequence[str]) -> bool:
    """Return whether one of the tabs `names` shows tickets of a desk, also one with another name."""
    if not names:
        return False
    tops = [f"{tab_range(name)}!1:{min(_TOP, details.grids[name].height)}" for name in names]
    return any(
        any(find_column(TICKET, row) for row in rows)
        and any(isinstance(cell, str) and _NUMBER.fullmatch(cell) for row in rows for cell in row)
        for rows in values_in(connection.ask, tops, fields="values")
    )


def _empty(connection: Connection, details: SheetDetails, names: Sequence[str]) -> set[str]:
    """Return which of the tabs `names` have no value, no note and no chart."""
    wanted = [name for name in names if name in details.grids]
    if not wanted:
        return set()
    ranges = [tab_range(name) for name in wanted]
    answer = connection.ask("", {"ranges": ranges, "fields": _CELL_FIELDS})
    empty = {
        tab["properties"]["sheetId"]
        for tab in answer["sheets"]
        if not tab.get("charts") and not any(map(_has_cells, tab.get("data", ())))
    }
    return {name for name in wanted if details.ids[name] in empty}


def _has_cells(data: Message) -> bool:
    return any(cell for row in data.get("rowData", ()) for cell in row.get("values", ()))
