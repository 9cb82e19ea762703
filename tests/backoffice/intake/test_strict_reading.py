"""Random cells: what is parsed is what a second, strict reading says; everything else is reported.

THOROUGH=1 tries ten thousand cells of each kind instead of a hundred.
"""

from __future__ import annotations

import unicodedata
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from backoffice.intake.blank_or_unread import Unclear, is_blank
from backoffice.intake.ticket_numbers import read_ticket
from backoffice.intake.typed_amounts import read_amount
from backoffice.intake.typed_choices import read_choice
from backoffice.intake.typed_counts import read_count
from backoffice.intake.typed_days import DayOfYear, read_day
from backoffice.intake.typed_texts import read_text
from backoffice.sheet.columns import ticket_columns
from estimator.policy.file import load_policy
from tests.backoffice.intake import strict_reading as strict
from tests.backoffice.intake.strict_days import strict_day
from tests.selection import THOROUGH

POLICY = load_policy().undated
MATERIALS = next(c.choices for c in ticket_columns(POLICY) if c.key == "material")
TOKYO = ZoneInfo("Asia/Tokyo")

DIGITS = ["0", "1", "3", "9", "10", "26", "2026", "１", "３", "２６", "00", "800"]
NUMERALS = [
    "①", "③", "④", "⑩", "⓪", "²", "₃", "½", "¼", "Ⅳ", "Ⅹ", "ⅹ", "⑴", "⒈", "❶", "⓵", "㊂", "㈠",
    "㋀", "㏠", "㍘", "〇", "三", "十", "٣", "๓", "𝟛", "𝟙", "🄂", "3️⃣", "፩",
]  # fmt: skip
MARKS = [
    "\u200b",
    "\ufeff",
    "\u200e",
    "\ufe0f",
    "\U000e0100",
    "\u0301",
    "\u3099",
    "\u0336",
    "\u20e3",
]
SPACES = [" ", "　", "\u00a0", "\n", "  "]
SIGNS = ["-", "−", "－", "+", "/", "／", ".", "．", ",", "，", ":", "：", "~", "〜", "×", "x", "ｘ",
         "(", ")", "（月）", "㈪", "✓", "○", "ー", "・"]  # fmt: skip
UNITS = [
    "石",
    "個",
    "点",
    "円",
    "¥",
    "￥",
    "yen",
    "pcs",
    "箇所",
    "年",
    "月",
    "日",
    "時",
    "分",
    "頃",
]
WORDS = ["令和", "平成", "㋿", "R", "H", "元", "June", "Sept", "st", "月曜日", "Mon", "午後", "T", "Z",
         "ﾚ", "ｶﾞ", "レ", "金", "メッキ", "ﾒｯｷ", "K", "no", "№", "なし", "R-"]  # fmt: skip
FRAGMENTS = st.sampled_from([*DIGITS, *NUMERALS, *MARKS, *SPACES, *SIGNS, *UNITS, *WORDS])

WRITTEN = {
    "count": ["3", "３石", "④：3石", "④×3", "×3", "✓", "③", "12 個", "3pcs"],
    "amount": ["1800", "1,800円", "￥１，８００－", "1 800", "¥1,234,567-", "1800.00", "JPY 1,800"],
    "day": ["2026/6/1", "６月１日（月）", "令和8年6月1日", "R8.6.1", "1 June 2026", "June 1, 2026", "6/1",
            "2026-06-30T15:30:00Z", "2026-06-30 9:00-12:00", "6月1日 18時30分", "20260601", "46174",
            "2026-06-30T10:30:00-07:00", "13/6/2026", "1st June", "平成元年1月8日"],
    "ticket": ["R-00101", "r101", "Ｒ－００１０１"],
    "text": ["00123", "ﾔﾏﾀﾞ 花子", "Ring K18"],
    "choice": ["18金メッキ", "18K gold-plated", "Silver", "金(無垢)", "solid-gold", "ｼﾙﾊﾞｰ"],
}  # fmt: skip


@st.composite
def cells(draw, kind):
    """Return fragments at random, or a well-written cell with some of them put in or left out."""
    if draw(st.booleans()):
        return "".join(draw(st.lists(FRAGMENTS, max_size=7)))
    text = draw(st.sampled_from(WRITTEN[kind]))
    for _ in range(draw(st.integers(0, 3))):
        at = draw(st.integers(0, len(text)))
        left_out = draw(st.integers(0, 1))
        text = text[:at] + draw(FRAGMENTS | st.just("")) + text[at + left_out :]
    return text


def day_parts(day):
    return (day.month, day.day) if isinstance(day, DayOfYear) else day


READINGS = {
    "count": (
        lambda cell: read_count(cell, 99, "④"),
        lambda cell: strict.strict_count(cell, 99, "④"),
    ),
    "amount": (lambda cell: read_amount(cell, POLICY.currency), strict.strict_amount),
    "day": (
        lambda cell: day_parts(read_day(cell, TOKYO)),
        lambda cell: strict_day(cell, TOKYO),
    ),
    "ticket": (read_ticket, strict.strict_ticket),
    "text": (read_text, strict.strict_text),
    "choice": (
        lambda cell: read_choice(cell, MATERIALS),
        lambda cell: strict.strict_choice(cell, MATERIALS),
    ),
}


@pytest.mark.parametrize("kind", READINGS)
@settings(max_examples=10_000 if THOROUGH else 100)
@given(data=st.data())
def test_a_cell_is_what_the_strict_reading_says_or_reported(kind, data):
    """A value that is parsed equals the strict reading; what that does not know is `Unclear`."""
    cell = data.draw(cells(kind), label="cell")
    read, strictly = READINGS[kind]
    try:
        value = read(cell)
    except Unclear:
        return

    if value is None or (value == 0 and is_blank(cell)):
        assert is_blank(cell) or (kind == "choice" and strict.strict_nothing(cell))
    elif kind == "text":
        assert unicodedata.normalize("NFC", value) == strictly(cell)
    else:
        assert value == strictly(cell)


@pytest.mark.parametrize(("kind", "cell"), [(k, cell) for k in WRITTEN for cell in WRITTEN[k]])
def test_well_written_cells_are_parsed(kind, cell):
    """Both readings know every well-written cell, and agree."""
    read, strictly = READINGS[kind]

    assert None is not read(cell) == strictly(cell)
