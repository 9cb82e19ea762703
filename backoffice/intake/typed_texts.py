"""Texts as staff type them, and the one form in which every other kind of cell is parsed."""

from __future__ import annotations

import re
import unicodedata

from backoffice.intake.problems import ProblemCode
from backoffice.sheet.cell_errors import is_error
from backoffice.sheet.seals import cell_text
from backoffice.sheet.snapshot import Cell, FollowsToday, NoResult, Picture
from estimator.policy.label import Label

_SIMPLE = re.compile(r"[!-\"$-~][!-~]*(?: [!-~]+)*")  # words of ASCII, one space between them
_WIDTHS = re.compile(r"[\uff00-\uffef]+")
_UNSEEN = (
    "\u00ad\u034f\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff"
    "\ufff9-\ufffb"
)
_UNSEEN_CHARACTERS = re.compile(f"[{_UNSEEN}]")
_UNSEEN_IN_VALUES = re.compile(f"[{_UNSEEN}\u200c\u200d\ufe00-\ufe0f\U000e0100-\U000e01ef]")
_NOTHING = re.compile(
    rf"[\s{_UNSEEN}\u200c\u200d\u115f\u1160\u2800\u3164\ufe00-\ufe0f\uffa0\U000e0000-\U000e01ef]*"
)
_FORMS = frozenset(
    {"<wide>", "<narrow>", "<small>", "<vertical>", "<noBreak>", "<compat>", "<square>"}
)
_WIDTHS_ALONE = frozenset({"<wide>", "<narrow>", "<small>"})
_SPACES = re.compile(r"(?<![0-9\s])\s+|\s+(?![0-9\s])|^\s+")  # all that are not between two digits
_BETWEEN_DIGITS = re.compile(r"\s+")
_LONG = 10**15  # of longer numbers a spreadsheet keeps only fifteen digits
_HYPHENS = str.maketrans("−‐–", "---")


class Unclear(Exception):  # noqa: N818  a result of a reader, not a failure of ours
    """A cell that cannot be parsed.

    Attributes:
        code: What is wrong.
        near: What may have been meant; None if nothing comes near.
    """

    def __init__(self, code: ProblemCode, near: Label | None = None) -> None:
        self.code = code
        self.near = near
        super().__init__(code)


class _Folding(dict[int, str]):
    """Characters → their usual form, worked out when one is met first; for `str.translate`."""

    def __missing__(self, code: int) -> str:
        self[code] = _folded(chr(code))
        return self[code]


def _folded(character: str) -> str:
    """Return the usual form of one character.

    Only full-width digits become digits and only full-width letters become ASCII letters.  Others
    that mean a number (①, ², ½, Ⅳ, ⑴, ㏠, 𝟙) would join the digits beside them, and
    ``№`` would be *no*: they are kept, and a cell with one is not a value.
    """
    form = unicodedata.decomposition(character).partition(" ")[0]
    if form not in _FORMS:
        return character
    usual = unicodedata.normalize("NFKC", character)
    is_safe = form in _WIDTHS_ALONE or not any(
        each.isdecimal() or (each.isascii() and each.isalpha()) for each in usual
    )
    return usual if is_safe else character


_FOLDING = _Folding()


def is_blank(cell: Cell) -> bool:
    """Return whether nothing is typed: empty, or only spaces and characters that nobody sees.

    FALSE is what a column of checkboxes holds in every row, and a lone ``@`` what is left of a chip.
    """
    if not isinstance(cell, str):
        return cell is None or cell is False
    text = cell.strip()
    return text in ("", "@", "＠") or (not text.isascii() and _NOTHING.fullmatch(text) is not None)


def is_filler(cell: Cell) -> bool:
    """Return whether `cell` may have come into its row without anybody typing there.

    Besides blanks: the 0 of a count or rating, and what a dropdown shows until somebody chooses, as the
    columns of a table fill them in.
    """
    if isinstance(cell, str):
        return is_blank(cell) or is_placeholder(cell)
    return is_blank(cell) or (isinstance(cell, (int, float)) and cell == 0)


_PLACEHOLDERS = frozenset(
    {
        "-", "--", "---", "select", "choose", "select one", "choose one", "select an option", "please select",
        "none", "n/a", "pick one", "選択", "選択してください", "お選びください", "選んでください", "未選択", "未設定",
        "選択なし", "ー", "―", "—",
    }
)  # fmt: skip
_AROUND_PLACEHOLDER = " .…。:：▼▾<>＜＞()（）[]【】「」"


def is_placeholder(text: str) -> bool:
    """Return whether `text` is what a dropdown shows until somebody chooses."""
    return text.strip(_AROUND_PLACEHOLDER).casefold() in _PLACEHOLDERS


def read_text(cell: Cell) -> str | None:
    """Return a text on one line, half-width kana and full-width digits in their usual form."""
    if cell.__class__ is str and cell != "@" and _SIMPLE.fullmatch(cell):  # as nearly all are
        return cell
    if is_blank(cell):
        return None
    _refuse_unread(cell)
    if isinstance(cell, (int, float)) and abs(cell) >= _LONG:
        raise Unclear(ProblemCode.LONG_NUMBER)
    text = " ".join(_UNSEEN_CHARACTERS.sub("", cell_text(cell)).split())
    return _WIDTHS.sub(lambda run: unicodedata.normalize("NFKC", run[0]), text)


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
    _refuse_unread(cell)
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    text = str(cell)
    if not text.isascii():
        text = _UNSEEN_IN_VALUES.sub("", text).translate(_FOLDING)
        text = unicodedata.normalize("NFC", text).translate(_HYPHENS)
    return text.casefold()


def typed_text(cell: Cell) -> str:
    """Return what a problem shows of `cell`: one line of at most 60 characters."""
    text = " ".join(cell_text(cell).split())
    return f"{text[:57]}…" if len(text) > 60 else text


def _refuse_unread(cell: Cell) -> None:
    """Raise `Unclear` for what is no entry: an error, a formula without its result, a picture."""
    if isinstance(cell, FollowsToday):
        raise Unclear(ProblemCode.FOLLOWS_TODAY)
    if isinstance(cell, NoResult):
        raise Unclear(ProblemCode.NO_RESULT)
    if isinstance(cell, Picture):
        raise Unclear(ProblemCode.PICTURE)
    if isinstance(cell, str) and is_error(cell):
        raise Unclear(ProblemCode.ERROR)
