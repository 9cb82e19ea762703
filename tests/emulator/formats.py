"""Numbers as text, by their number formats."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal

from tests.emulator.api_errors import NotAnsweredError
from tests.emulator.locales import Locale
from tests.emulator.messages import NumberFormat

EPOCH = datetime(1899, 12, 30)
_QUOTED = re.compile(r'"([^"]*)"|\\(.)|\[\$([^\]-]*)(?:-[^\]]*)?\]|\[(?:[A-Za-z]+|[<>=].*?)\]')
_DATE = re.compile(r"yyyy|yy|mmmm|mmm|mm|m|dddd|ddd|dd|d|hh|h|ss|s|AM/PM|aaaa|aaa", re.IGNORECASE)
_NUMBER = re.compile(r"([#0,]+)(?:\.([#0]+))?(E\+0+)?")
_KEPT = 0xE000
"""Characters from here on replace the quoted parts of a pattern while its digits are filled in."""
_DATE_KINDS = frozenset({"DATE", "TIME", "DATE_TIME"})


def is_date(number_format: NumberFormat) -> bool:
    """Return whether a NumberFormat shows days or times."""
    return number_format.get("type") in _DATE_KINDS


def shown(number: float, number_format: NumberFormat, locale: Locale) -> str:
    """Return `number` as text in a number format.

    Raises:
        NotAnsweredError: If the pattern has a part that this tool does not know.
    """
    kind = number_format.get("type", "")
    pattern = number_format.get("pattern") or locale.pattern(kind)
    if pattern in ("General", "@", ""):
        return general(number, locale)
    sections = pattern.split(";")
    if len(sections) > 1 and number < 0:
        return shown(-number, {"type": kind, "pattern": sections[1]}, locale)
    if len(sections) > 2 and number == 0:
        sections = sections[2:]
    if is_date(number_format):
        return _day(number, sections[0], locale)
    return _amount(number, sections[0], locale)


def general(number: float, locale: Locale) -> str:
    """Return `number` as text in a cell without a number format."""
    if float(number).is_integer() and abs(number) < 1e15:
        return str(int(number))
    text = f"{number:.10g}"
    if "e" in text:
        digits, exponent = text.split("e")
        text = f"{digits}E{exponent[0]}{exponent[1:].zfill(2)}"
    return text.replace(".", locale.point)


def moment(number: float) -> datetime:
    """Return the moment of a serial number, to the nearest millisecond."""
    days = int(number // 1)
    milliseconds = round((number - days) * 86_400_000)
    return EPOCH + timedelta(days=days, milliseconds=milliseconds)


def _amount(number: float, pattern: str, locale: Locale) -> str:
    kept: list[str] = []

    def keep(match: re.Match[str]) -> str:
        kept.append(match[1] or match[2] or match[3] or "")
        return chr(_KEPT + len(kept) - 1)

    bare = _QUOTED.sub(keep, pattern)
    digits = _NUMBER.search(bare)
    if digits is None or re.search(r"[A-Za-z?*/]", _NUMBER.sub("", bare)):
        raise NotAnsweredError(f"the number format {pattern!r}")
    value = number * 100 if "%" in bare else number
    text = _digits(value, digits, locale)
    filled = bare[: digits.start()] + text + bare[digits.end() :]
    minus = "-" if text.strip("0.,E+") and number < 0 else ""
    return minus + "".join(
        kept[position] if 0 <= (position := ord(sign) - _KEPT) < len(kept) else sign
        for sign in filled
    )


def _digits(value: float, digits: re.Match[str], locale: Locale) -> str:
    front, back, exponent = digits[1], digits[2] or "", digits[3]
    if exponent:
        mantissa, power = f"{abs(value):.{len(back)}E}".split("E")
        return f"{mantissa}E{power[0]}{power[1:].zfill(2)}"
    step = Decimal(1).scaleb(-len(back))
    rounded = Decimal(repr(abs(value))).quantize(step, ROUND_HALF_UP)
    integer, _, rest = f"{rounded:f}".partition(".")
    integer = integer.lstrip("0").rjust(front.count("0"), "0")
    while rest and rest.endswith("0") and back[len(rest) - 1] == "#":
        rest = rest[:-1]
    if "," in front:
        integer = re.sub(r"(?<=\d)(?=(\d{3})+$)", locale.thousands, integer)
    return integer + (locale.point + rest if rest else "")


def _day(number: float, pattern: str, locale: Locale) -> str:
    when = moment(number)
    twelve = "am/pm" in pattern.lower()
    shown, position, after_hour = "", 0, False
    while position < len(pattern):
        literal = _QUOTED.match(pattern, position)
        token = _DATE.match(pattern, position)
        if literal:
            shown += literal[1] or literal[2] or literal[3] or ""
            position = literal.end()
        elif token:
            key, position = token[0].lower(), token.end()
            minutes = key in ("m", "mm") and (
                after_hour or bool(re.match(r":ss?", pattern[position:]))
            )
            shown += _part(when, "n" * len(key) if minutes else key, locale, twelve=twelve)
            after_hour = key in ("h", "hh") or (after_hour and minutes)
        elif pattern[position].isalpha():
            raise NotAnsweredError(f"the date format {pattern!r}")
        else:
            shown, position = shown + pattern[position], position + 1
    return shown


def _part(when: datetime, key: str, locale: Locale, *, twelve: bool) -> str:
    hour = (when.hour % 12 or 12) if twelve else when.hour
    return {
        "yyyy": f"{when.year:04}",
        "yy": f"{when.year % 100:02}",
        "mmmm": locale.month(when.month, short=False),
        "mmm": locale.month(when.month, short=True),
        "mm": f"{when.month:02}",
        "m": str(when.month),
        "dddd": locale.day(when.weekday(), short=False),
        "aaaa": locale.day(when.weekday(), short=False),
        "ddd": locale.day(when.weekday(), short=True),
        "aaa": locale.day(when.weekday(), short=True),
        "dd": f"{when.day:02}",
        "d": str(when.day),
        "hh": f"{hour:02}",
        "h": str(hour),
        "nn": f"{when.minute:02}",
        "n": str(when.minute),
        "ss": f"{when.second:02}",
        "s": str(when.second),
        "am/pm": "AM" if when.hour < 12 else "PM",
    }[key]
