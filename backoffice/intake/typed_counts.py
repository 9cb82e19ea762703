"""How often a service is wanted: numbers, ticks, crosses."""

from __future__ import annotations

import re
import unicodedata
from datetime import date, timedelta

from backoffice.intake.blank_or_unread import Unclear, is_blank
from backoffice.intake.problems import ProblemCode
from backoffice.intake.typed_texts import normal_text
from backoffice.sheet.snapshot import Cell

TICKS = frozenset(
    {"✓", "✔", "☑", "✅", "○", "◯", "〇", "⭕", "◎", "●", "レ", "x", "true", "yes", "有", "有り", "あり", "はい"}
)  # fmt: skip
"""Texts that mean *once*, in the form of `normal_text`."""

NO_TICKS = frozenset(
    {"-", "ー", "―", "—", "☐", "□", "0", "false", "no", "なし", "無", "無し", "いいえ"}
)

CROSSES = frozenset({"×", "✕", "✖", "✗", "✘", "☓", "❌"})
"""In Japan a cross says no, elsewhere it ticks a box."""

_COUNT = re.compile("[x×]?([0-9]{1,9})(?:石|個|点|本|つ|箇所|回|x|pcs)?")


def read_count(cell: Cell, most: int, sign: str = "") -> int:
    """Return how often a service is wanted: a number up to `most`, or a tick for once; 0 for a blank.

    On its own, ④ may be a count or repeat the heading, where it is the `sign` of the service: it is unclear.
    Before a count the sign needs a separator: ``④：3石``.
    """
    if is_blank(cell):
        return 0
    if isinstance(cell, bool):
        return int(cell)
    if isinstance(cell, (date, timedelta)):
        raise Unclear(ProblemCode.COUNT)
    text = str(int(cell)) if isinstance(cell, float) and cell.is_integer() else normal_text(cell)
    if text in TICKS or text in NO_TICKS:
        return int(text in TICKS)
    if text in CROSSES:
        raise Unclear(ProblemCode.CROSS)
    count = _number_in(text, normal_text(sign))
    if count > most:
        raise Unclear(ProblemCode.COUNT_MOST if most > 1 else ProblemCode.COUNT_ONCE)
    return count


def _number_in(text: str, sign: str) -> int:
    """Return the count in `text`, or raise `Unclear`."""
    if len(text) == 1 and unicodedata.decomposition(text).startswith("<circle>"):
        if text == sign:
            raise Unclear(ProblemCode.COUNT_SIGN)
        text = unicodedata.normalize("NFKC", text)  # ③; beside anything else it is no digit
    elif sign and not sign.isascii() and text.startswith(sign):
        behind = text[len(sign) :]
        text = behind.removeprefix(":") if behind.startswith((":", "×", "x")) else text
    match = _COUNT.fullmatch(text)
    if not match:
        raise Unclear(ProblemCode.COUNT)
    return int(match[1])
