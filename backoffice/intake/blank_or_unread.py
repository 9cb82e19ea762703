"""Which cells are blank, as people see them; and which are not although nothing of them can be read.

Blank is also what no person would call an entry: FALSE of a column of checkboxes, the default of a table.
A formula without a result, an error or a picture is no blank: it is a problem with its cell.
"""

from __future__ import annotations

import re

from backoffice.intake.problems import ProblemCode
from backoffice.sheet.snapshot import Cell, FollowsToday, NoResult, Picture, is_error
from estimator.policy.label import Label

UNSEEN = (
    "\u00ad\u034f\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff"
    "\ufff9-\ufffb"
)
"""Characters that nobody sees, for a class of a pattern."""

_NOTHING = re.compile(
    rf"[\s{UNSEEN}\u200c\u200d\u115f\u1160\u2800\u3164\ufe00-\ufe0f\uffa0\U000e0000-\U000e01ef]*"
)


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
    return is_blank(cell) or (is_placeholder(cell) if isinstance(cell, str) else cell == 0)


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


def refuse_unread(cell: Cell) -> None:
    """Raise `Unclear` for what is no entry: an error, a formula without its result, a picture."""
    if isinstance(cell, FollowsToday):
        raise Unclear(ProblemCode.FOLLOWS_TODAY)
    if isinstance(cell, NoResult):
        raise Unclear(ProblemCode.NO_RESULT)
    if isinstance(cell, Picture):
        raise Unclear(ProblemCode.PICTURE)
    if isinstance(cell, str) and is_error(cell):
        raise Unclear(ProblemCode.ERROR)
