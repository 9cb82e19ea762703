"""One column of a usual worksheet: what is behind the address of each cell, to its end → values.

Where there is nothing but plain texts, some hundred are cut out at once; of all else only what is new is
looked at.  Numbers, days and texts with unusual characters are left to calamine.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from backoffice.sheet.snapshot import Cell

BLANK, SEPARATOR = b"/>", b"\x00"

_LETTERS = r"[^<&\]\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]*+"
_TEXT = rf"{_LETTERS}(?:(?:&(?:amp|lt|gt|quot|apos);|\](?!\]>)){_LETTERS})*+"
PLAIN = r"(?!\s)[^<&\]\x00-\x1f\ufffe\uffff]++(?<!\s)"  # nothing in it that a reader changes
_PLAIN_TEXT = re.compile(rf'((?: s="[0-9]++")?+ t="inlineStr"><is><t>)({PLAIN})(</t></is></c>)')
_SHARED = re.compile(r'((?: s="\d++")?+ t="s"><v>)(\d{1,9})(</v></c>)', re.ASCII)
_PLAIN_TEXTS = re.compile(rf"{PLAIN}(?:\x00{PLAIN})*+")
_OTHER = re.compile(
    r'(?: s="\d++")?+(?:/>'
    r'|(?: t="n")?+><v>-?+\d++(?:\.\d++)?+(?:[eE][-+]?\d\d?)?+</v></c>'
    rf'| t="inlineStr"><is><t(?: xml:space="preserve")?+>{_TEXT}</t></is></c>'
    r'| t="s"><v>\d{1,9}</v></c>'
    r'| t="b"><v>[01]</v></c>)',
    re.ASCII,
)
ESCAPED = "_x"
"""How programs begin what stands for another character."""

_MANY = 2_000
"""Different texts after which those of a column count as mostly different."""


class UnusualError(Exception):
    """Something that is to be looked at in full."""


class Column(dict[bytes, Cell]):
    """What is known of what follows an address, and the cells of the column.

    What calamine is to read goes into `late`, its index into the cell; `strings` has None for such a one.
    """

    def __init__(self, late: list[str], strings: Sequence[str | None]) -> None:
        self.cells: list[Cell] = []
        self._late, self._strings = late, strings
        self._texts: dict[str, str] = {}

    def add(self, cells: bytes, above: int, last: int) -> None:
        """Add cells, each with a separator behind it, below row `above`, down to row `last`."""
        self.cells += [""] * (above - len(self.cells))
        if cells.count(SEPARATOR) != last - above:
            raise UnusualError
        text = cells.decode()
        simple = _PLAIN_TEXT.match(text) or _SHARED.match(text)
        texts = _texts_in(text, simple[1], simple[3], last - above) if simple else []
        if simple and simple.re is _SHARED and texts:
            found = [*map(self._string, texts)]
            texts = [each for each in found if each is not None] if None not in found else []
        elif len(self._texts) <= max(_MANY, above // 8):
            texts = [*map(self._texts.setdefault, texts, texts)]
        if texts:
            self.cells += texts
        else:
            self.cells += map(self.__getitem__, cells.split(SEPARATOR)[:-1])

    def __missing__(self, after: bytes) -> Cell:
        text = after.decode()
        cell: Cell = ""
        plain, shared = _PLAIN_TEXT.fullmatch(text), _SHARED.fullmatch(text)
        if plain and ESCAPED not in text:
            cell = self._texts.setdefault(plain[2], plain[2])
        elif shared and (string := self._string(shared[2])):
            cell = string
        elif not _OTHER.fullmatch(text):
            raise UnusualError
        elif not after.endswith(BLANK):
            cell = len(self._late)
            self._late.append(text)
        self[after] = cell
        return cell

    def _string(self, number: str) -> str | None:
        """Return the shared string with this number; None if calamine is to read it, or there is none."""
        is_known = number.isascii() and number.isdigit() and len(number) < 10
        return self._strings[int(number)] if is_known and int(number) < len(self._strings) else None


def _texts_in(cells: str, before: str, behind: str, count: int) -> list[str]:
    """Return the texts in `cells` if each is a plain one between `before` and `behind`, else none."""
    texts = cells[len(before) : -len(behind) - 1].split(f"{behind}\x00{before}")
    joined = "\x00".join(texts)
    is_whole = len(texts) == count and cells.endswith(f"{behind}\x00")
    return texts if is_whole and _PLAIN_TEXTS.fullmatch(joined) and ESCAPED not in joined else []
