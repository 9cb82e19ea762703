"""The rows of a new tab, as requests of a size that Google takes gladly."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, time, timedelta

from backoffice.books.book import Cell, Link
from backoffice.books.design.looks import number_format as pattern_of
from backoffice.books.design.looks import own_format
from backoffice.books.google.cells import cell_data
from backoffice.books.google.editions import Request
from backoffice.books.google.setting_up.formats import Message, number_format
from backoffice.books.google.writing import MOST_BYTES, encoded
from backoffice.books.headings import Column, Kind
from backoffice.books.pages import Page

_DAYS = (Kind.DATE, Kind.MOMENT)


def fill_requests(
    page: Page, sheet_id: int, language: str, ids: Mapping[str, int], digits: int = 0
) -> Iterator[Request]:
    """Yield what writes the rows of `page`, the headings of one of the desk's tabs left out.

    Args:
        page: What the tab is to hold.
        sheet_id: Its id.
        language: Of the sheet.
        ids: Of all tabs by name, for links.
        digits: Decimal places of the currency.
    """
    first = 0 if page.tab is None else 1
    group: list[Message] = []
    start, size = first, 0
    for at, row in enumerate(page.rows[first:], start=first):
        cells = {"values": [_cell(page, n, cell, ids) for n, cell in enumerate(row)]}
        more = len(encoded(cells))
        if group and size + more > MOST_BYTES // 2:
            yield _written(page, sheet_id, start, group, language, digits)
            start, size, group = at, 0, []
        group.append(cells)
        size += more
    if group:
        yield _written(page, sheet_id, start, group, language, digits)


def _cell(page: Page, place: int, cell: Cell | Link, ids: Mapping[str, int]) -> Message:
    data = cell_data(cell, ids)
    shown = format_of(cell)
    column = page.columns[place] if place < len(page.columns) else None
    if shown and not (column and column.kind in _DAYS):
        data["userEnteredFormat"] = {"numberFormat": shown}
    return data


def format_of(cell: Cell | Link) -> Message | None:
    """Return the number format that makes a number be what `cell` is; None for what needs none."""
    if isinstance(cell, date | time | timedelta):
        return number_format(own_format(cell))
    return None


def _written(
    page: Page,
    sheet_id: int,
    start: int,
    rows: Sequence[Message],
    language: str,
    digits: int,
) -> Request:
    """Return the request that writes `rows`; where one has a format of its own, all name theirs."""
    fields = ["userEnteredValue"]
    if any("numberFormat" in _shown(cell) for row in rows for cell in row["values"]):
        fields.append("userEnteredFormat.numberFormat")
        for row in rows:
            for place, cell in enumerate(row["values"]):
                column = page.columns[place] if place < len(page.columns) else None
                _name_format(cell, column, language, digits)
    if any("textFormat" in _shown(cell) for row in rows for cell in row["values"]):
        fields.append("userEnteredFormat.textFormat.link")
    begin = {"sheetId": sheet_id, "rowIndex": start, "columnIndex": 0}
    return {"updateCells": {"start": begin, "rows": list(rows), "fields": ",".join(fields)}}


def _shown(cell: Message) -> Message:
    shown: Message = cell.get("userEnteredFormat", {})
    return shown


def _name_format(cell: Message, column: Column | None, language: str, digits: int) -> None:
    if column and "numberFormat" not in _shown(cell):
        shown = number_format(pattern_of(column.kind, language, digits))
        if shown:
            cell["userEnteredFormat"] = {**_shown(cell), "numberFormat": shown}
