"""The desk's wanted as Google names them."""

from __future__ import annotations

import re
from typing import Any, TypeAlias

from backoffice.sheet.design.cell_formats import CellFormat
from backoffice.sheet.design.colours import FONT

Message: TypeAlias = dict[str, Any]

LOCALES = {"en": "en_US", "ja": "ja_JP"}
"""The locale of a sheet by its language.  Both read 6/1 as the first of June; most others do not."""

_ALIGNED = {"left": "LEFT", "center": "CENTER", "right": "RIGHT"}
_STANDING = {"top": "TOP", "vcenter": "MIDDLE"}
_LINES = {1: "SOLID", 2: "SOLID_MEDIUM", 4: "DOTTED", 5: "SOLID_THICK"}
_PADDING = {"top": 2, "right": 3, "bottom": 2, "left": 3}
_INDENT = 8  # pixels


def pixels(points: float) -> int:
    """Return a height in pixels."""
    return round(points * 4 / 3)


def pixels_wide(letters: int) -> int:
    """Return a width in pixels, from one in characters."""
    return letters * 7 + 5


def colour(code: str) -> Message:
    """Return a ColorStyle.

    >>> colour("#FF0000")
    {'rgbColor': {'red': 1.0, 'green': 0.0, 'blue': 0.0}}
    """
    parts = [round(int(code[at : at + 2], 16) / 255, 4) for at in (1, 3, 5)]
    return {"rgbColor": dict(zip(("red", "green", "blue"), parts, strict=True))}


def number_format(pattern: str) -> Message | None:
    """Return a NumberFormat for a pattern of Excel; None for what Google chooses by itself.

    >>> number_format("[$-411]yyyy-mm-dd (aaa)")
    {'type': 'DATE', 'pattern': 'yyyy-mm-dd (ddd)'}
    """
    if pattern == "General":
        return None
    # Google names days in the language of the sheet's locale
    plain = re.sub(r"\[\$-\w+\]", "", pattern).replace("aaa", "ddd")
    if plain == "@":
        return {"type": "TEXT", "pattern": "@"}
    dated, timed = "yyyy" in plain, "h" in plain
    if timed:
        return {"type": "DATE_TIME" if dated else "TIME", "pattern": plain}
    return {"type": "DATE" if dated else "NUMBER", "pattern": plain}


def text_format(wanted: CellFormat) -> Message:
    """Return a TextFormat."""
    shown: Message = {}
    if wanted.get("font_name", FONT) != FONT:
        shown["fontFamily"] = wanted["font_name"]
    if "font_size" in wanted:
        shown["fontSize"] = wanted["font_size"]
    if "font_color" in wanted:
        shown["foregroundColorStyle"] = colour(str(wanted["font_color"]))
    if wanted.get("bold"):
        shown["bold"] = True
    if wanted.get("underline"):
        shown["underline"] = True
    return shown


def cell_format(wanted: CellFormat) -> Message:
    """Return a CellFormat."""
    shown: Message = {"textFormat": text_format(wanted)}
    if pattern := number_format(str(wanted.get("num_format", "General"))):
        shown["numberFormat"] = pattern
    if "bg_color" in wanted:
        shown["backgroundColorStyle"] = colour(str(wanted["bg_color"]))
    if "align" in wanted:
        shown["horizontalAlignment"] = _ALIGNED[str(wanted["align"])]
    if "valign" in wanted:
        shown["verticalAlignment"] = _STANDING[str(wanted["valign"])]
    if wanted.get("text_wrap"):
        shown["wrapStrategy"] = "WRAP"
    if wanted.get("indent"):
        side = "right" if wanted.get("align") == "right" else "left"
        shown["padding"] = _PADDING | {side: _INDENT}
    borders = {
        side: {"style": _LINES[int(str(wanted[side]))], "colorStyle": colour(str(wanted[key]))}
        for side in ("bottom", "left", "right")
        if side in wanted and (key := f"{side}_color") in wanted
    }
    if borders:
        shown["borders"] = borders
    return {key: part for key, part in shown.items() if part}
