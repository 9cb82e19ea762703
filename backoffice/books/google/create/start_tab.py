"""The page Start of a Google Sheet, as requests."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from backoffice.books.google.create.formats import Message, cell_format, pixels, pixels_wide
from backoffice.books.google.versions import Request
from backoffice.sheet.design.cell_formats import base_format
from backoffice.sheet.design.start_page import WIDTHS, PageCell, PageRow, start_page
from backoffice.sheet.headings import Tab
from estimator.policy.model import Label

_BARE = cell_format(base_format())


def start_requests(
    sheet_id: int, shop: Label, language: str, ids: Mapping[Tab, int]
) -> Iterator[Request]:
    """Yield what lays the page out.

    Args:
        sheet_id: Of Start.
        shop: Its name.
        language: Of the sheet.
        ids: Of the tabs it leads to.
    """
    rows = start_page(shop, language)
    for column, width in enumerate(WIDTHS):
        yield sized(sheet_id, "COLUMNS", column, pixels_wide(width))
    for index, row in enumerate(rows):
        if row.height is not None:
            yield sized(sheet_id, "ROWS", index, pixels(row.height))
    yield {
        "updateCells": {
            "start": {"sheetId": sheet_id, "rowIndex": 0, "columnIndex": 0},
            "rows": [{"values": _cells(row, ids)} for row in rows],
            "fields": "userEnteredValue,userEnteredFormat",
        }
    }


def start_size(shop: Label, language: str) -> tuple[int, int]:
    """Return how many rows and columns the page takes."""
    return len(start_page(shop, language)), len(WIDTHS)


def _cells(row: PageRow, ids: Mapping[Tab, int]) -> Sequence[Message]:
    by_column = {cell.column: cell for cell in row.cells}
    return [
        _cell(by_column[column], ids) if column in by_column else {"userEnteredFormat": _BARE}
        for column in range(len(WIDTHS))
    ]


def _cell(cell: PageCell, ids: Mapping[Tab, int]) -> Message:
    shown = cell_format(cell.cell_format)
    if cell.tab:
        link = {"link": {"uri": f"#gid={ids[cell.tab]}"}}
        shown = shown | {"textFormat": shown["textFormat"] | link}
    value = {"userEnteredValue": {"stringValue": cell.text}} if cell.text else {}
    return {**value, "userEnteredFormat": shown}


def sized(sheet_id: int, dimension: str, place: int, size: int, *, last: int | None = 0) -> Request:
    """Return the request that makes rows or columns `size` pixels high or wide.

    Args:
        sheet_id: Of the tab.
        dimension: ``ROWS`` or ``COLUMNS``.
        place: The first, from 0.
        size: In pixels.
        last: Up to which, excluded; 0 for one only, None for all there are.
    """
    span = {"sheetId": sheet_id, "dimension": dimension, "startIndex": place}
    if last is not None:
        span["endIndex"] = last or place + 1
    return {
        "updateDimensionProperties": {
            "range": span,
            "properties": {"pixelSize": size},
            "fields": "pixelSize",
        }
    }
