"""Days, numbers and lists as people write them, in both languages: what fills the fields of texts.

The words are in `phrases.toml`.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from pkgutil import get_data
from typing import Literal

from estimator.policy.label import Label, Language

FILE = Path(__file__).with_suffix(".toml")

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
"""As the policy file writes them, Monday first."""


def national_holidays() -> Label:
    """Return what the days of the national calendar are called."""
    return _phrase("national-holidays")


def weekday_name(number: int) -> Label:
    """Return a day of the week, Monday is 0: ``Mondays``, ``月曜日``."""
    return _one_of("weekdays", number)


def month_name(month: int) -> Label:
    """Return a month: ``June``, ``6月``."""
    return _one_of("months", month - 1)


def month_day(month: int, day: int) -> Label:
    """Return a day of every year: ``13 August``, ``8月13日``."""
    return _phrase("day", day=day, month=month_name(month))


def day_range(first: tuple[int, int], last: tuple[int, int]) -> Label:
    """Return the days from `first` to `last`, each month and day.

    >>> day_range((8, 13), (8, 16)).en, day_range((12, 29), (1, 3)).en
    ('13 – 16 August', '29 December – 3 January')
    """
    if first == last:
        return month_day(*first)
    if first[0] == last[0]:
        return _phrase("days-of-month", first=first[1], last=last[1], month=month_name(first[0]))
    return _phrase("days-of-months", first=month_day(*first), last=month_day(*last))


def day_count(days: int) -> Label:
    """Return a number of days: ``1 day``, ``5 days``, ``5日``."""
    return _phrase("one-day") if days == 1 else _phrase("days", days=days)


def working_day_count(days: int) -> Label:
    """Return a number of working days: ``1 working day``, ``3 working days``, ``3営業日``."""
    return _phrase("one-working-day") if days == 1 else _phrase("working-days", days=days)


def month_count(months: int) -> Label:
    """Return a number of months: ``1 month``, ``6 months``, ``6か月``."""
    return _phrase("one-month") if months == 1 else _phrase("months-long", months=months)


def month_range(least: int, most: int) -> Label:
    """Return a range of months: ``1 to 2 months``, ``1〜2か月``."""
    return _phrase("month-range", least=least, most=most)


def month_after(months: int) -> Label:
    """Return the month that comes so many months after another, one to twelve.

    >>> month_after(1).en, month_after(2).en, month_after(3).en
    ('the next month', 'the second month after', 'the third month after')
    """
    if months <= 2:
        return _phrase("next-month" if months == 1 else "second-month")
    return _phrase("later-month", months=months, ordinal=_one_of("ordinals", months - 1))


def percentage(basis_points: int) -> Label:
    """Return a rate: ``10%``, ``8.25%``."""
    units, rest = divmod(basis_points, 100)
    text = f"{units}.{rest:02}".rstrip("0").rstrip(".") + "%"
    return Label(en=text, ja=text)


def enumeration(labels: Sequence[Label], conjunction: Literal["and", "or"] = "and") -> Label:
    """Return a list in a sentence: ``a, b and c``, ``a・b・c``; an empty text of nothing."""
    commas, last = _phrase("comma"), _phrase(conjunction)

    def listed(language: Language) -> str:
        texts = [label.in_(language) for label in labels]
        parts = [commas.in_(language).join(texts[:-1]), texts[-1]] if texts[1:] else texts
        return last.in_(language).join(parts)

    return Label(en=listed(Language.EN), ja=listed(Language.JA))


def _phrase(key: str, /, **values: Label | int) -> Label:
    """Return a phrase, its fields filled in each language."""

    def in_(language: Language) -> str:
        fields = {
            name: value.in_(language) if isinstance(value, Label) else value
            for name, value in values.items()
        }
        return _phrases()[key][language].format(**fields)

    return Label(en=in_(Language.EN), ja=in_(Language.JA))


def _one_of(key: str, number: int) -> Label:
    """Return one word of a phrase that lists them."""
    words = _phrases()[key]
    return Label(**{language: listed.split()[number] for language, listed in words.items()})


@cache
def _phrases() -> Mapping[str, Mapping[str, str]]:
    return tomllib.loads((get_data(__package__, FILE.name) or b"").decode())
