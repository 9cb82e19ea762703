"""Days typed without a year."""

from __future__ import annotations

from datetime import date

import pytest

from backoffice import jobs
from tests.backoffice.desks import (
    APPROVED,
    ASKED,
    MAY,
    NOW,
    assessed,
    edit,
    fact,
    problems_of,
    run_of,
)
from tests.backoffice.desks import at as run_at


def test_a_day_without_a_year_is_the_newest_that_has_been():
    """Asked about on both sides of New Year, the day is the one that has been."""
    desks = [
        assessed(ASKED | {"enquired": "12/28"}, now=now) for now in ("2026-12-30", "2027-01-05")
    ]

    assert [[date(2026, 12, 28)]] * 2 == [
        [day.date() for day in desk.assessment.frame["enquired"]] for desk in desks
    ]


LATER = ["2026-09-01", "2027-01-10", "2027-05-10", "2029-06-01"]
YEARLESS = APPROVED | {"enquired": "5月2日", "arrived": "5/20", "inspected": "22 May"}
DAYS = ["enquired", "arrived", "inspected", "back", "sent"]


def days_read(desk):
    return {str(day)[:10] for key in DAYS for day in desk.assessment.frame[key].dropna()}


@pytest.mark.parametrize("later", LATER)
def test_a_closed_ticket_reads_the_same_in_later_years(later):
    """Days without a year are parsed the same later on, and no problem appears by waiting."""
    run = run_of(YEARLESS, now="2026-05-31")
    jobs.close(run, MAY)
    edit(run, 2, back="6月29日(月)", sent="7/3")
    jobs.sync(run_at(run, "2026-07-04"))
    before = jobs.read_desk(run_at(run, "2026-07-04"))

    desk = jobs.read_desk(run_at(run, later))

    assert {"2026-05-02", "2026-05-20", "2026-05-22", "2026-06-29", "2026-07-03"} == days_read(desk)
    assert [] == problems_of(before) == problems_of(desk)


@pytest.mark.parametrize("later", LATER)
def test_an_open_ticket_reads_the_same_in_later_years(later):
    """Days without a year are parsed the same later on, and no problem appears by waiting."""
    run = run_of(YEARLESS)
    jobs.sync(run)

    desk = jobs.read_desk(run_at(run, later))

    assert {"2026-05-02", "2026-05-20", "2026-05-22"} == days_read(desk)
    assert [] == problems_of(desk)


@pytest.mark.parametrize(
    ("enquired", "arrived", "expected"),
    [
        ("2025-12-20", "1/8", "2026-01-08"),
        ("2025-07-01", "6/9", "2025-06-09"),  # unannounced
        ("2025-07-01", "4/1", "2026-04-01"),
        ("2024-02-01", "2/29", "2024-02-29"),
        ("2062-05-02", "5/20", "2026-05-20"),
        ("0001-01-02", "5/20", "2026-05-20"),
        ("", "5/20", "2026-05-20"),
    ],
)
def test_days_follow_the_enquiry(enquired, arrived, expected):
    """The arrival lies within a year of the enquiry; where that is a slip or missing, it is the newest such day."""
    desk = assessed(ASKED | {"enquired": enquired, "arrived": arrived})

    assert [expected] == [str(day.date()) for day in desk.assessment.frame["arrived"]]


def test_an_enquiry_that_was_typed_anew_forgets_its_year():
    """An enquiry with another month or day is the newest such day."""
    run = run_of(ASKED | {"enquired": "5月2日"})
    jobs.sync(run)
    edit(run, 2, enquired="5月3日")

    desk = jobs.read_desk(run_at(run, "2027-06-10"))

    assert [date(2027, 5, 3)] == [day.date() for day in desk.assessment.frame["enquired"]]


def test_a_year_read_on_a_wrong_clock_is_forgotten():
    """A year that the last run read and that is in the future is not kept."""
    run = run_of(ASKED | {"enquired": "5月2日"}, now="2028-06-10")
    jobs.sync(run)

    desk = jobs.read_desk(run_at(run, NOW))

    assert [date(2026, 5, 2)] == [day.date() for day in desk.assessment.frame["enquired"]]


def test_a_29th_of_february_that_was_not_is_reported():
    """29 February of no leap year is reported, and the ticket is unclear."""
    desk = assessed(ASKED | {"enquired": "2/29"})

    assert [("day", "E2")] == problems_of(desk)
    assert [True] == fact(desk, "unclear")
