"""The rows of a new tab, as requests of a size that Google takes gladly."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, time, timedelta

from backoffice.books.google.batch_update import MOST_BYTES, encoded
from backoffice.books.google.cell_data import cell_data
from backoffice.books.google.create.formats import Message, number_format
from backoffice.books.google.versions import Request
from backoffice.sheet.design.cell_formats import column_number_format, value_number_format
from backoffice.sheet.headings import Column, Kind
from backoffice.sheet.snapshot import Cell, Link
from backoffice.sheet.tab_contents import TabContents

_DATED = (Kind.DATE, Kind.MOMENT)


def fill_requests(
    contents: TabContents, sheet_id: int, language: str, ids: Mapping[str, int], digits: int = 0
) -> Iterator[Request]:
    """Yield what writes the rows of `contents`, the headings of one of the desk's tabs left out.

    Args:
        contents: What the tab is to hold.
        sheet_id: Its id.
        language: Of the sheet.
        ids: Of all tabs by name, for links.
        digits: Decimal places of the currency.
    """
    usual = [
        number_format(column_number_format(column.kind, language, digits)) if column else None
        for column in [*contents.columns, *[None] * (contents.width - len(contents.columns))]
    ]
    first = 0 if contents.tab is None else 1
    group: list[Message] = []
    start, size, odd = first, 0, False
    for at, row in enumerate(contents.rows[first:], start=first):
        cells = [_cell(cell, shown, ids) for cell, shown in zip(row, usual, strict=False)]
        more = len(encoded({"values": cells}))
        if group and size + more > MOST_BYTES // 2:
            yield _written(sheet_id, start, group, named=odd)
            start, size, odd, group = at, 0, False, []
        group.append({"values": cells})
        size += more
        odd = odd or any(map(_is_odd, row, _columns(contents)))
    if group:
        yield _written(sheet_id, start, group, named=odd)


def _columns(contents: TabContents) -> Sequence[Column | None]:
    return [*contents.columns, *[None] * (contents.width - len(contents.columns))]


def _cell(cell: Cell | Link, usual: Message | None, ids: Mapping[str, int]) -> Message:
    """Return a cell with the number format that makes it be what it is."""
    data = cell_data(cell, ids)
    shown = usual
    if isinstance(cell, date | time | timedelta):
        dated = usual is not None and "DATE" in usual["type"] and not isinstance(cell, timedelta)
        shown = usual if dated else number_format(value_number_format(cell))
    elif isinstance(cell, int | float) and usual is not None and "DATE" in usual["type"]:
        shown = None
    if shown and data:
        data["userEnteredFormat"] = {**data.get("userEnteredFormat", {}), "numberFormat": shown}
    return data


def _is_odd(cell: Cell | Link, column: Column | None) -> bool:
    """Return whether a cell needs another number format than its column has."""
    dated = column is not None and column.kind in _DATED
    if isinstance(cell, date | time | timedelta):
        return not dated or isinstance(cell, timedelta)
    return dated and isinstance(cell, int | float)


def _written(sheet_id: int, start: int, rows: Sequence[Message], *, named: bool) -> Request:
    """Return the request that writes `rows`, with their number formats if they are `named`."""
    fields = ["userEnteredValue"]
    cells = [cell for row in rows for cell in row["values"]]
    if named:
        fields.append("userEnteredFormat.numberFormat")
    if any("textFormat" in cell.get("userEnteredFormat", {}) for cell in cells):
        fields.append("userEnteredFormat.textFormat.link")
    if fields == ["userEnteredValue"]:
        for cell in cells:
            cell.pop("userEnteredFormat", None)
    begin = {"sheetId": sheet_id, "rowIndex": start, "columnIndex": 0}
    return {"updateCells": {"start": begin, "rows": list(rows), "fields": ",".join(fields)}}
