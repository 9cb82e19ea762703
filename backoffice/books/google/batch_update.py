"""What one run writes, as requests of one ``spreadsheets.batchUpdate``, or of several where it is much.

Only rows that changed are written, as typed cells on absolute places; rows beyond those that stand go
to the foot of their tab, wherever that is by then.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from operator import itemgetter
from typing import Any

from backoffice.books.book import Changes
from backoffice.books.google.batch_get import Grid, Reading
from backoffice.books.google.cell_data import CellData, cell_data, is_same
from backoffice.books.google.versions import Request
from backoffice.errors import LayoutError
from backoffice.sheet.columns import SCRIPT_COLUMNS, position
from backoffice.sheet.headings import Kind, Tab, find_tab
from backoffice.sheet.marks import marks_after, marks_in_use
from backoffice.sheet.snapshot import Cell, Link, Row

MOST_BYTES = 2_000_000
"""Of one request, as Google advises."""

ROOM = 200
"""Rows that a tab gets beyond what it needs when it grows."""

_VALUE = "userEnteredValue"
_LINK = "userEnteredFormat.textFormat.link"
_EARLY = (Tab.QUOTES,)
"""Tabs that may be written ahead of the rest: the next sync makes them again from the tickets."""


def requests_of(changes: Changes, read: Reading) -> tuple[list[Request], list[Request]]:
    """Return the requests that bring the script tabs to `changes`: what may go ahead, and the rest.

    Raises:
        LayoutError: If a tab is missing.
    """
    ids = {name: grid.sheet_id for name, grid in read.shape.grids.items()}
    early: list[Request] = []
    rest: list[Request] = []
    for tab, rows in changes.tabs.items():
        made = _tab_requests(tab, rows, read, ids)
        (early if tab in _EARLY else rest).extend(made)
    return early, rest


def tab_name(tab: Tab, read: Reading) -> str:
    """Return what the sheet calls `tab`.

    Raises:
        LayoutError: If it is not there.
    """
    name = find_tab(tab, list(read.shape.grids))
    if name is None:
        raise LayoutError(
            f"The tab {tab.value.en} / {tab.value.ja} is missing. If it was renamed, give it its "
            "name back; if it was deleted, restore an earlier version of the sheet (File, Version "
            "history).",
            f"「{tab.value.ja}」({tab.value.en})タブがありません。名前を変えたときは元に戻し、"
            "削除したときは「ファイル」→「変更履歴」から以前の版に戻してください。",
        )
    return name


def marks_in_use_after(changes: Changes) -> frozenset[object]:
    """Return the marks in use once `changes` are written."""
    rows = changes.tabs.get(Tab.LOG)
    if rows is None:
        return marks_in_use(changes.read)
    return marks_after(rows, position(Tab.LOG, "mark"), position(Tab.LOG, "frees"))


def in_parcels(requests: Sequence[Request]) -> Iterator[list[Request]]:
    """Yield `requests` in order, in groups whose JSON has at most `MOST_BYTES` where that can be."""
    parcel: list[Request] = []
    size = 0
    for request in requests:
        more = len(encoded(request))
        if parcel and size + more > MOST_BYTES:
            yield parcel
            parcel, size = [], 0
        parcel.append(request)
        size += more
    if parcel:
        yield parcel


def encoded(body: Mapping[str, Any]) -> bytes:
    """Return `body` as JSON, without spaces and with letters as they are: Japanese takes half."""
    return json.dumps(body, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace")


def grown(grid: Grid, height: int, *, checks: bool = False) -> list[Request]:
    """Return requests that give a tab room for `height` rows, looking as its second row does.

    Args:
        grid: As read.
        height: Rows needed, heading and all.
        checks: Whether lists and checks go on as well.
    """
    if height <= grid.height:
        return []
    more = height + ROOM - grid.height
    source = {"sheetId": grid.sheet_id, "startRowIndex": 1, "endRowIndex": 2}
    target = source | {"startRowIndex": grid.height, "endRowIndex": grid.height + more}
    kinds = ["PASTE_FORMAT", *(["PASTE_DATA_VALIDATION"] if checks else [])]
    return [
        {"appendDimension": {"sheetId": grid.sheet_id, "dimension": "ROWS", "length": more}},
        *(
            {"copyPaste": {"source": source, "destination": target, "pasteType": kind}}
            for kind in kinds
            if grid.height > 1
        ),
    ]


def appended(sheet_id: int, rows: Sequence[Sequence[CellData]], fields: str = _VALUE) -> Request:
    """Return the request that puts `rows` below the last row of a tab that holds anything."""
    cells = [{"values": row} for row in rows]
    return {"appendCells": {"sheetId": sheet_id, "rows": cells, "fields": fields}}


def _tab_requests(
    tab: Tab, rows: Sequence[Row], read: Reading, ids: Mapping[str, int]
) -> Iterator[Request]:
    name = tab_name(tab, read)
    grid, columns = read.shape.grids[name], SCRIPT_COLUMNS[tab]
    language = "ja" if name.strip() == tab.value.ja else "en"
    width = len(columns)
    old = _filled(read.sheets[name].rows, width)
    new: list[Row] = [[column.heading(language) for column in columns], *rows]
    fields = _VALUE
    if any(column.kind is Kind.LINK for column in columns):
        fields += f",{_LINK}"
    yield from grown(grid, len(new))
    places = [at for at in range(min(len(old), len(new))) if not _stands(old[at], new[at])]
    for first, last in _runs(places):
        for start, group in _split(new[first:last], first, ids):
            yield _updated(grid.sheet_id, start, group, fields)
    if len(old) > len(new):
        yield _cleared(grid.sheet_id, len(new), len(old), width, fields)
    for _, group in _split(new[len(old) :], len(old), ids):
        yield appended(grid.sheet_id, group, fields)


def _filled(rows: Sequence[Sequence[Cell]], width: int) -> list[Sequence[Cell]]:
    """Return `rows` down to the last that holds anything, as wide as the columns."""
    held = [at for at, row in enumerate(rows) if any(cell not in (None, "") for cell in row)]
    return [
        [*row[:width], *[None] * (width - len(row))] for row in rows[: held[-1] + 1 if held else 0]
    ]


def _stands(old: Sequence[Cell], new: Row) -> bool:
    cells: list[Cell | Link] = [*new, *[None] * (len(old) - len(new))]
    return all(map(is_same, old, cells))


def _runs(places: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Yield first and last, the last excluded, of places that follow one another.

    >>> list(_runs([2, 3, 7]))
    [(2, 4), (7, 8)]
    """
    for _, group in groupby(enumerate(places), key=lambda pair: pair[1] - pair[0]):
        run = list(map(itemgetter(1), group))
        yield run[0], run[-1] + 1


def _split(
    rows: Sequence[Row], first: int, ids: Mapping[str, int]
) -> Iterator[tuple[int, list[list[CellData]]]]:
    """Yield rows as CellData in groups that fit into a request, each with the place of its first."""
    group: list[list[CellData]] = []
    start, size = first, 0
    for at, row in enumerate(rows, start=first):
        cells = [cell_data(cell, ids) for cell in row]
        more = len(encoded({"values": cells}))
        if group and size + more > MOST_BYTES // 2:
            yield start, group
            start, size, group = at, 0, []
        group.append(cells)
        size += more
    if group:
        yield start, group


def _updated(sheet_id: int, start: int, rows: Sequence[Sequence[CellData]], fields: str) -> Request:
    place = {"sheetId": sheet_id, "rowIndex": start, "columnIndex": 0}
    cells = [{"values": row} for row in rows]
    return {"updateCells": {"start": place, "rows": cells, "fields": fields}}


def _cleared(sheet_id: int, first: int, last: int, width: int, fields: str) -> Request:
    area = {
        "sheetId": sheet_id,
        "startRowIndex": first,
        "endRowIndex": last,
        "startColumnIndex": 0,
        "endColumnIndex": width,
    }
    return {"updateCells": {"range": area, "fields": fields}}
