"""Checks, colours, bands, filter and protection of one tab, as requests."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, TypeAlias

from backoffice.books.google.create.formats import cell_format, colour
from backoffice.books.google.versions import Request
from backoffice.sheet.addresses import column_letters
from backoffice.sheet.design.cell_formats import CellFormat
from backoffice.sheet.design.colour_rules import BAND, DUPLICATE, stage_formats, ticket_rules
from backoffice.sheet.design.colours import WHITE
from backoffice.sheet.design.validation import FIRST_DAY, Sort, check_of, hint_of
from backoffice.sheet.headings import Column, Tab
from backoffice.sheet.tab_contents import TabContents

Message: TypeAlias = dict[str, Any]


def below_headings(sheet_id: int, first: int = 0, last: int | None = None) -> Message:
    """Return the range of all rows below the headings, from column `first` up to `last`."""
    area = {"sheetId": sheet_id, "startRowIndex": 1, "startColumnIndex": first}
    return area if last is None else area | {"endColumnIndex": last}


def validation(column: Column, language: str) -> Message | None:
    """Return the DataValidationRule of `column`; it never refuses.  None if anything may stand there."""
    check = check_of(column, language)
    if check is None:
        return None
    match check.sort:
        case Sort.LIST:
            condition = _condition("ONE_OF_LIST", *check.words)
        case Sort.TICK:  # here a list marks all else as wrong, and 1 is right
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


def colours(contents: TabContents, sheet_id: int, language: str) -> Iterator[Request]:
    """Yield the conditional formats of a tab, the first that holds wins, and its bands."""
    rules: list[Request] = []
    if contents.tab is Tab.TICKETS:
        place = contents.column_index["ticket"]
        letters = column_letters(place + 1)
        twice = f"COUNTIF(${letters}$2:${letters},${letters}2)>1"
        only = below_headings(sheet_id, place, place + 1)
        rules.append(_rule(only, _condition("CUSTOM_FORMULA", f"={twice}"), DUPLICATE))
        every = below_headings(sheet_id, 0, contents.width)
        for rule in ticket_rules(contents.column_index, contents.width):
            condition = _condition("CUSTOM_FORMULA", f"={rule.formula}")
            rules.append(_rule(every, condition, rule.cell_format))
    if contents.tab is Tab.QUOTES:
        place = contents.column_index["stage"]
        only = below_headings(sheet_id, place, place + 1)
        for word, shown in stage_formats(language):
            rules.append(_rule(only, _condition("TEXT_EQ", word), shown))
    for index, made in enumerate(rules):
        yield {"addConditionalFormatRule": {"rule": made, "index": index}}
    if rules:
        yield {
            "addBanding": {
                "bandedRange": {
                    "range": below_headings(sheet_id, 0, contents.width),
                    "rowProperties": {
                        "firstBandColorStyle": colour(WHITE),
                        "secondBandColorStyle": colour(str(BAND["bg_color"])),
                    },
                }
            }
        }


def _rule(area: Message, condition: Message, shown: CellFormat) -> Message:
    return {"ranges": [area], "booleanRule": {"condition": condition, "format": cell_format(shown)}}


def protection(name: str, sheet_id: int, email: str) -> Request:
    """Return the request that lets the script and the owner alone write a tab.

    Args:
        name: Of the tab.
        sheet_id: Of the tab.
        email: The script's address; empty if it uses a person's own key, who then stays an editor.
    """
    editors = {"users": [email]} if email else {}
    return {
        "addProtectedRange": {
            "protectedRange": {
                "range": {"sheetId": sheet_id},
                "description": f"{name}: backoffice",
                "warningOnly": False,
                "editors": editors,
            }
        }
    }
