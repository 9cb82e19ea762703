"""Dropdowns, checks, hints and colours of a new workbook."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from backoffice.books.workbook.create.formats import WorkbookFormats
from backoffice.sheet.design.colour_rules import BAND, DUPLICATE, stage_formats, ticket_rules
from backoffice.sheet.design.validation import FIRST_DAY, UNUSUAL, Check, Sort, check_of, hint_of
from backoffice.sheet.headings import Column

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

_LONGEST_LIST = 255  # characters of all entries together, by Excel


def add_checks(
    sheet: Worksheet, columns: Sequence[Column | None], language: str, last: int
) -> None:
    """Give each column its dropdown, check and hint, from the first row to row `last`."""
    for place, column in enumerate(columns):
        if column is None:
            continue
        found = check_of(column, language)
        check = _in_excel(found, language) if found else {}
        hint = hint_of(column, language)
        if hint:
            title = column.label.in_(language)[:32]
            check |= {"input_title": title, "input_message": hint[:255]}
        if check:
            check.setdefault("validate", "any")
            sheet.data_validation(1, place, last - 1, place, check)


def _in_excel(check: Check, language: str) -> dict[str, Any]:
    """Return `check` as XlsxWriter takes it; an empty one where Excel cannot hold it."""
    gently = {
        "error_type": "information",
        "error_title": UNUSUAL.in_(language),
        "error_message": check.message,
    }
    match check.sort:
        case Sort.LIST:
            words = list(check.words)
            # an entry with a comma would fall apart, a longer list be cut
            if any("," in word for word in words) or len(",".join(words)) > _LONGEST_LIST:
                return {}
            return {"validate": "list", "source": words, **gently}
        case Sort.TICK:
            return {"validate": "list", "source": list(check.words), "show_error": False}
        case Sort.COUNT:
            limits = {"criteria": "between", "minimum": 1, "maximum": check.most}
            return {"validate": "integer", **limits, **gently}
        case Sort.DAY:
            return {"validate": "date", "criteria": ">=", "value": FIRST_DAY, **gently}
        case Sort.AMOUNT:
            return {"validate": "decimal", "criteria": ">=", "value": 0, **gently}


def colour_tickets(
    sheet: Worksheet, formats: WorkbookFormats, places: Mapping[str, int], width: int, last: int
) -> None:
    """Colour rows of Tickets by their facts; the first rule that fits wins."""
    place = places["ticket"]
    twice = {"type": "duplicate", "format": formats.rule_format(DUPLICATE), "stop_if_true": True}
    sheet.conditional_format(1, place, last - 1, place, twice)
    rules = [(rule.formula, rule.cell_format) for rule in ticket_rules(places, width)]
    for formula, tint in (*rules, ("MOD(ROW(),2)=1", BAND)):
        rule = {"type": "formula", "criteria": "=" + formula, "format": formats.rule_format(tint)}
        sheet.conditional_format(1, 0, last - 1, width - 1, rule | {"stop_if_true": True})


def colour_stages(
    sheet: Worksheet, formats: WorkbookFormats, columns: Sequence[Column], language: str, last: int
) -> None:
    """Colour the stages in Quotes, and band its rows."""
    place = next(n for n, column in enumerate(columns) if column.key == "stage")
    for word, tint in stage_formats(language):
        rule = {
            "type": "cell",
            "criteria": "==",
            "value": f'"{word}"',
            "format": formats.rule_format(tint),
        }
        sheet.conditional_format(1, place, last - 1, place, rule)
    band = {"type": "formula", "criteria": '=AND($A2<>"",MOD(ROW(),2)=1)'}
    band |= {"format": formats.rule_format(BAND)}
    sheet.conditional_format(1, 0, last - 1, len(columns) - 1, band)
