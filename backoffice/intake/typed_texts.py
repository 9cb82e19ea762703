"""Texts as staff type them, and the one form in which every other kind of cell is parsed."""

from __future__ import annotations

import re
import unicodedata

from backoffice.intake.blank_or_unread import UNSEEN, Unclear, is_blank, refuse_unread
from backoffice.intake.problems import ProblemCode
from backoffice.sheet.folding import USUAL_FORMS, in_usual_width
from backoffice.sheet.seals import cell_text
from backoffice.sheet.snapshot import Cell, Picture

_SIMPLE = re.compile(r"[!-\"$-~][!-~]*(?: [!-~]+)*")  # words of ASCII, one space between them
_UNSEEN_CHARACTERS = re.compile(f"[{UNSEEN}]")
_UNSEEN_IN_VALUES = re.compile(f"[{UNSEEN}\u200c\u200d\ufe00-\ufe0f\U000e0100-\U000e01ef]")
_SPACES = re.compile(r"(?<![0-9\s])\s+|\s+(?![0-9\s])|^\s+")  # all that are not between two digits
_BETWEEN_DIGITS = re.compile(r"\s+")
_LONG = 10**15  # of longer numbers a spreadsheet keeps only fifteen digits
_HYPHENS = str.maketrans("−‐–", "---")


def read_text(cell: Cell) -> str | None:
    """Return a text on one line, half-width kana and full-width digits in their usual form."""
    if cell.__class__ is str and cell != "@" and _SIMPLE.fullmatch(cell):  # as nearly all are
        return cell
    if is_blank(cell):
        return None
    refuse_unread(cell)
    if isinstance(cell, (int, float)) and abs(cell) >= _LONG:
        raise Unclear(ProblemCode.LONG_NUMBER)
    text = " ".join(_UNSEEN_CHARACTERS.sub("", cell_text(cell)).split())
    return in_usual_width(text)


def read_link(cell: Cell) -> str | None:
    """Return the text of a link; a picture in the cell counts as one, with its description."""
    return str(cell) if isinstance(cell, Picture) else read_text(cell)


def normal_text(cell: Cell) -> str:
    """Return text in one width and in small letters; spaces stay only between two digits.

    One space, or a line break, between digits: whoever typed it typed two numbers.
    """
    text = _SPACES.sub("", folded_text(cell))
    return _BETWEEN_DIGITS.sub(lambda run: "\n" if "\n" in run[0] else " ", text)


def folded_text(cell: Cell) -> str:
    """Return text in one width and in small letters, with its spaces."""
    if is_blank(cell):
        return ""
    refuse_unread(cell)
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    text = str(cell)
    if not text.isascii():
        text = _UNSEEN_IN_VALUES.sub("", text).translate(USUAL_FORMS)
        text = unicodedata.normalize("NFC", text).translate(_HYPHENS)
    return text.casefold()


def typed_text(cell: Cell) -> str:
    """Return what a problem shows of `cell`: one line of at most 60 characters."""
    text = " ".join(cell_text(cell).split())
    return f"{text[:57]}…" if len(text) > 60 else text
