"""Data validation, conditional formats and bands of one tab."""

from __future__ import annotations

from collections.abc import Iterator

from backoffice.books.google.create.formats import cell_format, colour
from backoffice.books.google.format_requests import add_banding, add_conditional_format
from backoffice.books.google.request_kinds import Message, Request, grid_range
from backoffice.books.new_desks import TabContents
from backoffice.sheet.addresses import column_letters
from backoffice.sheet.design.cell_formats import CellFormat
from backoffice.sheet.design.colour_rules import BAND, DUPLICATE, stage_formats, ticket_rules
from backoffice.sheet.design.colours import WHITE
from backoffice.sheet.design.validation import FIRST_DAY, Sort, check_of, hint_of
from backoffice.sheet.headings import Column, Tab


def rows_below_headings(sheet_id: int, first: int = 0, end: int | None = None) -> Message:
    """Return the range of all rows below the headings, in the columns from `first` to before `end`."""
    return grid_range(sheet_id, rows=(1, None), columns=(first, end))


def validation_rule(column: Column, language: str) -> Message | None:
    """Return the DataValidationRule of `column`, which refuses nothing; None if all input is valid."""
    check = check_of(column, language)
    if check is None:
        return None
    match check.sort:
        case Sort.LIST:
            condition = _condition("ONE_OF_LIST", *check.words)
        case Sort.TICK:  # Google marks input that is not in the list, and 1 is right too
            condition = _condition("ONE_OF_LIST", *check.words, "1")
        case Sort.COUNT:
            condition = _condition("NUMBER_BETWEEN", "1", str(check.most))
        case Sort.DAY:
            condition = _condition("DATE_ON_OR_AFTER", FIRST_DAY.isoformat())
        case Sort.AMOUNT:
            condition = _condition("NUMBER_GREATER_THAN_EQ", "0")
    rule: Message = {"condition": condition, "strict": False, "showCustomUi": True}
    message = hint_of(column, language) or check.message
    return rule | {"inputMessage": message} if message else rule


def _condition(kind: str, *values: str) -> Message:
    return {"type": kind, "values": [{"userEnteredValue": value} for value in values]}


def colour_requests(contents: TabContents, sheet_id: int, language: str) -> Iterator[Request]:
    """Yield the conditional formats of a tab, the first that matches applies, and its bands."""
    rules = [*_rules(contents, sheet_id, language)]
    for index, (area, condition, shown) in enumerate(rules):
        yield add_conditional_format(area, condition, cell_format(shown), index)
    if rules:
        area = rows_below_headings(sheet_id, 0, contents.width)
        yield add_banding(area, colour(WHITE), colour(str(BAND["bg_color"])))


def _rules(
    contents: TabContents, sheet_id: int, language: str
) -> Iterator[tuple[Message, Message, CellFormat]]:
    """Yield range, condition and format of each conditional format."""
    if contents.tab is Tab.TICKETS:
        ticket = contents.column_index["ticket"]
        letters = column_letters(ticket + 1)
        duplicate = f"=COUNTIF(${letters}$2:${letters},${letters}2)>1"
        numbers = rows_below_headings(sheet_id, ticket, ticket + 1)
        yield numbers, _condition("CUSTOM_FORMULA", duplicate), DUPLICATE
        every = rows_below_headings(sheet_id, 0, contents.width)
        for rule in ticket_rules(contents.column_index, contents.width):
            yield every, _condition("CUSTOM_FORMULA", f"={rule.formula}"), rule.cell_format
    if contents.tab in (Tab.QUOTES, Tab.TODAY):
        stage = contents.column_index["stage"]
        stages = rows_below_headings(sheet_id, stage, stage + 1)
        for text, shown in stage_formats(language):
            yield stages, _condition("TEXT_EQ", text), shown
