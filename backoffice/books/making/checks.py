"""Dropdowns, checks, hints and colours by the facts of a row.

No check ever refuses: what staff type may be messy, and To fix says in words what is not
understood.  A rule uses the words of both languages, since both may be typed.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from backoffice.books.addresses import column_letters
from backoffice.books.columns import ANSWERS
from backoffice.books.headings import Choice, Column, Kind
from backoffice.books.making.looks import (
    FAINT,
    GOLD,
    GOLD_SOFT,
    PAPER,
    QUIET,
    STAGE_COLOURS,
    Looks,
)
from estimator.policy import Label

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

_LONGEST_LIST = 255  # characters of all entries together, by Excel
_UNUSUAL = Label(en="Unusual", ja="ご確認ください")
_NOT_LISTED = Label(
    en="This is not in the list. You may keep it; if it cannot be understood, To fix will say so.",
    ja="一覧にない値です。このままでも構いません。読み取れない場合は「要確認」に表示されます。",
)
_NOT_A_DATE = Label(
    en="Excel does not see a date here, for example 2026-06-01. You may keep it as it is.",
    ja="日付として認識されません(例:2026/6/1)。このままでも構いません。",
)
_NOT_A_NUMBER = Label(
    en="Excel does not see a usual number here. You may keep it as it is.",
    ja="通常の数値ではありません。このままでも構いません。",
)
_PICK = Label(en="Choose from the list.", ja="一覧からお選びください。")
_TICK = Label(en="✓ or 1 if it is to be done.", ja="依頼があれば ✓ または 1。")
_COUNT = Label(en="How many: 1 to {}.", ja="数:1〜{}。")


def add_checks(sheet: Worksheet, columns: Sequence[Column], language: str, last: int) -> None:
    """Give each column its dropdown, check and hint, from the first row to row `last`."""
    for place, column in enumerate(columns):
        check = _check(column, language)
        hint = _hint(column, language)
        if hint:
            title = column.label.in_(language)[:32]
            check |= {"input_title": title, "input_message": hint[:255]}
        if check:
            check.setdefault("validate", "any")
            sheet.data_validation(1, place, last - 1, place, check)


def _check(column: Column, language: str) -> dict[str, Any]:
    def gently(message: Label) -> dict[str, Any]:
        return {
            "error_type": "information",
            "error_title": _UNUSUAL.in_(language),
            "error_message": message.in_(language),
        }

    if column.kind is Kind.CHOICE:
        words = [choice.label.in_(language) for choice in column.choices]
        # an entry with a comma would fall apart, a longer list be cut
        if any("," in word for word in words) or len(",".join(words)) > _LONGEST_LIST:
            return {}
        return {"validate": "list", "source": words, **gently(_NOT_LISTED)}
    if column.kind is Kind.COUNT and column.most == 1:
        return {"validate": "list", "source": ["✓"], "show_error": False}
    if column.kind is Kind.COUNT:
        limits = {"criteria": "between", "minimum": 1, "maximum": column.most}
        return {"validate": "integer", **limits, **gently(_NOT_A_NUMBER)}
    if column.kind is Kind.DATE:
        start = {"criteria": ">=", "value": date(2000, 1, 1)}
        return {"validate": "date", **start, **gently(_NOT_A_DATE)}
    if column.kind is Kind.YEN:
        return {"validate": "decimal", "criteria": ">=", "value": 0, **gently(_NOT_A_NUMBER)}
    return {}


def _hint(column: Column, language: str) -> str:
    if column.hint:
        return column.hint.in_(language)
    if column.kind is Kind.CHOICE:
        return _PICK.in_(language)
    if column.kind is Kind.COUNT:
        label = _TICK if column.most == 1 else _COUNT
        return label.in_(language).format(column.most)
    return ""


def colour_tickets(sheet: Worksheet, looks: Looks, columns: Sequence[Column], last: int) -> None:
    """Colour rows of Tickets by their facts; the first rule that fits wins."""
    at = {column.key: f"${column_letters(n)}2" for n, column in enumerate(columns, start=1)}
    ticket = at["ticket"]
    end = column_letters(len(columns))
    blank = f"COUNTA($B2:${end}2)=0"
    first_blank = f'AND({ticket}<>"",{blank},COUNTA($B1:${end}1)>0)'
    approved = _says(at["answer"], ANSWERS[0])
    ended = f"OR({','.join(_says(at['answer'], answer) for answer in ANSWERS[1:])})"
    place = next(n for n, column in enumerate(columns) if column.key == "ticket")
    twice = looks.tint(bg_color="#C4553B", font_color="#FFFFFF", bold=True)
    rule = {"type": "duplicate", "format": twice, "stop_if_true": True}
    sheet.conditional_format(1, place, last - 1, place, rule)
    for formula, tint in (
        (first_blank, looks.tint(bg_color=GOLD_SOFT, font_color=GOLD)),
        (f'AND({ticket}<>"",{blank})', looks.tint(font_color=FAINT)),
        (f'{at["sent"]}<>""', looks.tint(bg_color="#F1EFED", font_color=QUIET)),
        (ended, looks.tint(bg_color="#F6ECEA", font_color="#8A4B4B")),
        (f'{at["exception"]}<>""', looks.tint(bg_color="#FDEBC8", font_color="#6E4A00")),
        (approved, looks.tint(bg_color="#E9F4E6")),
        ("MOD(ROW(),2)=1", looks.tint(bg_color=PAPER)),
    ):
        rule = {"type": "formula", "criteria": "=" + formula, "format": tint, "stop_if_true": True}
        sheet.conditional_format(1, 0, last - 1, len(columns) - 1, rule)


def _says(cell: str, choice: Choice) -> str:
    return f'OR({cell}="{choice.label.en}",{cell}="{choice.label.ja}")'


def colour_stages(
    sheet: Worksheet, looks: Looks, columns: Sequence[Column], language: str, last: int
) -> None:
    """Colour the stages in Quotes, and band its rows."""
    place = next(n for n, column in enumerate(columns) if column.key == "stage")
    for stage, (fill, letters) in STAGE_COLOURS.items():
        sheet.conditional_format(
            1,
            place,
            last - 1,
            place,
            {
                "type": "cell",
                "criteria": "==",
                "value": f'"{stage.value.in_(language)}"',
                "format": looks.tint(bg_color=fill, font_color=letters, bold=True),
            },
        )
    band = {"type": "formula", "criteria": '=AND($A2<>"",MOD(ROW(),2)=1)'}
    band |= {"format": looks.tint(bg_color=PAPER)}
    sheet.conditional_format(1, 0, last - 1, len(columns) - 1, band)
