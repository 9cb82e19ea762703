"""The page Start of a Google Sheet, as requests."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from backoffice.books.google.create.formats import cell_format, pixels, pixels_wide
from backoffice.books.google.format_requests import resize
from backoffice.books.google.request_kinds import (
    Message,
    Request,
    update_rows,
)
from backoffice.sheet.design.cell_formats import base_format
from backoffice.sheet.design.start_page import WIDTHS, PageCell, PageRow, page_rows
from backoffice.sheet.headings import Tab
from estimator.policy.label import Label

_EMPTY_CELL = cell_format(base_format())


def start_requests(
    sheet_id: int, shop: Label, language: str, ids: Mapping[Tab, int]
) -> Iterator[Request]:
    """Yield the requests that write the page.

    Args:
        sheet_id: Of Start.
        shop: The name of the shop.
        language: Of the sheet.
        ids: Of the tabs to which the page links.
    """
    rows = page_rows(shop, language, on_google=True)
    for column, width in enumerate(WIDTHS):
        yield resize(sheet_id, "COLUMNS", column, column + 1, pixels_wide(width))
    for index, row in enumerate(rows):
        if row.height is not None:
            yield resize(sheet_id, "ROWS", index, index + 1, pixels(row.height))
    cells = [_cells(row, ids) for row in rows]
    yield update_rows(sheet_id, 0, cells, "userEnteredValue,userEnteredFormat")


def start_size(shop: Label, language: str) -> tuple[int, int]:
    """Return the number of rows and columns of the page."""
    return len(page_rows(shop, language, on_google=True)), len(WIDTHS)


def _cells(row: PageRow, ids: Mapping[Tab, int]) -> Sequence[Message]:
    by_column = {cell.column: cell for cell in row.cells}
    return [
        _cell(by_column[column], ids) if column in by_column else {"userEnteredFormat": _EMPTY_CELL}
        for column in range(len(WIDTHS))
    ]


def _cell(cell: PageCell, ids: Mapping[Tab, int]) -> Message:
    described = cell_format(cell.cell_format)
    if cell.tab:
        link = {"link": {"uri": f"#gid={ids[cell.tab]}"}}
        described["textFormat"] = described["textFormat"] | link
    value = {"userEnteredValue": {"stringValue": cell.text}} if cell.text else {}
    return {**value, "userEnteredFormat": described}
