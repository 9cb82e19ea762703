"""Days, numbers and lists as people write them, in both languages: what fills the fields of texts."""

from __future__ import annotations

from collections.abc import Sequence

from estimator.policy.label import Label

MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
"""As the policy file writes them, Monday first."""

NATIONAL_HOLIDAYS = Label(en="national holidays", ja="祝日")

_ORDINALS = (
    "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth",
    "eleventh", "twelfth",
)  # fmt: skip


def weekday_name(number: int) -> Label:
    """Return a day of the week, Monday is 0: ``Mondays``, ``月曜日``."""
    return Label(en=f"{WEEKDAYS[number].title()}s", ja=f"{'月火水木金土日'[number]}曜日")


def month_day(month: int, day: int) -> Label:
    """Return a day of every year: ``13 August``, ``8月13日``."""
    return Label(en=f"{day} {MONTHS[month - 1]}", ja=f"{month}月{day}日")


def day_range(first: tuple[int, int], last: tuple[int, int]) -> Label:
    """Return the days from `first` to `last`, each month and day.

    >>> day_range((8, 13), (8, 16)).en, day_range((12, 29), (1, 3)).en
    ('13 – 16 August', '29 December – 3 January')
    """
    begins, ends = month_day(*first), month_day(*last)
    if first == last:
        return begins
    if first[0] == last[0]:
        return Label(en=f"{first[1]} – {ends.en}", ja=f"{begins.ja}〜{last[1]}日")
    return Label(en=f"{begins.en} – {ends.en}", ja=f"{begins.ja}〜{ends.ja}")


def day_count(days: int) -> Label:
    """Return a number of days: ``1 day``, ``5 days``, ``5日``."""
    return Label(en=f"{days} {'day' if days == 1 else 'days'}", ja=f"{days}日")


def month_range(least: int, most: int) -> Label:
    """Return a range of months: ``1 to 2 months``, ``1〜2か月``."""
    return Label(en=f"{least} to {most} months", ja=f"{least}〜{most}か月")


def month_after(months: int) -> Label:
    """Return the month that comes so many months after another, one or more.

    >>> month_after(1).en, month_after(2).en
    ('the next month', 'the second month after')
    """
    japanese = {1: "翌月", 2: "翌々月"}.get(months, f"{months}か月後の月")
    return Label(
        en="the next month" if months == 1 else f"the {_ORDINALS[months - 1]} month after",
        ja=japanese,
    )


def percentage(basis_points: int) -> Label:
    """Return a rate: ``10%``, ``8.25%``."""
    units, rest = divmod(basis_points, 100)
    text = f"{units}.{rest:02}".rstrip("0").rstrip(".") + "%"
    return Label(en=text, ja=text)


def enumeration(labels: Sequence[Label], conjunction: str = "and") -> Label:
    """Return a list in a sentence: ``a, b and c``, ``a・b・c``; an empty text of nothing."""
    english = [label.en for label in labels]
    tail = f" {conjunction} ".join(
        [", ".join(english[:-1]), english[-1]] if english[1:] else english
    )
    return Label(en=tail, ja="・".join(label.ja for label in labels))
