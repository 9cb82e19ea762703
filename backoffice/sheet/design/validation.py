"""Data validation: what each column offers and checks.

No check refuses input: staff may type as they like, and To fix reports what cannot be parsed.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import Enum

from backoffice.sheet.headings import Column, Kind
from estimator.policy.model import Label

FIRST_DAY = date(2000, 1, 1)
"""An earlier day is unusual."""

TICK = "✓"

UNUSUAL = Label(en="Unusual", ja="ご確認ください")
_NOT_LISTED = Label(
    en="This is not in the list. You may keep it; if it cannot be understood, To fix will say so.",
    ja="一覧にない値です。このままでも構いません。読み取れない場合は「要確認」に表示されます。",
)
_NOT_A_DATE = Label(
    en="No day is seen here; one looks like 2026-06-01. You may keep it as it is.",
    ja="日付として認識されません(例:2026/6/1)。このままでも構いません。",
)
_NOT_A_NUMBER = Label(
    en="No usual number is seen here. You may keep it as it is.",
    ja="通常の数値ではありません。このままでも構いません。",
)
_PICK = Label(en="Choose from the list.", ja="一覧からお選びください。")
_TICK = Label(en="✓ or 1 if it is to be done.", ja="依頼があれば ✓ または 1。")
_COUNT = Label(en="How many: 1 to {}.", ja="数:1〜{}。")


class Sort(Enum):
    """What a check requires."""

    LIST = "one of a list"
    TICK = "a tick"
    COUNT = "a whole number from 1 to the most"
    DAY = "a day"
    AMOUNT = "no less than nothing"


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """A check of one column.

    Attributes:
        sort: What it requires.
        words: Entries of a list.
        most: Largest count.
        message: Shown for any other input, which may be kept.
    """

    sort: Sort
    words: tuple[str, ...] = ()
    most: int = 1
    message: str = ""


def check_of(column: Column, language: str) -> Check | None:
    """Return the check of `column`; None if any input is valid."""
    match column.kind:
        case Kind.CHOICE:
            words = tuple(choice.label.in_(language) for choice in column.choices)
            return Check(sort=Sort.LIST, words=words, message=_NOT_LISTED.in_(language))
        case Kind.COUNT if column.most == 1:
            return Check(sort=Sort.TICK, words=(TICK,))
        case Kind.COUNT:
            message = _NOT_A_NUMBER.in_(language)
            return Check(sort=Sort.COUNT, most=column.most, message=message)
        case Kind.DATE:
            return Check(sort=Sort.DAY, message=_NOT_A_DATE.in_(language))
        case Kind.YEN:
            return Check(sort=Sort.AMOUNT, message=_NOT_A_NUMBER.in_(language))
        case _:
            return None


def hint_of(column: Column, language: str) -> str:
    """Return what to type in `column`; empty if its heading says enough."""
    if column.hint:
        return column.hint.in_(language)
    if column.kind is Kind.CHOICE:
        return _PICK.in_(language)
    if column.kind is Kind.COUNT:
        label = _TICK if column.most == 1 else _COUNT
        return label.in_(language).format(column.most)
    return ""
