"""One tab of a new desk, as requests: created, headed, formatted, coloured, protected."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from backoffice.books.google.create.formats import (
    cell_format,
    colour,
    pixels,
    pixels_wide,
    text_format,
)
from backoffice.books.google.create.start_tab import start_requests, start_size
from backoffice.books.google.create.tab_rules import (
    colour_requests,
    rows_below_headings,
    validation_rule,
)
from backoffice.books.google.format_requests import (
    hide_column,
    protect_tab,
    repeat_cell,
    resize,
    set_filter,
)
from backoffice.books.google.request_kinds import (
    Message,
    Request,
    add_tab,
    grid_range,
    update_rows,
)
from backoffice.books.google.tab_growth import ROOM
from backoffice.books.new_desks import NewDesk, TabContents
from backoffice.sheet.columns import frozen_columns
from backoffice.sheet.design import cell_formats
from backoffice.sheet.design.colours import GROUPS, TAB_COLOURS, heading_colours
from backoffice.sheet.design.text_width import width_of
from backoffice.sheet.design.validation import hint_of
from backoffice.sheet.headings import Column, Tab
from backoffice.sheet.snapshot import Cell, Link
from backoffice.sheet.tab_writers import SCRIPT_TABS

MIN_ROWS = 300
"""Rows of a new tab, or `ROOM` more than are filled; it grows when they are used up."""

_OWN_COLUMNS = 5  # blank ones at the right of Tickets


def tab_requests(
    contents: TabContents,
    sheet_id: int,
    index: int,
    title: str,
    desk: NewDesk,
    email: str,
    ids: Mapping[str, int],
) -> Iterator[Request]:
    """Yield the requests that create one tab of `desk`, with the name `title`, without its rows.

    Only the owner and the script, which has the address `email`, may write the script's tabs.  Start links
    to the tabs by their numbers `ids`.
    """
    yield _added(contents, sheet_id, index, title, desk)
    if contents.tab is None:
        return
    if contents.tab is Tab.START:
        yield from start_requests(sheet_id, desk, ids)
    else:
        yield from _headings(contents, sheet_id, desk)
        yield from _columns(contents, sheet_id, desk)
        if contents.tab is Tab.TICKETS:
            yield resize(sheet_id, "ROWS", 1, None, pixels(cell_formats.ROW_HEIGHT))
        yield from colour_requests(contents, sheet_id, desk.language)
        yield set_filter(grid_range(sheet_id, columns=(0, contents.width)))
    if contents.tab in SCRIPT_TABS:
        yield protect_tab(sheet_id, contents.name, email)


def _added(contents: TabContents, sheet_id: int, index: int, title: str, desk: NewDesk) -> Request:
    rows, width = len(contents.rows), contents.width
    grid: Message = {"rowCount": max(MIN_ROWS, rows + ROOM), "columnCount": max(width, 1)}
    if contents.tab is Tab.START:
        rows, width = start_size(desk)
        grid |= {"rowCount": rows + 1, "columnCount": width + 1, "hideGridlines": True}
    elif contents.tab is not None:
        more = _OWN_COLUMNS if contents.tab is Tab.TICKETS else 0
        grid |= {"columnCount": width + more, "hideGridlines": True}
        grid |= {"frozenRowCount": 1, "frozenColumnCount": frozen_columns(contents.tab)}
    tab_colour = colour(TAB_COLOURS[contents.tab]) if contents.tab else None
    return add_tab(sheet_id, title, grid, index=index, tab_colour=tab_colour)


def _headings(contents: TabContents, sheet_id: int, desk: NewDesk) -> Iterator[Request]:
    known = [column for column in contents.columns if column]
    fills = iter(heading_colours(contents.tab or Tab.TICKETS, known))
    cells = []
    for index in range(contents.width):
        column = contents.columns[index] if index < len(contents.columns) else None
        fill, edge = next(fills) if column else GROUPS["notes"]
        text = contents.rows[0][index] if index < len(contents.rows[0]) else None
        cells.append(_heading(text, column, fill, edge, desk.language))
    fields = "userEnteredValue,userEnteredFormat,textFormatRuns,note"
    yield update_rows(sheet_id, 0, [cells], fields)
    height = pixels(cell_formats.heading_height(known, desk.language))
    yield resize(sheet_id, "ROWS", 0, 1, height)


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
        first, second = map(text_format, cell_formats.heading_text_formats(fill))
        start = str(text).index("\n") + 1
        runs = [{"startIndex": 0, "format": first}, {"startIndex": start, "format": second}]
        cell["textFormatRuns"] = runs
    if hint := hint_of(column, language):
        cell["note"] = hint
    return cell


def _columns(contents: TabContents, sheet_id: int, desk: NewDesk) -> Iterator[Request]:
    for index, column in enumerate(contents.columns):
        if column is None:
            continue
        yield resize(sheet_id, "COLUMNS", index, index + 1, pixels_wide(width_of(column)))
        if column.hidden:
            yield hide_column(sheet_id, index)
        shown = {**cell_formats.column_format(column, desk.language, desk.policy.currency.digits)}
        if contents.tab is Tab.TICKETS:
            shown["text_wrap"] = False  # rows have a fixed height, long notes go on at the right
        cell = {"userEnteredFormat": cell_format(shown)}
        if contents.tab is Tab.TICKETS and (rule := validation_rule(column, desk.language)):
            cell["dataValidation"] = rule
        yield repeat_cell(rows_below_headings(sheet_id, index, index + 1), cell, ",".join(cell))
