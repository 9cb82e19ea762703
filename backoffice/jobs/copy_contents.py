"""What goes along when a desk moves to another home, and what that home cannot hold."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta

from backoffice.intake.days import day_counted
from backoffice.sheet.addresses import column_letters
from backoffice.sheet.columns import SCRIPT_COLUMNS, TICKET_DAYS, position
from backoffice.sheet.design.start_page import start_page
from backoffice.sheet.headings import Column, Tab, find_column
from backoffice.sheet.layout import Layout
from backoffice.sheet.snapshot import EPOCH, Cell, Link, Row, Snapshot
from backoffice.sheet.tab_contents import TabContents
from estimator.policy.model import Label

MOST_LETTERS = {"workbook": 32_767, "sheet": 50_000}
"""Of one cell."""

MOST_ROWS, MOST_COLUMNS, MOST_CELLS = 1_048_576, 16_384, 10_000_000
"""Rows and columns of one tab of a workbook; cells of a whole Google Sheet."""

_FIRST_DAY = date(1900, 1, 1)  # of a workbook
_NO_TAB_NAME = re.compile(r"[\[\]:*?/\\]|^'|'$|^.{32,}$", re.DOTALL)
_ADDRESS = re.compile(r"[A-Z]{1,3}[1-9]\d*")
_LINK = position(Tab.TO_FIX, "cell")


def tabs_to_copy(snapshot: Snapshot, layout: Layout) -> list[TabContents]:
    """Return the contents of every tab of a book, in its order; Start is laid out anew."""
    known = {sheet.name: tab for tab, sheet in layout.sheets.items()}
    tabs: list[TabContents] = []
    for name, sheet in snapshot.sheets.items():
        tab, rows = known.get(name), trimmed(sheet.rows)
        if tab is Tab.START:
            tabs.append(TabContents(tab=tab, name=name))
        elif tab is Tab.TICKETS:
            columns = _ticket_columns(layout, rows[0])
            rows = _as_days(rows, columns, snapshot.epoch)
            tabs.append(TabContents(tab=tab, name=name, columns=columns, rows=rows))
        elif tab is None:
            tabs.append(TabContents(tab=None, name=name, rows=rows))
        else:
            rows = _linked(rows, layout) if tab is Tab.TO_FIX else rows
            tabs.append(TabContents(tab=tab, name=name, columns=SCRIPT_COLUMNS[tab], rows=rows))
    return tabs


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
    kept = [list(row[: _filled(row)]) for row in rows]
    return list(kept[: _filled([row or None for row in kept])])


def _filled(cells: Sequence[object]) -> int:
    return next((n for n in range(len(cells), 0, -1) if cells[n - 1] not in (None, "")), 0)


def _ticket_columns(layout: Layout, heading: Row) -> list[Column | None]:
    found: list[Column | None] = [None] * len(heading)
    for column in layout.columns:
        for place in find_column(column, heading):
            found[place] = column
    return found


def _linked(rows: Sequence[Row], layout: Layout) -> list[Row]:
    """Return the rows of To fix; an address leads there again."""
    found = [list(row) for row in rows]
    for row in found[1:]:
        text = row[_LINK] if len(row) > _LINK else None
        if isinstance(text, str) and _ADDRESS.fullmatch(text):
            row[_LINK] = Link(text, layout.tickets.name, text)
    return list(found)


def start_was_changed(layout: Layout, shop: Label) -> bool:
    """Return whether somebody changed the page Start."""
    if Tab.START not in layout.sheets:
        return False
    shown = {
        cell for row in layout.sheets[Tab.START].rows for cell in row if cell not in (None, "")
    }
    pages = [start_page(shop, language) for language in ("en", "ja")]
    originals = [{cell.text for row in page for cell in row.cells if cell.text} for page in pages]
    return shown not in originals


def cells_of(contents: TabContents) -> Iterator[tuple[str, Cell | Link]]:
    """Yield the address of every filled cell of a tab, and what it holds."""
    for line, row in enumerate(contents.rows, start=1):
        for place, cell in enumerate(row, start=1):
            if cell not in (None, ""):
                yield f"{column_letters(place)}{line}", cell


def obstacles(tabs: Iterable[TabContents], home: str) -> list[Label]:
    """Return what `home`, ``workbook`` or ``sheet``, cannot hold at all; it is to be changed first."""
    found = []
    tabs = list(tabs)
    for contents in tabs:
        most = MOST_LETTERS[home]
        for address, cell in cells_of(contents):
            if isinstance(cell, str) and len(cell) > most:
                found.append(
                    Label(
                        en=f"{contents.name}, {address}: {len(cell):,} letters, a cell there holds "
                        f"{most:,}. Shorten the text, or split it over two cells.",
                        ja=f"{contents.name} {address}:{len(cell):,} 文字あります(1セルの上限は {most:,} 文字)。"
                        "短くするか、2つのセルに分けてください。",
                    )
                )
    if home == "workbook":
        return [*found, *(label for contents in tabs for label in _no_workbook(contents))]
    cells = sum((len(contents.rows) + 300) * contents.width for contents in tabs)
    if cells > MOST_CELLS:
        found.append(
            Label(
                en=f"{cells:,} cells, a Google Sheet holds {MOST_CELLS:,}. Delete tabs or columns that "
                "nobody needs, or leave the desk in the workbook.",
                ja=f"セル数が {cells:,} あります(Google スプレッドシートの上限は {MOST_CELLS:,})。"
                "不要なタブや列を削除するか、ブックのままお使いください。",
            )
        )
    return found


def _no_workbook(contents: TabContents) -> Iterator[Label]:
    if _NO_TAB_NAME.search(contents.name):
        yield Label(
            en=f"the tab “{contents.name}”: in a workbook a name has at most 31 letters and none of "
            "[ ] : * ? / \\. Give it another name.",
            ja=f"「{contents.name}」タブ:ブックのタブ名は31文字以内で、[ ] : * ? / \\ は使えません。"
            "名前を変えてください。",
        )
    if len(contents.rows) > MOST_ROWS or contents.width > MOST_COLUMNS:
        yield Label(
            en=f"the tab “{contents.name}” has {len(contents.rows):,} rows and {contents.width:,} columns, in a "
            f"workbook there are {MOST_ROWS:,} and {MOST_COLUMNS:,}. Split it.",
            ja=f"「{contents.name}」タブは {len(contents.rows):,} 行 {contents.width:,} 列あります(ブックの上限は "
            f"{MOST_ROWS:,} 行 {MOST_COLUMNS:,} 列)。分割してください。",
        )


def adapted(contents: TabContents, home: str) -> tuple[TabContents, list[str]]:
    """Return `contents` as `home` can hold it, and the addresses of days that became text there.

    A workbook knows no day before 1900.
    """
    if home == "sheet":
        return contents, []
    changed: list[str] = []
    rows = []
    for line, row in enumerate(contents.rows, start=1):
        cells = list(row)
        for place, cell in enumerate(cells):
            if isinstance(cell, date) and _day(cell) < _FIRST_DAY:
                cells[place] = str(cell)
                changed.append(f"{contents.name} {column_letters(place + 1)}{line}")
        rows.append(cells)
    return (replace(contents, rows=rows), changed) if changed else (contents, [])


def _day(cell: date) -> date:
    return cell.date() if isinstance(cell, datetime) else cell


def differences(tabs: Iterable[TabContents], snapshot: Snapshot) -> Iterator[str]:
    """Yield the address of every cell of `snapshot` that is not as `tabs` say, Start aside."""
    for contents in tabs:
        sheet = snapshot.sheets.get(contents.name)
        if sheet is None:
            yield contents.name
        elif contents.tab is not Tab.START:
            there = dict(cells_of(replace(contents, rows=sheet.rows)))
            wanted = dict(cells_of(contents))
            for address in wanted.keys() | there.keys():
                if not _same(wanted.get(address), there.get(address)):
                    yield f"{contents.name} {address}"


def _same(wanted: Cell | Link, found: Cell | Link) -> bool:
    """Return whether two homes hold the same; times are kept to the millisecond."""
    wanted = wanted.text if isinstance(wanted, Link) else wanted
    if isinstance(wanted, bool) or isinstance(found, bool):
        return wanted is found
    if isinstance(wanted, datetime) and isinstance(found, datetime):
        return abs(wanted - found) <= timedelta(milliseconds=1)
    if isinstance(wanted, timedelta) and isinstance(found, timedelta):
        return abs(wanted - found) <= timedelta(milliseconds=1)
    if isinstance(wanted, time) and isinstance(found, time):
        day = date(2000, 1, 1)
        apart = datetime.combine(day, wanted) - datetime.combine(day, found)
        return abs(apart) <= timedelta(milliseconds=1)
    return wanted == found
