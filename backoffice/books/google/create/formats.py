"""Cell formats of a desk as Google's API describes them."""

from __future__ import annotations

import re

from backoffice.books.google.request_kinds import Message
from backoffice.sheet.design.cell_formats import CellFormat
from backoffice.sheet.design.colours import FONT

LOCALES = {"en": "en_US", "ja": "ja_JP"}
"""The locale of a sheet by its language.  Both parse 6/1 as the first of June; most others do not."""

_HORIZONTAL = {"left": "LEFT", "center": "CENTER", "right": "RIGHT"}
_VERTICAL = {"top": "TOP", "vcenter": "MIDDLE"}
_BORDERS = {1: "SOLID", 2: "SOLID_MEDIUM", 4: "DOTTED", 5: "SOLID_THICK"}
_PADDING = {"top": 2, "right": 3, "bottom": 2, "left": 3}
_INDENT = 8  # pixels


def pixels(points: float) -> int:
    """Return a height in pixels, from points."""
    return round(points * 4 / 3)


def pixels_wide(letters: int) -> int:
    """Return a width in pixels, from characters."""
    return letters * 7 + 5


def colour(code: str) -> Message:
    """Return a ColorStyle.

    >>> colour("#FF0000")
    {'rgbColor': {'red': 1.0, 'green': 0.0, 'blue': 0.0}}
    """
    shares = [round(int(code[at : at + 2], 16) / 255, 4) for at in (1, 3, 5)]
    return {"rgbColor": dict(zip(("red", "green", "blue"), shares, strict=True))}


def number_format(pattern: str) -> Message | None:
    """Return a NumberFormat for a number format of Excel; None for Google's default.

    >>> number_format("[$-411]yyyy-mm-dd (aaa)")
    {'type': 'DATE', 'pattern': 'yyyy-mm-dd (ddd)'}
    """
    if pattern == "General":
        return None
    # Google names days in the language of the sheet's locale
    pattern = re.sub(r"\[\$-\w+\]", "", pattern).replace("aaa", "ddd")
    if pattern == "@":
        return {"type": "TEXT", "pattern": "@"}
    has_date, has_time = "yyyy" in pattern, "h" in pattern
    if has_time:
        return {"type": "DATE_TIME" if has_date else "TIME", "pattern": pattern}
    return {"type": "DATE" if has_date else "NUMBER", "pattern": pattern}


def text_format(wanted: CellFormat) -> Message:
    """Return a TextFormat."""
    described: Message = {}
    if wanted.get("font_name", FONT) != FONT:
        described["fontFamily"] = wanted["font_name"]
    if "font_size" in wanted:
        described["fontSize"] = wanted["font_size"]
    if "font_color" in wanted:
        described["foregroundColorStyle"] = colour(str(wanted["font_color"]))
    if wanted.get("bold"):
        described["bold"] = True
    if wanted.get("underline"):
        described["underline"] = True
    return described


def cell_format(wanted: CellFormat) -> Message:
    """Return a CellFormat."""
    described: Message = {"textFormat": text_format(wanted)}
    if pattern := number_format(str(wanted.get("num_format", "General"))):
        described["numberFormat"] = pattern
    if "bg_color" in wanted:
        described["backgroundColorStyle"] = colour(str(wanted["bg_color"]))
    if "align" in wanted:
        described["horizontalAlignment"] = _HORIZONTAL[str(wanted["align"])]
    if "valign" in wanted:
        described["verticalAlignment"] = _VERTICAL[str(wanted["valign"])]
    if wanted.get("text_wrap"):
        described["wrapStrategy"] = "WRAP"
    if wanted.get("indent"):
        side = "right" if wanted.get("align") == "right" else "left"
        described["padding"] = _PADDING | {side: _INDENT}
    borders = {
        side: {"style": _BORDERS[int(str(wanted[side]))], "colorStyle": colour(str(wanted[key]))}
        for side in ("bottom", "left", "right")
        if side in wanted and (key := f"{side}_color") in wanted
    }
    if borders:
        described["borders"] = borders
    return {key: part for key, part in described.items() if part}
