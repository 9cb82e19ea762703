"""Texts as staff type them, and the one form in which every other kind of cell is parsed."""

from __future__ import annotations

import re
import unicodedata

from backoffice.intake.problems import ProblemCode
from backoffice.sheet.seals import plain
from backoffice.sheet.snapshot import Cell

_SIMPLE = re.compile(r"[!-\"$-~](?: ?[!-~])*")  # words of ASCII, one space between them

_WIDTHS = re.compile(r"[\uff00-\uffef]+")

_APART = re.compile(r"\d\s+\d")

_ERRORS = re.compile(r"#(REF!|N/A|VALUE!|DIV/0!|NAME\?|NUM!|NULL!|SPILL!|CALC!|FIELD!|ERROR!)")

_UNSEEN = (
    "\u00ad\u200b\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\u2066\u2067\u2068\u2069\ufeff"
)

_UNSEEN_SIGNS = re.compile(f"[{_UNSEEN}]")

_BLANKS = "".join(map(chr, filter(lambda code: chr(code).isspace(), range(0x3001)))) + _UNSEEN


class Unclear(Exception):  # noqa: N818  a result of a reader, not a failure of ours
    """A cell that cannot be parsed.

    Attributes:
        code: What is wrong.
        near: What may have been meant; empty if nothing comes near.
    """

    def __init__(self, code: ProblemCode, near: str = "") -> None:
        self.code = code
        self.near = near
        super().__init__(code)


def is_blank(cell: Cell) -> bool:
    """Return whether nothing is typed: empty, or only spaces and signs that nobody sees."""
    return cell is None or (isinstance(cell, str) and not cell.strip(_BLANKS))


def read_text(cell: Cell) -> str | None:
    """Return a text on one line, half-width kana and full-width digits in their usual form."""
    if is_blank(cell):
        return None
    if isinstance(cell, str) and _SIMPLE.fullmatch(cell):  # a third of the time of what follows
        return cell
    _refuse_error(cell)
    text = " ".join(_UNSEEN_SIGNS.sub("", plain(cell)).split())
    return _WIDTHS.sub(lambda run: unicodedata.normalize("NFKC", run[0]), text)


def normal_text(cell: Cell) -> str:
    """Return text in one width, small, without spaces."""
    if is_blank(cell):
        return ""
    _refuse_error(cell)
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    seen = _UNSEEN_SIGNS.sub("", str(cell)).replace("\ufe0f", "")  # that sign makes ✔ an emoji
    words = unicodedata.normalize("NFKC", seen).casefold()
    return "".join(words.split()).replace("−", "-").replace("‐", "-").replace("–", "-")


def is_apart(cell: Cell) -> bool:
    """Return whether two numbers stand in the cell: put together they would be a third."""
    return isinstance(cell, str) and _APART.search(cell) is not None


def _refuse_error(cell: Cell) -> None:
    if isinstance(cell, str) and _ERRORS.fullmatch(cell.strip()):
        raise Unclear(ProblemCode.ERROR)


def typed_text(cell: Cell) -> str:
    """Return what a problem shows of `cell`: one line of at most 60 characters."""
    text = " ".join(plain(cell).split())
    return f"{text[:57]}…" if len(text) > 60 else text
