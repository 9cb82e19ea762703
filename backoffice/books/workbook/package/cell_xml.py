"""Values as XML cells of a worksheet: text stays text, numbers and dates are typed, never a formula."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from math import isfinite
from operator import attrgetter
from typing import Any

from backoffice.sheet.distinct import each_once
from backoffice.sheet.snapshot import Cell, Link

MOST_CHARACTERS = 32_767
"""The longest text Excel keeps in one cell, in UTF-16 units."""

_SURELY_FITS = MOST_CHARACTERS // 2
_MOST_EXACT = 10**15
_SECONDS = 86_400
# Characters that XML cannot hold or would change, and text that Excel reads as an escape; written as
# _xHHHH_.
_SPECIAL = re.compile(
    "[&<>\r\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]|_(?=x[0-9A-Fa-f]{4}_)"
)
# a single character class is searched twice as fast as the pattern above
_SUSPECT = re.compile("[&<>\r_\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_SUSPECT_BYTES = b"&<>\r" + bytes({*range(32)} - {*b"\t\n\r"})
_NO_CHARACTERS = "\uffff".encode()[:2]  # begins also some that are
_LIKE_ESCAPE = re.compile(b"_x[0-9A-Fa-f]{4}_")
_LINK_TEXT = attrgetter("text")
_ESCAPES = {"&": "&amp;", "<": "&lt;", ">": "&gt;"}
_FIRST_SAFE = date(1900, 3, 1)  # Excel counts a 29 February 1900, which did not exist


def escaped(text: str) -> str:
    r"""Return `text` for use inside an element of a sheet.

    >>> escaped("a < b\x07")
    'a &lt; b_x0007_'
    """
    return _SPECIAL.sub(_escape, text) if _SUSPECT.search(text) else text


def _escape(match: re.Match[str]) -> str:
    special = match[0]
    return _ESCAPES.get(special) or f"_x{ord(special):04X}_"


def shortened(text: str) -> str:
    """Return `text`, cut and ended with ``…`` where it is too long for a cell."""
    utf16 = text.encode("utf-16-le", "surrogatepass")
    if len(utf16) <= MOST_CHARACTERS * 2:
        return text
    # "ignore" drops a surrogate whose other half was cut off
    return utf16[: (MOST_CHARACTERS - 1) * 2].decode("utf-16-le", "ignore") + "…"


def _are_plain(texts: Sequence[str]) -> bool:
    """Return whether each of `texts` is written as it is; looked for in all of them at once."""
    try:
        together = "".join(texts).encode()
    except UnicodeEncodeError:
        return False
    return (
        len(together) == len(together.translate(None, _SUSPECT_BYTES))
        and _NO_CHARACTERS not in together
        and not _LIKE_ESCAPE.search(together)
        and [*map(str.strip, texts)] == [*texts]
        and "" not in texts
        and (len(together) <= _SURELY_FITS or max(map(len, texts)) <= _SURELY_FITS)
    )


class CellWriter:
    """Returns the part of a cell's XML that follows its address and style.

    Args:
        prefix: Namespace prefix of the sheet with its colon; usually empty.
        date1904: Whether days count from 1904.
    """

    def __init__(self, prefix: str = "", *, date1904: bool = False) -> None:
        epoch = date(1904, 1, 1) if date1904 else date(1899, 12, 30)
        self._day_0 = epoch.toordinal()
        self._first = epoch if date1904 else _FIRST_SAFE
        p = prefix
        self._text_start = f' t="inlineStr"><{p}is><{p}t>'
        self._spaced_start = f' t="inlineStr"><{p}is><{p}t xml:space="preserve">'
        self._text_end = f"</{p}t></{p}is></{p}c>"
        self._number_start, self._bool_start = f"><{p}v>", f' t="b"><{p}v>'
        self._number_end = f"</{p}v></{p}c>"
        self.prefix = prefix

    def text(self, text: str) -> str:
        """Return a text cell; a leading ``=`` makes no formula."""
        if len(text) > _SURELY_FITS:
            text = shortened(text)
        if _SUSPECT.search(text):
            text = _SPECIAL.sub(_escape, text.replace("\r\n", "\n"))
        if text.strip() is text:
            return f"{self._text_start}{text}{self._text_end}"
        return f"{self._spaced_start}{text}{self._text_end}"

    def column(self, cells: Sequence[Cell | Link]) -> tuple[str, Sequence[str], str]:
        """Return the content of each cell of a column, and what comes before and after each of them."""
        kinds = {*map(type, cells)}
        texts: Any = [*map(_LINK_TEXT, cells)] if kinds == {Link} else cells
        if len(kinds) == 1 and kinds <= {str, Link} and _are_plain(texts):
            return self._text_start, texts, self._text_end
        return "", each_once(cells, self.content), ""

    def content(self, value: object) -> str:
        """Return a cell of the type of `value`; nothing for a blank.

        Raises:
            TypeError: If a cell cannot hold it.
        """
        if value is None or value == "":
            return ""
        if isinstance(value, bool):
            return f"{self._bool_start}{int(value)}{self._number_end}"
        if isinstance(value, Link):
            return self.text(value.text)
        shown = value if isinstance(value, str) else self._number(value)
        if isinstance(shown, str):
            return self.text(shown)
        return f"{self._number_start}{shown!r}{self._number_end}"

    def _number(self, value: object) -> float | str:
        """Return the number that stands for `value`; a text where Excel cannot count it."""
        match value:
            case int():
                return int(value) if -_MOST_EXACT < value < _MOST_EXACT else str(value)
            case float():
                return float(value) if isfinite(value) else str(value)
            case date() if (value.date() if isinstance(value, datetime) else value) < self._first:
                return str(value)
            case datetime():
                return value.toordinal() - self._day_0 + _day_part(value)
            case date():
                return value.toordinal() - self._day_0
            case time():
                return _day_part(value)
            case timedelta():
                return value / timedelta(days=1)
        raise TypeError(f"a cell cannot hold {value!r} ({type(value).__name__})")


def _day_part(value: datetime | time) -> float:
    """Return the time of day of `value` as a fraction of a day."""
    seconds = value.hour * 3600 + value.minute * 60 + value.second + value.microsecond / 1e6
    return seconds / _SECONDS
