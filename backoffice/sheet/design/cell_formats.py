"""Cell formats of a desk: typeface, alignment, number format, borders."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta

from backoffice.sheet.design.colours import DARK, FONT, INK, LINE, QUIET, WHITE
from backoffice.sheet.design.text_width import lines_of, width_of, wraps
from backoffice.sheet.headings import Column, Kind

CellFormat = Mapping[str, object]
"""Format properties of a cell, named as in XlsxWriter."""

ROW_HEIGHT = 20
"""Of a row of Tickets, in points."""

_BUTTON = 3  # characters at the end of the last line of a heading that a filter button covers
_DAYS = {"en": "[$-409]yyyy-mm-dd (ddd)", "ja": "[$-411]yyyy-mm-dd (aaa)"}
_CENTRED = {"align": "center"}
_OF_KIND: Mapping[Kind, Mapping[str, object]] = {
    Kind.NUMBER: _CENTRED,
    Kind.DATE: _CENTRED,
    Kind.MOMENT: _CENTRED,
    Kind.COUNT: _CENTRED,
    Kind.CHOICE: _CENTRED,
    Kind.YEN: {"align": "right", "indent": 1},
    Kind.LINK: {"font_color": "#2F5F8F", "underline": 1, "indent": 1},
    Kind.TEXT: {"align": "left", "indent": 1},
}


def base_format(**properties: object) -> CellFormat:
    """Return `properties` with the desk's own typeface as the default."""
    return {
        "font_name": FONT, "font_size": 10, "font_color": INK, "valign": "vcenter", **properties
    }  # fmt: skip


def column_number_format(kind: Kind, language: str, digits: int) -> str:
    """Return the number format of a column, in the notation of Excel; amounts have `digits` decimals."""
    return {
        Kind.NUMBER: "@",
        Kind.TEXT: "@",
        Kind.DATE: _DAYS[language],
        Kind.MOMENT: "yyyy-mm-dd hh:mm",
        Kind.YEN: "#,##0" + ("." + "0" * digits if digits else ""),
    }.get(kind, "General")


def value_number_format(value: object) -> str:
    """Return the number format of a day or time in a column that is not one of days."""
    match value:
        case datetime():
            return "yyyy-mm-dd hh:mm:ss"
        case date():
            return "yyyy-mm-dd"
        case timedelta():
            return "[h]:mm:ss"
        case _:
            return "hh:mm:ss"


def column_format(column: Column, language: str, digits: int) -> CellFormat:
    """Return the format of the cells of `column`."""
    own = dict(_OF_KIND.get(column.kind, {}))
    if column.kind is Kind.TEXT:
        own["text_wrap"] = wraps(column)
    if column.key == "ticket" and column.kind is Kind.NUMBER:
        own["bold"] = True
    number_format = column_number_format(column.kind, language, digits)
    return base_format(num_format=number_format, bottom=1, bottom_color=LINE, **own)


def heading_format(fill: str, edge: str) -> CellFormat:
    """Return the format of a heading cell."""
    return base_format(
        text_wrap=True,
        valign="top",
        align="left",
        indent=1,
        bold=True,
        font_color=WHITE if fill in DARK else INK,
        bg_color=fill,
        bottom=2,
        bottom_color=edge,
        right=1,
        right_color=WHITE,
    )


def heading_text_formats(fill: str) -> tuple[CellFormat, CellFormat]:
    """Return the text formats of a heading's first and second language on `fill`."""
    first, second = (WHITE, "#F0ECE6") if fill in DARK else (INK, QUIET)
    return base_format(bold=True, font_color=first), base_format(font_size=8, font_color=second)


def heading_height(columns: Sequence[Column], language: str) -> float:
    """Return the height of the row of headings, in points."""
    height: float = 0
    for column in columns:
        if column.hidden:
            continue
        first, second = column.heading(language).split("\n")
        width = width_of(column) - 1
        needed = 15 * lines_of(first, width / 1.05) + 12 * lines_of(
            second, (width - _BUTTON) / 0.85
        )
        height = max(height, needed)
    return height + 4
