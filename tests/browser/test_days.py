"""The days of the form in Chromium: a tab open over midnight, a day that has passed, no day at all."""

from __future__ import annotations

from tests.browser import estimator_page
from tests.browser.conftest import Visit

PASSED = "#asked=2026-05-20&arrives=2025-12-03&piece=silver,not-sure,clean"


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


def test_a_day_that_has_passed_is_answered_with_a_question(visit: Visit) -> None:
    """The question is in the answer; with another day it is not."""
    page = visit.open("en", PASSED)
    page.wait_for_selector(estimator_page.ANSWERED)
    assert "Wed 3 December 2025 has passed." in page.inner_text("#estimate-question")

    page.fill("#arrives", "2026-06-03")
    estimator_page.press(page)
    assert page.locator("#estimate-question").count() == 0


def test_an_emptied_date_asks_for_a_day(visit: Visit) -> None:
    """Without a day of arrival the form says what to do, beside the field."""
    page = visit.open()
    page.fill("#arrives", "")
    page.click("#estimate-submit")
    page.wait_for_selector("#arrives-error")

    assert "Choose a day" in page.inner_text("#arrives-error")


def test_the_day_of_a_page_built_long_ago_is_moved(visit: Visit) -> None:
    """The day of arrival in the form of an old page is as far ahead as on the day of its build."""
    visit.page.clock.set_system_time("2026-11-20T12:00:00+09:00")
    page = visit.open()

    assert page.input_value("#arrives") == "2026-11-27"
    assert page.locator("#estimate-answer[data-changed]").count() == 1
