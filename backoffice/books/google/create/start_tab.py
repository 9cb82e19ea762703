"""The page Start of a Google Sheet, as requests."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from backoffice.books.google.create.formats import cell_format, pixels, pixels_wide
from backoffice.books.google.format_requests import resize
from backoffice.books.google.request_kinds import Message, Request, update_rows
from backoffice.books.new_desks import NewDesk
from backoffice.sheet.design.cell_formats import base_format
from backoffice.sheet.design.start_page import WIDTHS, PageCell, PageRow, page_rows
from backoffice.sheet.headings import Tab

_EMPTY_CELL = cell_format(base_format())


def start_requests(sheet_id: int, desk: NewDesk, ids: Mapping[str, int]) -> Iterator[Request]:
    """Yield the requests that write the page, whose links lead to tabs with the numbers `ids`."""
    rows = _rows(desk)
    by_tab = {tab.tab: ids[tab.name] for tab in desk.tabs if tab.tab}
    for column, width in enumerate(WIDTHS):
        yield resize(sheet_id, "COLUMNS", column, column + 1, pixels_wide(width))
    for index, row in enumerate(rows):
        if row.height is not None:
            yield resize(sheet_id, "ROWS", index, index + 1, pixels(row.height))
    cells = [_cells(row, by_tab) for row in rows]
    yield update_rows(sheet_id, 0, cells, "userEnteredValue,userEnteredFormat")


def start_size(desk: NewDesk) -> tuple[int, int]:
    """Return the number of rows and columns of the page."""
    return len(_rows(desk)), len(WIDTHS)


def _rows(desk: NewDesk) -> Sequence[PageRow]:
    return page_rows(desk.policy.shop.name, desk.language, on_google=True)


def _cells(row: PageRow, ids: Mapping[Tab, int]) -> Sequence[Message]:
    by_column = {cell.column: _cell(cell, ids) for cell in row.cells}
    empty = {"userEnteredFormat": _EMPTY_CELL}
    return [by_column.get(column, empty) for column in range(len(WIDTHS))]


def _cell(cell: PageCell, ids: Mapping[Tab, int]) -> Message:
    described = cell_format(cell.cell_format)
    if cell.tab:
        link = {"link": {"uri": f"#gid={ids[cell.tab]}"}}
        described["textFormat"] = described["textFormat"] | link
    value = {"userEnteredValue": {"stringValue": cell.text}} if cell.text else {}
    return {**value, "userEnteredFormat": described}
