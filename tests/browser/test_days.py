"""The days of the form in Chromium: a tab open over midnight, a page built long ago, the end of the calendar."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from playwright.sync_api import expect

from estimator.answers import wording
from estimator.policy.file import load_policy
from estimator.rules.schedule import schedule_for
from tests.browser import estimator_page
from tests.browser.conftest import Visit
from tests.selection import in_turns

pytestmark = pytest.mark.shared_page


def test_a_tab_open_over_midnight_asks_as_of_the_new_day(visit: Visit) -> None:
    """After midnight in the shop's time zone, the answer has that day, and is not called old."""
    page = visit.open()
    estimator_page.press(page)
    assert "asked=2026-05-20&" in page.url

    page.clock.set_system_time("2026-05-21T00:01:00+09:00")
    page.check("#items-0-services-clean")
    estimator_page.press(page)
    assert "asked=2026-05-21&" in page.url
    assert page.locator(".estimator-older").count() == 0


@pytest.mark.own_page
def test_a_tab_open_over_midnight_says_so_by_itself(visit: Visit) -> None:
    """At midnight a tab that nobody touches asks about a day of arrival that has passed, and moves its dates."""
    visit.page.clock.install(time="2026-05-29T23:59:00+09:00")
    page = visit.open("en", "#asked=2026-05-29&arrives=2026-05-29&piece=silver,not-sure,clean")
    page.wait_for_selector("html[data-answered-by]")
    assert page.locator("#estimate-question").count() == 0

    page.clock.fast_forward("02:00")
    expect(page.locator("#estimate-question")).to_contain_text("Fri 29 May 2026 has passed.")
    assert page.input_value("[name=asked]") == "2026-05-30"


@pytest.mark.parametrize(("day", "month", "back"), in_turns([
    ("2026-05-29", "May 2026", "Tue 30 June 2026"),
    ("2026-05-20", "May 2026", "Tue 30 June 2026"),
    ("2026-05-30", "June 2026", "Fri 31 July 2026"),
    ("2026-05-21", "May 2026", "Tue 30 June 2026"),
    ("2027-10-20", "October 2027", "Tue 30 November 2027"),
    ("2026-06-20", "June 2026", "Fri 31 July 2026"),
], 2))  # fmt: skip
def test_the_next_parcel_of_a_page_built_long_ago(
    visit: Visit, day: str, month: str, back: str
) -> None:
    """On each later day the pages name the parcel of that day, and the calendar begins with it."""
    visit.page.clock.set_system_time(f"{day}T09:00:00+09:00")
    page = visit.open(page="")
    text = " ".join(page.inner_text("article").split())
    assert month in text
    assert back in text
    assert len([one for one in page.locator("article [data-from]").all() if one.is_visible()]) >= 2

    page = visit.open(page="time/")
    days = page.locator(".repair-calendar tr:not(.repair-year) th time").all()
    shown = [one.get_attribute("datetime") or "" for one in days if one.is_visible()]
    assert shown
    assert all(one >= day for one in shown)
    assert not page.get_by_text("The dates of this page are over.").is_visible()


def test_when_the_dates_of_a_page_are_over(visit: Visit) -> None:
    """Then the first page names none, sentences ask customers to ask, and the calendar says so."""
    visit.page.clock.set_system_time("2028-01-10T09:00:00+09:00")
    page = visit.open(page="")
    assert page.locator(".facts").count() == 3
    assert page.locator(".facts:visible").count() == 1  # the price
    assert "(please ask us)" not in page.inner_text("article")

    page = visit.open(page="questions/")
    assert "(please ask us)" in page.inner_text("article")
    page = visit.open(page="time/")
    assert page.locator(".repair-calendar time:visible").count() == 0
    assert page.get_by_text("The dates of this page are over.").is_visible()


@pytest.mark.parametrize(
    "day", in_turns(["2026-05-30", "2026-05-21", "2027-10-20", "2026-06-20"], 2)
)
@pytest.mark.empty_cache
def test_the_estimator_on_a_later_day(visit: Visit, day: str) -> None:
    """On a later day the default choice is answered for that day, by the table, without a press."""
    visit.server.hanging = {".wasm"}
    visit.page.clock.set_system_time(f"{day}T09:00:00+09:00")
    page = visit.open()
    page.wait_for_selector("html[data-answered-by=table]")

    assert page.input_value("[name=asked]") == day
    assert page.input_value("#arrives") == str(date.fromisoformat(day) + timedelta(days=7))
    assert page.locator("#estimate-question, .estimator-older, [data-old]").count() == 0
    back = schedule_for(date.fromisoformat(day) + timedelta(days=7), load_policy().undated).back
    assert page.inner_text("#estimate-back") == wording.day(back, "en")


def test_after_the_calendar(visit: Visit) -> None:
    """On a day that the calendar does not know, the page says so at once, and shows no answer as new."""
    visit.page.clock.set_system_time("2029-01-10T09:00:00+09:00")
    page = visit.open()
    expect(page.locator("#estimate-status")).to_contain_text("The calendar of this page ends on")
    assert page.locator("#estimate-headline[data-old]").count() == 1
