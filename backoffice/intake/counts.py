"""How often a service is wanted: numbers, ticks, crosses."""

from __future__ import annotations

import re
from datetime import date, timedelta

from backoffice.intake.problems import ProblemCode
from backoffice.intake.texts import Unclear, is_apart, is_blank, normal_text
from backoffice.sheet.snapshot import Cell

TICKS = frozenset(
    {
        "✓",
        "✔",
        "☑",
        "✅",
        "○",
        "◯",
        "〇",
        "⭕",
        "◎",
        "●",
        "レ",
        "x",
        "true",
        "yes",
        "有",
        "有り",
        "あり",
        "はい",
    }
)
"""Signs that mean *once*.  NFKC turns half and full width into one form first."""

NO_TICKS = frozenset(
    {"-", "ー", "―", "—", "☐", "□", "0", "false", "no", "なし", "無", "無し", "いいえ"}
)

CROSSES = frozenset({"×", "✕", "✖", "✗", "✘", "☓", "❌"})
"""In Japan a cross says no, elsewhere it ticks a box."""

_COUNT = re.compile(r"[x×]?(\d{1,9})(?:石|個|点|本|つ|箇所|回|x|pcs)?")


def read_count(cell: Cell, most: int) -> int:
    """Return how often a service is wanted: a number, or a tick for once; 0 for a blank."""
    if is_blank(cell):
        return 0
    if isinstance(cell, bool):
        return int(cell)
    if isinstance(cell, (date, timedelta)):
        raise Unclear(ProblemCode.COUNT)
    text = str(int(cell)) if isinstance(cell, float) and cell.is_integer() else normal_text(cell)
    if text in TICKS:
        return 1
    if text in NO_TICKS:
        return 0
    if text in CROSSES:
        raise Unclear(ProblemCode.CROSS)
    found = _COUNT.fullmatch(text)
    if not found or is_apart(cell):
        raise Unclear(ProblemCode.COUNT)
    if int(found[1]) > most:
        raise Unclear(ProblemCode.COUNT_MOST if most > 1 else ProblemCode.COUNT_ONCE)
    return int(found[1])
