"""Random cells: whatever is read of one can be seen in it; everything else is blank or reported.

THOROUGH=1 tries ten thousand cells of each kind instead of a hundred.  What each way of typing means is
written down in ``tests/cases/typed_in.toml``.
"""

from __future__ import annotations

import re
import unicodedata
from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from backoffice.intake.blank_or_unread import Unclear, is_blank, is_placeholder
from backoffice.intake.ticket_numbers import read_ticket
from backoffice.intake.typed_amounts import read_amount
from backoffice.intake.typed_choices import read_choice
from backoffice.intake.typed_counts import read_count
from backoffice.intake.typed_days import DayOfYear, read_day
from backoffice.intake.typed_texts import read_text
from backoffice.sheet.columns import ticket_columns
from backoffice.sheet.snapshot import EPOCH
from estimator.policy.file import load_policy
from tests.selection import THOROUGH

POLICY = load_policy().undated
MATERIALS = next(c.choices for c in ticket_columns(POLICY) if c.key == "material")
TOKYO = ZoneInfo("Asia/Tokyo")

FRAGMENTS = st.sampled_from(
    [
        "0", "1", "3", "9", "10", "26", "2026", "１", "３", "２６", "00", "800",
        "①", "③", "④", "⑩", "⓪", "²", "₃", "½", "¼", "Ⅳ", "Ⅹ", "ⅹ", "⑴", "⒈", "❶", "⓵", "㊂", "㈠",
        "㋀", "㏠", "㍘", "〇", "三", "十", "٣", "๓", "𝟛", "𝟙", "🄂", "3️⃣", "፩",
        "\u200b", "\ufeff", "\u200e", "\ufe0f", "\U000e0100", "\u0301", "\u3099", "\u0336", "\u20e3",
        " ", "　", "\u00a0", "\n", "  ", "-", "−", "－", "+", "/", "／", ".", "．", ",", "，", ":", "：",
        "~", "〜", "×", "x", "ｘ", "(", ")", "（月）", "㈪", "✓", "○", "ー", "・",
        "石", "個", "点", "円", "¥", "￥", "yen", "pcs", "箇所", "年", "月", "日", "時", "分", "頃",
        "令和", "平成", "㋿", "R", "H", "元", "June", "Sept", "st", "月曜日", "Mon", "午後", "T", "Z",
        "ﾚ", "ｶﾞ", "レ", "金", "メッキ", "ﾒｯｷ", "K", "no", "№", "なし", "R-",
    ]
)  # fmt: skip
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


def seen(cell):
    """Return a cell without characters that nobody sees, full-width and half-width forms in the usual width."""
    usual = [
        unicodedata.normalize("NFKC", each) if 0xFF00 <= ord(each) <= 0xFFEF else each
        for each in cell
        if unicodedata.category(each) != "Cf"
        and not re.match("[\u034f\ufe00-\ufe0f\U000e0100-\U000e01ef]", each)
    ]
    return unicodedata.normalize("NFC", "".join(usual)).strip()


def numbers(cell):
    """Return the numbers that a cell shows, as texts."""
    return re.findall("[0-9]+", seen(cell))


def odd_numerals(cell):
    """Return what else in a cell is a number or would become one, and marks over and around letters."""
    return [
        each
        for each in seen(cell)
        if not each.isascii()
        and (
            unicodedata.numeric(each, None) is not None
            or any(map(str.isdecimal, unicodedata.normalize("NFKC", each)))
            or unicodedata.category(each) in ("Mn", "Me")
        )
    ]


def letters(text):
    """Return the letters and digits of a text, in one form."""
    shown = unicodedata.normalize("NFKC", "".join(seen(text).split()))
    return "".join(filter(str.isalnum, shown.casefold()))


def shows_count(cell, count):
    shown, odd = numbers(cell), odd_numerals(cell)
    if not shown:
        circled = len(seen(cell)) == 1 and odd and unicodedata.numeric(seen(cell)) == count
        return circled or (odd in ([], ["〇"]) and count in (0, 1))
    sign = seen(cell).startswith("④") and odd == ["④"]
    return [count] == [*map(int, shown)] and (sign or not odd)


def shows_amount(cell, amount):
    text = re.sub("(?<![0-9])\\s+|\\s+(?![0-9])", "", seen(cell))
    shown, _, decimals = re.sub("[^0-9., ]", "", text).partition(".")
    groups = re.split("[, ]+", shown)
    grouped = len(groups) == 1 or (len(groups[0]) <= 3 and {3} == {*map(len, groups[1:])})
    return (
        int("".join(groups)) == amount
        and grouped
        and not decimals.strip("0 ")
        and not odd_numerals(cell)
    )


def shows_day(cell, value):
    text, shown = "".join(seen(cell).casefold().split()), [*map(int, numbers(cell))]
    time = re.search("[:時]", text)
    if isinstance(value, DayOfYear):
        ways = [[value.month, value.day], [value.day]]
    else:
        # a time with an offset may be on the day before or after in Tokyo
        near = range(-1, 2) if time and re.search("z|[+-][0-9]{2}", text) else [0]
        ways = [way for away in near for way in ways_of(value + timedelta(away), text)]
    is_shown = any(way == (shown[: len(way)] if time else shown) for way in ways)
    return is_shown and not odd_numerals(cell)


def ways_of(day, text):
    """Return the numbers that a day with its year may be written with."""
    year, month, number = day.timetuple()[:3]
    ways = [[year, month, number], [month, number, year], [number, month, year]]
    ways += [[int(f"{day:%Y%m%d}")], [(day - EPOCH).days]]
    if f"{day:%b}".casefold() in text:
        ways.append([number, year])
    for begun in (2018, 1988) if re.search("令和|レイワ|平成|[rh㋿㍻]", text) else ():
        ways.append([year - begun, month, number])
        if year - begun == 1 and "元" in text:
            ways.append([month, number])
    return ways


def shows_ticket(cell, ticket):
    prefix, serial = ticket.split("-")
    typed = re.sub("[^a-z]", "", seen(cell).casefold())
    is_same = [int(serial)] == [*map(int, numbers(cell))] and typed in ("", prefix.casefold())
    return is_same and not odd_numerals(cell)


def shows_text(cell, text):
    return seen(text).split() == seen(cell).split()


def shows_choice(cell, code):
    [choice] = [each for each in MATERIALS if each.code == code]
    names = (*choice.also, code, choice.label.en, choice.label.ja)
    return letters(cell) in map(letters, names)


KINDS = {
    "count": (lambda cell: read_count(cell, 99, "④"), shows_count),
    "amount": (lambda cell: read_amount(cell, POLICY.currency), shows_amount),
    "day": (lambda cell: read_day(cell, TOKYO), shows_day),
    "ticket": (read_ticket, shows_ticket),
    "text": (read_text, shows_text),
    "choice": (lambda cell: read_choice(cell, MATERIALS), shows_choice),
}


@pytest.mark.parametrize("kind", KINDS)
@settings(max_examples=10_000 if THOROUGH else 100)
@given(data=st.data())
def test_what_is_read_can_be_seen_in_the_cell(kind, data):
    """Numbers that are read stand there, in their order and with nothing like a number beside them; so do names."""
    cell = data.draw(cells(kind), label="cell")
    read, shows = KINDS[kind]
    try:
        value = read(cell)
    except Unclear:
        return

    if value is None or is_blank(cell):
        assert is_blank(cell) or (kind == "choice" and is_placeholder(cell))
    else:
        assert shows(cell, value)
