"""Texts of the policy file: their fields, and the phrases that fill them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from estimator.policy import phrases
from estimator.policy.label import Label
from estimator.policy.text_fields import values_of
from tests.tools.casebook import POLICIES, policy_called, table_of

MANUAL = Path(__file__).parents[3] / "docs" / "manual" / "policy.md"
SHOP = policy_called("policy.toml").undated
JAPANESE = re.compile("[ぁ-んァ-ヶ一-龥]")


def texts_in(value: object, path: str) -> Iterator[tuple[str, str, str]]:
    """Yield path, English and Japanese of every text in a policy file, of each reading."""
    if isinstance(value, dict) and value.keys() == {"en", "ja"}:
        english, japanese = (as_text(value[language]) for language in ("en", "ja"))
        yield path, english, japanese
    elif isinstance(value, dict):
        for key, entry in value.items():
            yield from texts_in(entry, f"{path}.{key}")
    elif isinstance(value, list):
        for index, entry in enumerate(value):
            yield from texts_in(entry, f"{path}[{index}]")


def as_text(value: str | list[str]) -> str:
    """Return a text, or a list of words as one."""
    return value if isinstance(value, str) else "; ".join(value)


@pytest.mark.parametrize("name", POLICIES)
def test_texts_are_in_both_languages(name: str) -> None:
    """Every text of a policy, its fields aside, is English in `en` and Japanese in `ja`."""
    texts = list(texts_in(table_of(name), ""))
    fields = re.compile(r"\{[^{}]*\}")

    wrong = [
        path
        for path, english, japanese in texts
        if JAPANESE.search(fields.sub("", english)) or not JAPANESE.search(fields.sub("", japanese))
    ]

    written = POLICIES[name].read_text(encoding="utf-8")
    assert written.count(" ja = ") + written.count("words.ja = ") == len(texts)
    assert not wrong


def test_the_manual_lists_every_field() -> None:
    """The table of fields in the manual names each field that texts may have, and no other."""
    codes = {*SHOP.services, *SHOP.materials, *(one.code for one in SHOP.calendar.long), "stone"}
    pattern = re.compile(rf"\.({'|'.join(sorted(codes, key=len, reverse=True))})\.")
    known = {pattern.sub(".CODE.", name) for name in values_of(SHOP)} | {"tax.rate"}
    own = {"label", "days", "delay", "day"}

    assert known | own == set(re.findall(r"\{([\w.]+)\}`", MANUAL.read_text(encoding="utf-8")))


@pytest.mark.parametrize(("rate", "expected"), [
    (1000, "10%"), (825, "8.25%"), (850, "8.5%"), (5, "0.05%"), (0, "0%"), (10_000, "100%"),
])  # fmt: skip
def test_percentages(rate: int, expected: str) -> None:
    """Basis points are written as a percentage without trailing zeros."""
    assert expected == phrases.percentage(rate).en


@pytest.mark.parametrize(("names", "english", "japanese"), [
    ("", "", ""),
    ("A", "A", "A"),
    ("AB", "A and B", "A・B"),
    ("ABC", "A, B and C", "A・B・C"),
])  # fmt: skip
def test_lists(names: str, english: str, japanese: str) -> None:
    """A list has a conjunction before its last entry in English, dots between all in Japanese."""
    labels = [Label(en=name, ja=name) for name in names]

    assert Label(en=english, ja=japanese) == phrases.enumeration(labels)


@pytest.mark.parametrize(("label", "english", "japanese"), [
    (phrases.day_range((8, 13), (8, 16)), "13 – 16 August", "8月13日〜16日"),
    (phrases.day_range((4, 29), (5, 5)), "29 April – 5 May", "4月29日〜5月5日"),
    (phrases.day_range((12, 29), (1, 3)), "29 December – 3 January", "12月29日〜1月3日"),
    (phrases.day_range((8, 13), (8, 13)), "13 August", "8月13日"),
    (phrases.day_count(1), "1 day", "1日"),
    (phrases.day_count(5), "5 days", "5日"),
    (phrases.month_after(1), "the next month", "翌月"),
    (phrases.month_after(2), "the second month after", "翌々月"),
    (phrases.month_after(12), "the twelfth month after", "12か月後の月"),
    (phrases.month_range(1, 2), "1 to 2 months", "1〜2か月"),
    (phrases.weekday_name(6), "Sundays", "日曜日"),
])  # fmt: skip
def test_days_and_months(label: Label, english: str, japanese: str) -> None:
    """Days, counts and months read as people write them in both languages."""
    assert Label(en=english, ja=japanese) == label
