"""An approved quote is kept when its rows are edited, deleted or copied."""

from __future__ import annotations

from datetime import date

import pytest

from backoffice import jobs
from backoffice.rules.months import next_month
from backoffice.sheet.headings import Tab
from tests.backoffice.desks import (
    APPROVED,
    JUNE,
    MAY,
    POLICY,
    QUOTED,
    at,
    codes_of,
    edit,
    rows_of,
    run_of,
    stages,
)


def quoted(run, ticket: str = "R-00101") -> str:
    """Return the quote of `ticket` in the tab Quotes."""
    return next(row["quoted"] for row in rows_of(run, Tab.QUOTES) if row["ticket"] == ticket)


@pytest.mark.parametrize("number", ["", "R-00102"], ids=["number deleted", "row copied"])
def test_an_agreement_outlasts_a_row_that_cannot_be_used(number):
    """The price agreed to is kept while the row is unusable, and compared when it comes back."""
    run = run_of(APPROVED, APPROVED)
    jobs.sync(run)
    edit(run, 2, ticket=number)
    jobs.sync(run)
    edit(run, 2, ticket="R-00101", price=9000)
    jobs.sync(run)

    assert ("1000", ["stale"]) == (quoted(run), codes_of(jobs.read_desk(run)))


def test_a_deleted_approved_ticket_is_reported():
    """A deleted row of an approved ticket is reported, and its price stays in Quotes."""
    run = run_of(APPROVED, QUOTED)
    jobs.sync(run)
    edit(run, 2, **dict.fromkeys([*APPROVED, "ticket"], ""))
    done = jobs.sync(run)

    assert (["agreed-gone"], "1000") == (codes_of(done.desk), quoted(run))


def test_a_request_taken_apart_is_stale():
    """Leaving a request changes what the customer pays, so the approved price no longer fits."""
    run = run_of(APPROVED, APPROVED | {"together": "R-00101"})
    jobs.sync(run)
    edit(run, 3, together="")

    assert ["stale"] == codes_of(jobs.read_desk(run))


def test_rows_missing_in_quotes_are_reported():
    """Whoever deletes rows of Quotes is not silently answered with new prices."""
    run = run_of(APPROVED, QUOTED)
    jobs.sync(run)
    del run.book.grid(Tab.QUOTES)[1]
    run.book.save()
    desk = jobs.read_desk(run)
    jobs.sync(run)

    assert ["quotes-deleted"] == codes_of(desk)
    assert ["quotes-lost"] == codes_of(jobs.read_desk(run))


def test_a_lowered_go_ahead_amount_is_a_new_question():
    """The quote is computed afresh in the same run, and waits for an answer."""
    run = run_of(QUOTED | {"go_ahead": 9000})
    jobs.sync(run)
    edit(run, 2, go_ahead=1000, price=1500)
    done = jobs.sync(run)

    assert ("1500", ["QUOTED"], []) == (quoted(run), stages(done.desk), codes_of(done.desk))


def test_numbers_once_used_stay_issued():
    """Somebody who lowers the number in Log cannot make tickets disappear."""
    run = run_of(APPROVED)
    jobs.sync(run)
    log = run.book.grid(Tab.LOG)
    assert "R-00220" in log[-1]
    log[-1][log[-1].index("R-00220")] = "R-00100"
    run.book.save()

    assert [] == codes_of(jobs.read_desk(run))


@pytest.mark.parametrize(
    ("today", "closed", "expected"),
    [
        (date(2026, 5, 31), (), MAY),
        (date(2026, 6, 1), (), MAY),
        (date(2026, 6, 1), (MAY,), JUNE),
        (date(2026, 6, 2), (), JUNE),
    ],
    ids=str,
)
def test_the_next_parcel(today, closed, expected):
    """It is May's until it left, on Monday 1 June, or until May is closed."""
    run = run_of(APPROVED, now="2026-06-01T09:00:00")
    for month in closed:
        jobs.close(run, month)

    assert expected == next_month(jobs.read_desk(run).ledger, POLICY.undated, today)


def test_a_forgotten_month_goes_with_a_word():
    """Pieces of a month that nobody closed go with the next, and the plan says how many."""
    run = run_of(APPROVED, APPROVED | {"arrived": date(2026, 6, 3), "inspected": date(2026, 6, 4)})
    plan = jobs.plan(at(run, "2026-06-30T09:00:00"), JUNE).plan

    assert (2, 1) == (len(plan.pieces), plan.earlier)


def test_rows_that_cannot_be_placed_are_counted():
    """A copied row and an unreadable day of arrival are neither sent nor forgotten."""
    run = run_of(
        APPROVED,
        APPROVED | {"ticket": "R-00101"},
        APPROVED | {"arrived": "soon"},
        now="2026-06-01T09:00:00",
    )
    plan = jobs.plan(run, MAY).plan

    assert (0, 3) == (len(plan.pieces), plan.unusable)


def test_an_answer_changed_after_sending_back_keeps_what_was_charged():
    """辞退 on a ticket that was repaired and sent back: the total stays, and it is to fix."""
    run = run_of(APPROVED, now="2026-06-01 09:00")
    jobs.close(run, MAY)
    edit(run, 2, back=date(2026, 6, 30), sent=date(2026, 7, 1))
    later = at(run, "2026-07-02 09:00")
    jobs.sync(later)
    edit(run, 2, answer="declined")
    desk = jobs.sync(later).desk

    assert (["answered-after-return"], "2090") == (
        codes_of(desk),
        rows_of(run, Tab.QUOTES)[0]["total_high"],
    )


def test_a_piece_that_the_workshop_could_not_repair_costs_nothing():
    """Not repairable after the return is no contradiction.  Source: policy P17."""
    run = run_of(APPROVED, now="2026-06-01 09:00")
    jobs.close(run, MAY)
    edit(run, 2, back=date(2026, 6, 30), answer="not repairable")
    desk = jobs.sync(at(run, "2026-07-02 09:00")).desk

    assert ([], "0") == (codes_of(desk), rows_of(run, Tab.QUOTES)[0]["total_high"])
