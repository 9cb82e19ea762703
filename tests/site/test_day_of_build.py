"""Prices have the day of the build, and known later prices have theirs."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from estimator.policy.policy_book import PolicyBook
from estimator.rules.open_days import is_open
from pages.coming_prices import in_sentence, price_days, rule
from pages.estimate_form import form
from pages.marker_definitions import MARKERS
from pages.markers import expand
from pages.page_checks import check_headings
from pages.page_context import PageContext
from pages.parcel_calendar import calendar_table, schedules
from pages.price_list import price_table
from pages.worked_examples import default_estimate
from tests.tools.casebook import policy_with

PROJECT = Path(__file__).parents[2]
BUILT = date(2027, 2, 10)
DEARER = [
    {"at": "services.refinish.fee", "add": {"from": date(2027, 4, 1), "value": 800}},
    {"at": "handling.fee", "add": {"from": date(2027, 4, 1), "value": 1000}},
    {"at": "services.clean.fee", "add": {"from": date(2027, 1, 1), "value": 400}},
]
TAXED = [{"at": "tax.rate", "add": {"from": date(2027, 10, 1), "value": 1200}}]


def context(book: PolicyBook, language: str = "en", built: date = BUILT) -> PageContext:
    """Return what pages of a policy are rendered with on a day."""
    return PageContext(book=book, build_day=built, language=language)


@pytest.mark.parametrize(("language", "expected"), [
    ("en", ("Prices in force since Fri 1 January 2027."
     " From Thu 1 April 2027: ① Refinish to new from ¥880; Handling fee ¥1,100.")),
    ("ja", ("2027年1月1日（金）から適用の料金です。"
     "2027年4月1日（木）からは、① 新品仕上げ 880円〜、修理手数料 1,100円となります。")),
])  # fmt: skip
def test_the_price_list_names_the_day_of_its_prices_and_those_that_follow(
    language: str, expected: str
) -> None:
    """The list and the form say since when their prices are in force, and what is known already."""
    page = context(policy_with(DEARER), language)
    written = re.sub(r"<[^>]+>", "", price_days(page))

    assert expected == written
    assert price_days(page) in price_table(page)
    assert price_days(page) in form(default_estimate(page), page)


def test_without_a_change_in_sight_only_the_day_is_named() -> None:
    """A price that began before the build is not announced again."""
    written = price_days(context(policy_with([])))

    assert "Prices in force since Mon 1 January 2024." in written
    assert "From" not in written


def test_a_price_in_a_sentence_names_the_one_that_follows() -> None:
    """A new tax changes every price, and the rule about it, from its day on."""
    page = context(policy_with(TAXED))

    assert "¥990 with tax (from Fri 1 October 2027: ¥1,008)" == in_sentence(page, "handling")
    assert re.search(r"Tax of 10% .* From Fri 1 October 2027: .* Tax of 12% ", rule(page, "P8"))
    assert "From" not in rule(page, "P7")


@pytest.mark.parametrize("language", ["en", "ja"])
def test_no_page_says_next_or_this_month(language: str) -> None:
    """Words that are true on the day of the build only are on no page."""
    relative = re.compile(
        r"\bthis month\b|\bnext parcel\b|\btoday\b|\btomorrow\b|\bnow in force\b|今月|次の月末便|次の便|本日|明日|来月"
    )
    page = context(policy_with([]), language)
    for path in sorted((PROJECT / "docs" / language).glob("*.md")):
        text, problems = expand(path.read_text(encoding="utf-8"), page, path.name)
        text = re.sub(r'<div id="estimate.*', "", text)  # the answer has its own day
        assert ([], []) == (problems, relative.findall(text)), path.name


def test_every_row_of_the_calendar_aims_at_an_open_day() -> None:
    """Each row has the last open day of its month, and names the end of the month if that is later."""
    page = context(policy_with([]))
    rows = schedules(page)
    policy = page.policy

    assert 18 == len(rows)
    for row in rows:
        assert is_open(row.arrives, policy)
        assert row.arrives == row.last_open
        assert row.arrives >= BUILT
    assert calendar_table(page).count("the last day we are open before") == sum(
        (row.arrives + timedelta(days=1)).month == row.arrives.month for row in rows
    )
    assert calendar_table(page).count("we are closed that day") == sum(
        not is_open(row.back, policy) for row in rows
    )


def test_after_the_last_open_day_the_calendar_begins_with_the_month_that_follows() -> None:
    """Built on a Saturday before a month end on a Sunday, the first row is of the next month."""
    assert (
        date(2026, 5, 29)
        == schedules(context(policy_with([]), built=date(2026, 5, 29)), 1)[0].arrives
    )
    assert (
        date(2026, 6, 30)
        == schedules(context(policy_with([]), built=date(2026, 5, 30)), 1)[0].arrives
    )


def on(day: date, written: str) -> str:
    """Return what `written` shows on a later day, as `periods.js` shows it."""
    shown = re.sub(
        r'<(span|section) data-from="([\d-]+)"(?: data-until="([\d-]+)")?[^>]*>(.*?)</\1>',
        lambda match: match[4] if match[2] <= str(day) <= (match[3] or "9") else "",
        written,
        flags=re.DOTALL,
    )
    return re.sub(r"<[^>]+>", "", shown)


DAYS_AHEAD = [0, 1, 18, 19, 49, 400, 480]


@pytest.mark.parametrize("language", ["en", "ja"])
@pytest.mark.parametrize(
    "marker", ["price-table", "price handling", "rule P8", "example piece=silver,no,clean"]
)
def test_prices_of_a_later_day(marker: str, language: str) -> None:
    """On a later day a page shows what it would show if it were built on that day."""
    book = policy_with(DEARER + TAXED)
    for ahead in [*DAYS_AHEAD, 49, 50, 51, 232, 233, 234]:
        day = BUILT + timedelta(days=ahead)
        then = expand(f"{{{{ {marker} }}}}", context(book, language, day), "")[0]
        now = expand(f"{{{{ {marker} }}}}", context(book, language), "")[0]
        assert on(day, then) == on(day, now), day


@pytest.mark.parametrize("language", ["en", "ja"])
@pytest.mark.parametrize(
    "marker",
    [
        "day month-end",
        "day one-day-later back",
        "last-open-day",
        "month month-end",
        "walk month-end",
    ],
)
def test_the_parcel_of_a_later_day(marker: str, language: str) -> None:
    """On each later day, month ends and last open days among them, a page names the parcel of that day."""
    page = context(policy_with([]), language)
    written = expand(f"{{{{ {marker} }}}}", page, "")[0]
    for ahead in range(500):
        day = BUILT + timedelta(days=ahead)
        rendered = MARKERS[marker.split()[0]].__wrapped__(
            replace(page, build_day=day), *marker.split()[1:]
        )  # type: ignore[attr-defined]
        assert re.sub(r"<[^>]+>", "", rendered) == on(day, written), day


@pytest.mark.parametrize(
    ("language", "words"), [("en", "(please ask us)"), ("ja", "（お問い合わせください）")]
)
def test_where_the_dates_of_a_page_are_over(language: str, words: str) -> None:
    """After the last parcel that a page knows, there are words in place of its days, and a row of the calendar."""
    page = context(policy_with([]), language)
    last = schedules(page)[-1].arrives
    day = expand("{{ day month-end }}", page, "")[0]

    assert page.day(last) == on(last, day)
    assert words == on(last + timedelta(days=1), day)
    assert f'<tbody data-from="{last + timedelta(days=1)}" hidden' in calendar_table(page)
    assert 18 == len(re.findall(r"<tr data-until=", calendar_table(page)))


def test_a_heading_that_would_change_is_refused() -> None:
    """A day of the next parcel in a heading is reported with its line; a text that stays is not."""
    text = "## By {{ day month-end }}\n\n## {{ title P1 }}\n\nBy {{ day month-end }}"

    assert [1] == [
        problem.line for problem in check_headings(text, context(policy_with([])), "a.md")
    ]
