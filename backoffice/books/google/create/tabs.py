"""One tab of a new desk, as requests: made, headed, formatted, checked, coloured, protected."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from backoffice.books.google.create.formats import (
    Message,
    cell_format,
    colour,
    pixels,
    pixels_wide,
    text_format,
)
from backoffice.books.google.create.start_tab import sized, start_requests, start_size
from backoffice.books.google.create.tab_rules import below_headings, colours, protection, validation
from backoffice.books.google.versions import Request
from backoffice.sheet.design import cell_formats
from backoffice.sheet.design.colours import GROUPS, TAB_COLOURS, heading_colours
from backoffice.sheet.design.text_width import width_of
from backoffice.sheet.design.validation import hint_of
from backoffice.sheet.headings import Column, Tab
from backoffice.sheet.snapshot import Cell, Link
from backoffice.sheet.tab_contents import TabContents
from estimator.policy.model import Label

LEAST_ROWS = 300
"""Of a new tab; a longer one has `ROOM` for more, and grows when that is used up."""

ROOM = 200
_OWN_COLUMNS = 5  # blank ones at the right of Tickets


@dataclass(frozen=True, slots=True, kw_only=True)
class Making:
    """What all tabs of one desk share.

    Attributes:
        shop: Its name.
        digits: Decimal places of its currency.
        language: Of the sheet.
        email: The script's address, the only one but the owner's that may write its tabs.
        ids: Of the tabs, as they will be.
    """

    shop: Label
    digits: int
    language: str
    email: str
    ids: Mapping[Tab, int]


def tab_requests(
    contents: TabContents, sheet_id: int, index: int, title: str, making: Making
) -> list[Request]:
    """Return what makes one tab, but for its rows.

    Args:
        contents: What it is to hold.
        sheet_id: Its id.
        index: Its place, from 0.
        title: What it is called while it is made.
        making: What all tabs share.
    """
    made = [_added(contents, sheet_id, index, title, making)]
    if contents.tab is None:
        return made
    if contents.tab is Tab.START:
        made += start_requests(sheet_id, making.shop, making.language, making.ids)
    else:
        made += _headed(contents, sheet_id, making)
        made += _columns(contents, sheet_id, making)
        if contents.tab is Tab.TICKETS:
            made.append(sized(sheet_id, "ROWS", 1, pixels(cell_formats.ROW_HEIGHT), last=None))
        made += colours(contents, sheet_id, making.language)
        made.append({"setBasicFilter": {"filter": {"range": _filtered(contents, sheet_id)}}})
    if contents.tab is not Tab.TICKETS:
        made.append(protection(contents.name, sheet_id, making.email))
    return made


def _added(contents: TabContents, sheet_id: int, index: int, title: str, making: Making) -> Request:
    rows, width = len(contents.rows), contents.width
    grid: Message = {"rowCount": max(LEAST_ROWS, rows + ROOM), "columnCount": max(width, 1)}
    if contents.tab is Tab.START:
        rows, width = start_size(making.shop, making.language)
        grid |= {"rowCount": rows + 1, "columnCount": width + 1, "hideGridlines": True}
    elif contents.tab is not None:
        more = _OWN_COLUMNS if contents.tab is Tab.TICKETS else 0
        grid |= {"columnCount": width + more, "hideGridlines": True}
        grid |= {"frozenRowCount": 1, "frozenColumnCount": 1}
    properties: Message = {"sheetId": sheet_id, "title": title, "index": index}
    properties |= {"gridProperties": grid}
    if contents.tab is not None:
        properties["tabColorStyle"] = colour(TAB_COLOURS[contents.tab])
    return {"addSheet": {"properties": properties}}


def _headed(contents: TabContents, sheet_id: int, making: Making) -> Iterator[Request]:
    known = [column for column in contents.columns if column]
    fills = iter(heading_colours(contents.tab or Tab.TICKETS, known))
    cells = []
    for place in range(contents.width):
        column = contents.columns[place] if place < len(contents.columns) else None
        fill, edge = next(fills) if column else GROUPS["notes"]
        text = contents.rows[0][place] if place < len(contents.rows[0]) else None
        cells.append(_heading(text, column, fill, edge, making.language))
    yield {
        "updateCells": {
            "start": {"sheetId": sheet_id, "rowIndex": 0, "columnIndex": 0},
            "rows": [{"values": cells}],
            "fields": "userEnteredValue,userEnteredFormat,textFormatRuns,note",
        }
    }
    yield sized(sheet_id, "ROWS", 0, pixels(cell_formats.heading_height(known, making.language)))


def _heading(
    text: Cell | Link, column: Column | None, fill: str, edge: str, language: str
) -> Message:
    cell: Message = {"userEnteredFormat": cell_format(cell_formats.heading_format(fill, edge))}
    if text in (None, ""):
        return cell
    cell["userEnteredValue"] = {"stringValue": str(text)}
    if column is None:
        return cell
    if text == column.heading(language):
        big, small = map(text_format, cell_formats.heading_text_formats(fill))
        second = str(text).index("\n") + 1
        runs = [{"startIndex": 0, "format": big}, {"startIndex": second, "format": small}]
        cell["textFormatRuns"] = runs
    if hint := hint_of(column, language):
        cell["note"] = hint
    return cell


def _columns(contents: TabContents, sheet_id: int, making: Making) -> Iterator[Request]:
    for place, column in enumerate(contents.columns):
        if column is None:
            continue
        yield sized(sheet_id, "COLUMNS", place, pixels_wide(width_of(column)))
        cell = {
            "userEnteredFormat": cell_format(
                cell_formats.column_format(column, making.language, making.digits)
            )
        }
        fields = "userEnteredFormat"
        check = validation(column, making.language) if contents.tab is Tab.TICKETS else None
        if check:
            cell["dataValidation"] = check
            fields += ",dataValidation"
        area = below_headings(sheet_id, place, place + 1)
        yield {"repeatCell": {"range": area, "cell": cell, "fields": fields}}


def _filtered(contents: TabContents, sheet_id: int) -> Message:
    return {
        "sheetId": sheet_id,
        "startRowIndex": 0,
        "startColumnIndex": 0,
        "endColumnIndex": contents.width,
    }


def ids_for(tabs: Sequence[TabContents], used: set[int]) -> list[int]:
    """Return an id for each tab that none of `used` has."""
    free = (number for number in range(1001, 2**31) if number not in used)
    return [number for number, _ in zip(free, tabs, strict=False)]
