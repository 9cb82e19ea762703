"""The contents of a desk that is copied, and the comparison of the copy with them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from itertools import product
from urllib.parse import unquote

from backoffice.books.new_desks import TabContents
from backoffice.intake.typed_days import day_counted
from backoffice.sheet.addresses import cell_address
from backoffice.sheet.columns import TICKET_DAYS
from backoffice.sheet.design.start_page import page_rows
from backoffice.sheet.headings import Column, Tab, find_column
from backoffice.sheet.layout import Layout, script_headings, tab_before
from backoffice.sheet.script_columns import SCRIPT_COLUMNS, position
from backoffice.sheet.snapshot import EPOCH, Cell, Link, LinkedText, Row, Sheet, Snapshot
from estimator.policy.label import Label

_ADDRESS = re.compile(r"[A-Z]{1,3}[1-9]\d*")
_MILLISECOND = timedelta(milliseconds=1)
_LINKED = {
    Tab.TO_FIX: (position(Tab.TO_FIX, "cell"), position(Tab.TO_FIX, "cell")),
    Tab.TODAY: (position(Tab.TODAY, "ticket"), position(Tab.TODAY, "row")),
}
"""Of each tab that leads to cells: the column that does, and the one that holds their addresses."""


def tabs_to_copy(snapshot: Snapshot, layout: Layout) -> list[TabContents]:
    """Return the contents of every tab of a book, in its order; Start is laid out anew."""
    known = {sheet.name: tab for tab, sheet in layout.sheets.items()}
    tabs: list[TabContents] = []
    for name, sheet in _with_missing(snapshot, layout).items():
        tab, rows = known.get(name), trimmed(sheet.rows)
        columns: Sequence[Column | None] = ()
        if tab is Tab.START:
            rows = []
        elif tab is Tab.TICKETS:
            columns = _ticket_columns(layout, rows[0])
            rows = _as_days(rows, columns, snapshot.epoch)
        elif tab:
            columns, rows = SCRIPT_COLUMNS[tab], _linked(rows, tab, layout)
        tabs.append(TabContents(tab=tab, name=name, columns=columns, rows=rows))
    return tabs


def _with_missing(snapshot: Snapshot, layout: Layout) -> dict[str, Sheet]:
    """Return the tabs of a book in their order, with the headings of those that its next run makes again."""
    sheets = list(snapshot.sheets.values())
    for tab in layout.missing:
        names = [sheet.name for sheet in sheets]
        name = layout.sheets[tab].name
        sheet = Sheet(name, [list(script_headings(tab, name))])
        sheets.insert(names.index(tab_before(tab, names)) + 1, sheet)
    return {sheet.name: sheet for sheet in sheets}


def _as_days(rows: list[Row], columns: Sequence[Column | None], epoch: date) -> list[Row]:
    """Return the rows of Tickets with plain numbers as days where the new book counts them otherwise."""
    if epoch == EPOCH:
        return rows
    indices = [index for index, column in enumerate(columns) if column in TICKET_DAYS]
    copied = [list(row) for row in rows]
    for row in copied[1:]:
        for index in indices:
            if index < len(row) and (day := day_counted(row[index], epoch)):
                row[index] = day
    return list(copied)


def trimmed(rows: Sequence[Row]) -> list[Row]:
    """Return `rows` without blank ones and blank cells at their ends."""
    # blank rows share one value: there may be a million of them above a memo
    kept = [list(row[: _filled(row)]) if row else () for row in rows]
    return list(kept[: _filled([row or None for row in kept])])


def _filled(cells: Sequence[object]) -> int:
    return next((n for n in range(len(cells), 0, -1) if cells[n - 1] not in (None, "")), 0)


def _ticket_columns(layout: Layout, heading: Row) -> list[Column | None]:
    columns: list[Column | None] = [None] * len(heading)
    for column in layout.columns:
        for index in find_column(column, heading):
            columns[index] = column
    return columns


def _linked(rows: Sequence[Row], tab: Tab, layout: Layout) -> list[Row]:
    """Return the rows of a tab with links where it leads to cells: of Tickets, or of the tab that is named."""
    if tab not in _LINKED:
        return list(rows)
    linked = [list(row) for row in rows]
    shown, address = _LINKED[tab]
    for row in linked[1:]:
        text, cell = (row[at] if len(row) > at else None for at in (shown, address))
        if isinstance(text, str) and isinstance(cell, str) and _ADDRESS.fullmatch(cell):
            to_fix = layout.sheets[Tab.TO_FIX].name
            leads_to = to_fix if text == to_fix else layout.tickets.name
            row[shown] = Link(text, leads_to, cell)
    return list(linked)


def start_was_changed(layout: Layout, shop: Label) -> bool:
    """Return whether somebody changed the page Start."""
    if Tab.START not in layout.sheets:
        return False
    shown = {
        cell for row in layout.sheets[Tab.START].rows for cell in row if cell not in (None, "")
    }
    kinds = product(("en", "ja"), (False, True))
    pages = [page_rows(shop, language, on_google=google) for language, google in kinds]
    originals = [{cell.text for row in page for cell in row.cells if cell.text} for page in pages]
    return shown not in originals


def filled_cells(contents: TabContents) -> Iterator[tuple[str, Cell | Link]]:
    """Yield address and value of every filled cell."""
    for number, row in enumerate(contents.rows, start=1):
        for column, cell in enumerate(row):
            if cell not in (None, ""):
                yield cell_address(number, column), cell


def differences(tabs: Iterable[TabContents], snapshot: Snapshot) -> Iterator[str]:
    """Yield the address of every cell of `snapshot` that differs from `tabs`, except on Start."""
    for contents in tabs:
        sheet = snapshot.sheets.get(contents.name)
        if sheet is None:
            yield contents.name
        elif contents.tab is not Tab.START:
            actual = dict(filled_cells(replace(contents, rows=sheet.rows)))
            expected = dict(filled_cells(contents))
            for address in expected.keys() | actual.keys():
                if not _is_same(expected.get(address), actual.get(address)):
                    yield f"{contents.name} {address}"


def _is_same(expected: Cell | Link, actual: Cell | Link) -> bool:
    """Return whether two cells hold the same value; times are equal to the millisecond."""
    expected = expected.text if isinstance(expected, Link) else expected
    if isinstance(expected, LinkedText):
        leads_to = actual.address if isinstance(actual, LinkedText) else ""
        # programs write addresses differently: with or without %20
        return expected == actual and unquote(expected.address) == unquote(leads_to)
    if isinstance(expected, bool) or isinstance(actual, bool):
        return expected is actual
    if isinstance(expected, time) and isinstance(actual, time):
        expected, actual = (datetime.combine(EPOCH, each) for each in (expected, actual))
    if isinstance(expected, datetime) and isinstance(actual, datetime):
        return abs(expected - actual) <= _MILLISECOND
    if isinstance(expected, timedelta) and isinstance(actual, timedelta):
        return abs(expected - actual) <= _MILLISECOND
    return expected == actual
