"""What a cell keeps of what somebody types: the ways of typing that the README lists."""

from __future__ import annotations

import re
from datetime import date, datetime
from typing import TypeAlias

from tests.emulator.formats import EPOCH
from tests.emulator.locales import Locale
from tests.emulator.messages import CellData, ExtendedValue, NumberFormat

_TIME = r"(?P<h>\d{1,2}):(?P<n>\d{2})(?::(?P<s>\d{2}))?(?: ?(?P<half>[AaPp][Mm]))?"
_ISO = re.compile(
    rf"(?P<y>\d{{4}})(?P<sign>[-/.])(?P<m>\d{{1,2}})(?P=sign)(?P<d>\d{{1,2}})(?: {_TIME})?"
)
_NUMBERS = re.compile(
    rf"(?P<a>\d{{1,2}})/(?P<b>\d{{1,2}})(?:/(?P<y>\d{{4}}|\d{{2}}))?(?: {_TIME})?"
)
_JAPANESE = re.compile(r"(?:(?P<y>\d{4})年)?(?P<m>\d{1,2})月(?P<d>\d{1,2})日")
_CLOCK = re.compile(_TIME)


def typed(text: str, cell: CellData, locale: Locale, today: date) -> CellData:
    """Return `cell` after somebody typed `text` into it.

    A cell with the text format keeps the text as it is.  In others a leading apostrophe makes
    text, a leading equals sign a formula, and numbers, days, times and TRUE or FALSE become values.
    A cell without a number format gets the one that was recognised.
    """
    shape = cell.get("userEnteredFormat", {})
    current = shape.get("numberFormat", {})
    if current.get("type") == "TEXT" and text:
        return with_value(cell, {"stringValue": text})
    value, number_format = entered(text, locale, today)
    changed = with_value(cell, value)
    if number_format and not current:
        changed["userEnteredFormat"] = {**shape, "numberFormat": number_format}
    return changed


def with_value(cell: CellData, value: ExtendedValue | None) -> CellData:
    """Return `cell` with another value, or with none, and without runs of rich text."""
    rest = cell.copy()
    rest.pop("userEnteredValue", None)
    rest.pop("textFormatRuns", None)
    if value:
        rest["userEnteredValue"] = value
    return rest


def entered(
    text: str, locale: Locale, today: date
) -> tuple[ExtendedValue | None, NumberFormat | None]:
    """Return the value and the number format that typing `text` into an empty cell gives."""
    if not text:
        return None, None
    if text.startswith("'"):
        return {"stringValue": text[1:]}, None
    if text.startswith("=") and len(text) > 1:
        return {"formulaValue": text}, None
    if text.strip().upper() in ("TRUE", "FALSE"):
        return {"boolValue": text.strip().upper() == "TRUE"}, None
    for read in (_number, _day, _clock):
        number, number_format = read(text.strip(), locale, today)
        if number is not None:
            value = int(number) if float(number).is_integer() else number
            return {"numberValue": value}, number_format
    return {"stringValue": text}, None


_Read: TypeAlias = tuple[float | None, NumberFormat | None]


def _number(text: str, locale: Locale, today: date) -> _Read:
    del today
    groups, point = re.escape(locale.thousands), re.escape(locale.point)
    shape = re.fullmatch(
        rf"(?P<sign>[-+]?)(?P<money>[$¥￥£€₩]?)(?P<minus>-?)"
        rf"(?P<whole>\d{{1,3}}(?:{groups}\d{{3}})+|\d*)(?:{point}(?P<rest>\d*))?"
        rf"(?P<power>[eE][-+]?\d+)?(?P<percent> ?%)?",
        text,
    )
    if not shape or not (shape["whole"] or shape["rest"]):
        return None, None
    money = shape["money"].replace("￥", "¥")
    if money and money != locale.money:
        return None, None
    whole, rest = shape["whole"].replace(locale.thousands, ""), shape["rest"] or ""
    number = float(f"{whole or 0}.{rest or 0}{shape['power'] or ''}")
    if shape["percent"]:
        number = round(number / 100, 15)
    negative = "-" in (shape["sign"], shape["minus"])
    grouped = locale.thousands in shape["whole"]
    return (-number if negative else number), _number_format(shape, money, grouped=grouped)


def _number_format(shape: re.Match[str], money: str, *, grouped: bool) -> NumberFormat | None:
    decimals = ".00" if shape["rest"] else ""
    if shape["percent"]:
        return {"type": "PERCENT", "pattern": f"0{decimals}%"}
    if money:
        return {"type": "CURRENCY", "pattern": f'"{money}"#,##0{decimals}'}
    if shape["power"]:
        return {"type": "SCIENTIFIC", "pattern": "0.00E+00"}
    if grouped:
        return {"type": "NUMBER", "pattern": f"#,##0{decimals}"}
    return None


def _day(text: str, locale: Locale, today: date) -> _Read:
    iso, numbers = _ISO.fullmatch(text), _NUMBERS.fullmatch(text)
    japanese = _JAPANESE.fullmatch(text) if locale.language == "ja" else None
    if iso:
        found, (year, month, day) = iso, (iso["y"], iso["m"], iso["d"])
        pattern = "yyyy{0}mm{0}dd".format(iso["sign"])
    elif numbers and (locale.order != "ymd" or numbers["y"] is None):
        found, pattern = numbers, locale.pattern("DATE")
        month, day = (numbers["a"], numbers["b"])
        if locale.order == "dmy":
            month, day = day, month
        year = numbers["y"] or str(today.year)
    elif japanese:
        found, pattern = japanese, 'yyyy"年"m"月"d"日"'
        year, month, day = (japanese["y"] or str(today.year), japanese["m"], japanese["d"])
        if not japanese["y"]:
            pattern = 'm"月"d"日"'
    else:
        return None, None
    try:
        when = datetime(int(year) + (2000 if len(year) == 2 else 0), int(month), int(day))
    except ValueError:
        return None, None
    time = _seconds(found) if "h" in found.groupdict() and found["h"] else None
    days = (when - EPOCH).days
    if time is None:
        return days, {"type": "DATE", "pattern": pattern}
    return days + time / 86_400, {"type": "DATE_TIME", "pattern": f"{pattern} h:mm:ss"}


def _clock(text: str, locale: Locale, today: date) -> _Read:
    del locale, today
    match = _CLOCK.fullmatch(text)
    seconds = _seconds(match) if match else None
    if match is None or seconds is None:
        return None, None
    pattern = "h:mm:ss" if match["s"] else "h:mm"
    return seconds / 86_400, {
        "type": "TIME",
        "pattern": pattern + (" AM/PM" if match["half"] else ""),
    }


def _seconds(match: re.Match[str]) -> int | None:
    hour, minute, second = int(match["h"]), int(match["n"]), int(match["s"] or 0)
    if match["half"]:
        hour = hour % 12 + (12 if match["half"].lower() == "pm" else 0)
    return hour * 3600 + minute * 60 + second if minute < 60 and second < 60 else None
