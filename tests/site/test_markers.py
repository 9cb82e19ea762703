"""Markers, and policy values typed by hand."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from estimator.policy.file import load_policy
from pages.hardcoded_values import check_hardcoded
from pages.marker_definitions import MARKERS
from pages.markers import expand
from pages.page_checks import check_doubled
from pages.page_context import PageContext
from pages.periods import as_built

PROJECT = Path(__file__).parents[2]
EN = PageContext(book=load_policy(), build_day=date(2026, 5, 20), language="en")
JA = PageContext(book=load_policy(), build_day=date(2026, 5, 20), language="ja")


@pytest.mark.parametrize(
    ("marker", "en", "ja"),
    [
        ("price refinish", "¥770 with tax", "税込770円"),
        ("price handling", "¥990 with tax", "税込990円"),
        ("service stone", "④ Stone setting", "④ 石留め"),
        ("window obon", "13 – 16 August", "8月13日〜16日"),
        ("window new-year", "29 December – 3 January", "12月29日〜1月3日"),
        ("window golden-week", "29 April – 5 May", "4月29日〜5月5日"),
        ("day month-end", "Fri 29 May 2026", "2026年5月29日（金）"),
        ("day month-end dispatch", "Mon 1 June 2026", "2026年6月1日（月）"),
        ("day one-day-later back", "Fri 31 July 2026", "2026年7月31日（金）"),
        (
            "last-open-day",
            "Fri 29 May 2026, the last day we are open before Sun 31 May",
            "5月31日（日）までの最後の営業日である2026年5月29日（金）",
        ),
        ("month one-day-later", "June 2026", "2026年6月"),
        (
            "browsers",
            "Chrome 112, Edge 112, Firefox 114, Safari 16.4, iOS 16.4",
            "Chrome 112、Edge 112、Firefox 114、Safari 16.4、iOS 16.4",
        ),
        ("domain", "aujour.example", "aujour.example"),
        ("shortest", "28", "28"),
        ("longest", "61", "61"),
    ],
)
def test_a_marker_says_what_the_policy_holds(marker: str, en: str, ja: str) -> None:
    """Each marker is replaced by one text in each language; it may have others for later days."""
    text = f"({{{{ {marker} }}}})"
    filled = [expand(text, context, "fees.md") for context in (EN, JA)]

    assert [f"({en})", f"({ja})"] == [as_built(text) for text, _ in filled]
    assert [[], []] == [problems for _, problems in filled]


@pytest.mark.parametrize(
    ("text", "line", "says"),
    [
        ("a\n{{ pricee stone }}", 2, "no marker called 'pricee'. Did you mean 'price'?"),
        ("{{ price stones }}", 1, "the policy has no 'stones'. Did you mean 'stone'?"),
        ("{{ price }}", 1, "its words do not fit"),
        ("{{ window summer }}", 1, "the policy has no 'summer'"),
        ("{{ example piece=silver,no,polish }}", 1, "there is no service called 'polish'"),
        ("{{ example silver }}", 1, "'silver' is no piece"),
        ("{{ day month-end batch }}", 1, "there is no day called 'batch'"),
        ("\n\n{{ price stone", 3, "a marker begins or ends here, but not both"),
        ("{{}}", 1, "there is no marker called ''"),
    ],
)
def test_a_wrong_marker_is_named_with_file_and_line(text: str, line: int, says: str) -> None:
    """An unknown marker or argument is reported with file, line and advice."""
    (problem,) = expand(text, EN, "docs/en/fees.md")[1]

    assert str(problem).startswith(f"docs/en/fees.md:{line}: ")
    assert says in problem.message


@pytest.mark.parametrize(
    ("text", "marker"),
    [
        ("It costs 700 yen.", "{{ price refinish }}"),
        ("¥770 with tax", "{{ price refinish }}"),
        ("料金は１，８００円です", "{{ price gold-plating }}"),
        ("税込1,980円", "{{ price gold-plating }}"),
        ("1800", "{{ price gold-plating }}"),
        ("900,", "{{ price chain }}"),
        ("tax of 10%", "{{ rule P8 }}"),
        ("10 % tax", "{{ rule P8 }}"),
        ("消費税１０％", "{{ rule P8 }}"),
        ("from 13 August", "{{ window obon }}"),
        ("on April 29", "{{ window golden-week }}"),
        ("１２月２９日から", "{{ window new-year }}"),
        ("石留めの料金", "{{ name stone }}"),
        ("the Stone setting", "{{ name stone }}"),
        ("mail from aujour.example", "{{ domain }}"),
    ],
)
def test_policy_values_are_not_typed_by_hand(text: str, marker: str) -> None:
    """A typed amount, rate, day, name or domain is refused, and the marker to write is named."""
    problems = check_hardcoded(f"# Title\n{text}", load_policy(), "docs/ja/fees.md")

    assert [2] == [problem.line for problem in problems]
    assert marker in problems[0].message


@pytest.mark.parametrize(
    "text",
    [
        "1,234 yen", "17000 or 7.700", "P5 and K18", "{{ price refinish }}", "[link](fees.md#p700)",
        "## Heading {#id-900}", "12 August", "8月15日", "a stone setting", "100%",
    ],
)  # fmt: skip
def test_other_numbers_may_be_typed(text: str) -> None:
    """Numbers and days that are not in the policy are accepted."""
    assert [] == check_hardcoded(text, load_policy(), "docs/en/fees.md")


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("the handling fee {{ name handling }}", "handling fee"),
        ("{{ price stone }} with tax", "with tax"),
        ("税込{{ price stone }}", "税込"),
        ("{{ name stone }}石留め", "石留め"),
        ("指輪の石を石が3つ外れた", "石を石が"),
        ("we ask the the customer", "the the"),
        (
            "{{ day month-end }}, that is {{ day month-end }}, {{ last-open-day }}",
            "Fri 29 May 2026",
        ),
    ],
)
def test_a_word_said_twice_is_refused(text: str, word: str) -> None:
    """A word typed beside a marker that says it, or twice in a row, is reported with its line."""
    context = JA if re.search("[ぁ-んァ-ヶ一-龥]", text) else EN
    problems = check_doubled(f"# Title\n{text}", context, "docs/ja/fees.md")

    assert {2} == {problem.line for problem in problems}
    assert f"“{word}” is said twice" in problems[0].message


@pytest.mark.parametrize(
    "text", ["日々の手入れ", "{{ name stone }} and {{ price stone }}", "一つ一つ"]
)
def test_what_is_no_repetition_is_accepted(text: str) -> None:
    """Words that only look alike are accepted."""
    assert [] == [
        problem for context in (EN, JA) for problem in check_doubled(text, context, "docs/en/a.md")
    ]  # fmt: skip


def test_every_marker_is_used_on_a_page() -> None:
    """Every defined marker is used on a page."""
    text = "".join(path.read_text(encoding="utf-8") for path in (PROJECT / "docs").glob("??/*.md"))

    assert [] == [name for name in MARKERS if f"{{{{ {name} " not in text]
