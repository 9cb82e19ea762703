"""The doctor, and which month it says is due."""

from __future__ import annotations

from datetime import date

import pytest

from backoffice import jobs
from backoffice.jobs.doctor import examine
from backoffice.rules.batches import ready_days
from backoffice.rules.months import due_month
from tests.backoffice.desks import APPROVED, ARRIVED, JUNE, MAY, POLICY, QUOTED, run_of

NAMES = [
    "Policy", "Sheet", "In use", "Tabs and headings", "Script tabs", "Blank numbered rows", "Month end",
    "Owner's word", "Owner's fields",
]  # fmt: skip
END_OF_MAY = "2026-05-31T12:00:00"
JUNE_1 = "2026-06-01T09:00:00"


def due(*tickets, now):
    run = run_of(*tickets, now=now)
    return due_in(jobs.read_desk(run), run.now.date())


def due_in(desk, today):
    return due_month(ready_days(desk.assessment.frame), desk.ledger, POLICY.undated, today)


def in_june(ticket):
    """Return the ticket as if it had arrived in June."""
    return ticket | {"arrived": date(2026, 6, 2), "inspected": date(2026, 6, 3)}


def test_what_is_looked_at():
    """Nine things, in the order one would look."""
    run = run_of(QUOTED)
    jobs.sync(run)

    found = examine(run, "en")

    assert NAMES == [finding.name for finding in found]
    assert all(finding.ok for finding in found)


def test_nothing_is_written():
    """A check-up leaves the book as it is, whatever it finds."""
    run = run_of(APPROVED, ARRIVED | {"material": "K81"}, pad=20)
    before = run.book.read()

    examine(run, "en")

    assert (before, 0) == (run.book.read(), run.book.writes)


@pytest.mark.parametrize(
    ("tickets", "now", "expected"),
    [
        ([], END_OF_MAY, (None, 0)),
        ([QUOTED], END_OF_MAY, (None, 0)),
        ([APPROVED, APPROVED, ARRIVED], END_OF_MAY, (MAY, 2)),
        ([APPROVED], "2026-05-30T12:00:00", (None, 0)),
        ([APPROVED, in_june(APPROVED)], "2026-06-10T12:00:00", (MAY, 1)),
        ([APPROVED, in_june(APPROVED)], "2026-06-30T12:00:00", (MAY, 1)),
        ([in_june(APPROVED)], "2026-06-30T12:00:00", (JUNE, 1)),
    ],
    ids=["empty", "waiting", "two", "a day early", "June goes on", "May first", "June"],
)
def test_the_month_that_is_due(tickets, now, expected):
    """The oldest month with approved pieces that may be closed, and how many arrived in time for it."""
    assert expected == due(*tickets, now=now)


def test_an_approval_makes_the_month_due():
    """The doctor says which command to run."""
    month = examine(run_of(APPROVED, now=JUNE_1), "en")[6]

    said = "1 piece of 2026-05 or before waits; run: backoffice close 2026-05"
    assert (False, said) == (month.ok, month.message)


def test_a_closed_month_is_not_due():
    """Once it is closed nothing waits for it, and late pieces wait for the next."""
    run = run_of(APPROVED, now=JUNE_1)
    jobs.close(run, MAY)
    desk = jobs.read_desk(run)

    assert (None, 0) == due_in(desk, date(2026, 6, 1))


@pytest.mark.parametrize(("day", "ok"), [("2028-07-04", True), ("2028-07-05", False)])
def test_the_calendar_is_short_half_a_year_before_its_end(day, ok):
    """The calendar knows 2028; from 180 days before its end the doctor asks for the next year."""
    policy, *_ = examine(run_of(now=f"{day}T12:00:00"), "en")

    assert ok is policy.ok
    assert ok is ("calendar to 2028-12-31" in policy.message)


def test_the_docket_pad_is_low_below_a_hundred():
    """A hundred blank rows are enough, ninety-nine are not."""
    pads = [examine(run_of(QUOTED, pad=pad), "en")[5] for pad in (101, 100)]

    assert [
        (True, "100 blank rows left"),
        (False, "only 99 blank rows left; run: backoffice sync"),
    ] == [(pad.ok, pad.message) for pad in pads]
