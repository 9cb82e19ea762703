"""Data validation and conditional formats of a new workbook."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from backoffice.books.new_desks import TabContents
from backoffice.books.workbook.create.formats import WorkbookFormats
from backoffice.sheet.design.colour_rules import BAND, DUPLICATE, stage_formats, ticket_rules
from backoffice.sheet.design.validation import FIRST_DAY, UNUSUAL, Check, Sort, check_of, hint_of
from backoffice.sheet.headings import Column

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

_LONGEST_LIST = 255  # characters of all entries together, by Excel


def add_validation(
    sheet: Worksheet, columns: Sequence[Column | None], language: str, last: int
) -> None:
    """Give each column its dropdown, check and hint, down to row `last`."""
    for index, column in enumerate(columns):
        if column is None:
            continue
        check = check_of(column, language)
        rule = _excel_rule(check, language) if check else {}
        hint = hint_of(column, language)
        if hint:
            title = column.label.in_(language)[:32]
            rule |= {"input_title": title, "input_message": hint[:255]}
        if rule:
            rule.setdefault("validate", "any")
            sheet.data_validation(1, index, last - 1, index, rule)


def _excel_rule(check: Check, language: str) -> dict[str, Any]:
    """Return `check` as an option of XlsxWriter; empty where Excel cannot hold it."""
    message_only = {
        "error_type": "information",
        "error_title": UNUSUAL.in_(language),
        "error_message": check.message,
    }
    match check.sort:
        case Sort.LIST:
            words = list(check.words)
            # Excel splits entries at commas and cuts longer lists
            if any("," in word for word in words) or len(",".join(words)) > _LONGEST_LIST:
                return {}
            return {"validate": "list", "source": words, **message_only}
        case Sort.TICK:
            return {"validate": "list", "source": list(check.words), "show_error": False}
        case Sort.COUNT:
            limits = {"criteria": "between", "minimum": 1, "maximum": check.most}
            return {"validate": "integer", **limits, **message_only}
        case Sort.DAY:
            return {"validate": "date", "criteria": ">=", "value": FIRST_DAY, **message_only}
        case Sort.AMOUNT:
            return {"validate": "decimal", "criteria": ">=", "value": 0, **message_only}


def colour_tickets(
    sheet: Worksheet, formats: WorkbookFormats, contents: TabContents, last: int
) -> None:
    """Colour rows of Tickets by their facts; the first rule that matches applies."""
    index, width = contents.column_index, contents.width
    numbers, everything = (
        (1, index["ticket"], last - 1, index["ticket"]),
        (1, 0, last - 1, width - 1),
    )
    facts = [(rule.formula, rule.cell_format) for rule in ticket_rules(index, width)]
    rules = [(numbers, DUPLICATE, {"type": "duplicate"})]
    for formula, cell_format in (*facts, ("MOD(ROW(),2)=1", BAND)):
        rules.append((everything, cell_format, {"type": "formula", "criteria": f"={formula}"}))
    for area, cell_format, rule in rules:
        shown = {"format": formats.rule_format(cell_format), "stop_if_true": True}
        sheet.conditional_format(*area, rule | shown)


def colour_stages(
    sheet: Worksheet, formats: WorkbookFormats, contents: TabContents, last: int
) -> None:
    """Colour the stages in Quotes or Today and shade every second row."""
    stage = contents.column_index["stage"]
    for word, cell_format in stage_formats(formats.language):
        rule = {"type": "cell", "criteria": "==", "value": f'"{word}"'}
        shown = {"format": formats.rule_format(cell_format)}
        sheet.conditional_format(1, stage, last - 1, stage, rule | shown)
    band = {"type": "formula", "criteria": '=AND($A2<>"",MOD(ROW(),2)=1)'}
    shown = {"format": formats.rule_format(BAND)}
    sheet.conditional_format(1, 0, last - 1, len(contents.columns) - 1, band | shown)
