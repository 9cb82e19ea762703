"""The rows of a new tab, as requests."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, time, timedelta

from backoffice.books.google.batching import in_chunks
from backoffice.books.google.cell_data import as_cell_data
from backoffice.books.google.create.formats import number_format
from backoffice.books.google.request_kinds import Message, Request, update_rows
from backoffice.books.new_desks import NewDesk, TabContents
from backoffice.sheet.design.cell_formats import column_number_format, value_number_format
from backoffice.sheet.headings import Column, Kind
from backoffice.sheet.snapshot import Cell, Link


def row_requests(contents: TabContents, desk: NewDesk, ids: Mapping[str, int]) -> Iterator[Request]:
    """Yield the requests that write the rows of a tab of `desk`, without headings of the desk's own.

    The `ids` are the numbers of all its tabs by name.
    """
    digits = desk.policy.currency.digits
    columns = [*contents.columns, *[None] * (contents.width - len(contents.columns))]
    usual = [
        number_format(column_number_format(column.kind, desk.language, digits)) if column else None
        for column in columns
    ]
    first = 0 if contents.tab is None else 1
    rows = contents.rows[first:]
    cells = (
        [_cell(cell, shown, ids) for cell, shown in zip(row, usual, strict=False)] for row in rows
    )
    for start, chunk in in_chunks(cells):
        is_unusual = any(
            any(map(_needs_own_format, row, columns)) for row in rows[start : start + len(chunk)]
        )
        yield _written(ids[contents.name], first + start, chunk, with_formats=is_unusual)


def _cell(cell: Cell | Link, usual: Message | None, ids: Mapping[str, int]) -> Message:
    """Return a cell with the number format that keeps its type."""
    data = as_cell_data(cell, ids)
    shown = usual
    if isinstance(cell, date | time | timedelta):
        is_dated = usual is not None and "DATE" in usual["type"] and not isinstance(cell, timedelta)
        shown = usual if is_dated else number_format(value_number_format(cell))
    elif isinstance(cell, int | float) and usual is not None and "DATE" in usual["type"]:
        shown = None
    if shown and data:
        data["userEnteredFormat"] = {**data.get("userEnteredFormat", {}), "numberFormat": shown}
    return data


def _needs_own_format(cell: Cell | Link, column: Column | None) -> bool:
    """Return whether a cell needs another number format than its column has."""
    is_dated = column is not None and column.kind in (Kind.DATE, Kind.MOMENT)
    if isinstance(cell, date | time | timedelta):
        return not is_dated or isinstance(cell, timedelta)
    return is_dated and isinstance(cell, int | float)


def _written(
    sheet_id: int, start: int, rows: Sequence[list[Message]], *, with_formats: bool
) -> Request:
    """Return the request that writes `rows`; formats that the columns have already are left out."""
    fields = ["userEnteredValue"]
    cells = [cell for row in rows for cell in row]
    if with_formats:
        fields.append("userEnteredFormat.numberFormat")
    if any("textFormat" in cell.get("userEnteredFormat", {}) for cell in cells):
        fields.append("userEnteredFormat.textFormat.link")
    if len(fields) == 1:
        for cell in cells:
            cell.pop("userEnteredFormat", None)
    return update_rows(sheet_id, start, rows, ",".join(fields))
