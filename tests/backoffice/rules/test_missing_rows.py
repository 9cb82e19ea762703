"""A ticket that was once seen with entries never leaves without a line."""

from __future__ import annotations

from datetime import date

import pytest

from backoffice import jobs
from backoffice.intake.problems import Level
from backoffice.sheet.headings import Tab
from tests.backoffice.desks import APPROVED, ARRIVED, ASKED, QUOTED, edit, rows_of, run_of

CLEARED = dict.fromkeys(APPROVED, "")


def delete(run):
    del run.book.grid(Tab.TICKETS)[1]
    run.book.save()


def clear(run):
    edit(run, 2, **CLEARED)


@pytest.mark.parametrize("vanish", [delete, clear])
@pytest.mark.parametrize(
    ("ticket", "code", "level"),
    [
        (QUOTED, "row-gone-in-shop", Level.FIX),
        (ARRIVED, "row-gone-in-shop", Level.FIX),
        (APPROVED, "agreed-gone", Level.FIX),
        (ARRIVED | {"answer": "declined"}, "row-gone-in-shop", Level.FIX),
        (ASKED, "row-gone", Level.LOOK),
    ],
)
def test_a_missing_row_is_reported_at_every_run(ticket, code, level, vanish):
    """Deleted or cleared, its last quote stays in Quotes until staff settle it."""
    run = run_of(ticket, QUOTED)
    jobs.sync(run)
    vanish(run)
    for _ in range(3):
        jobs.sync(run)
    problems = jobs.read_desk(run).problems

    assert [("R-00101", code, level)] == [(each.ticket, each.code, each.level) for each in problems]
    assert ["R-00101", "R-00102"] == [row["ticket"] for row in rows_of(run, Tab.QUOTES)]


def test_answering_cancelled_settles_it():
    """The number is typed again with the answer; from then on the row may go."""
    run = run_of(QUOTED)
    jobs.sync(run)
    clear(run)
    jobs.sync(run)
    edit(run, 2, **ASKED, answer="cancelled")
    settled = jobs.sync(run).desk
    clear(run)
    jobs.sync(run)

    assert [] == [each for each in settled.problems if each.level is Level.FIX]
    assert [] == list(jobs.read_desk(run).problems)


def test_a_finished_ticket_may_be_deleted():
    """Sent back without repair, it is settled."""
    run = run_of(ARRIVED | {"answer": "declined", "sent": date(2026, 6, 2)})
    jobs.sync(run)
    delete(run)

    assert [] == list(jobs.sync(run).desk.problems)


def test_the_message_says_where_the_ticket_was():
    """The stage of the last run is named, in the language of whoever reads."""
    run = run_of(QUOTED)
    jobs.sync(run)
    clear(run)
    [problem] = jobs.read_desk(run).problems

    assert "the piece is in the shop (“quoted” at the last run)" in problem.message("en")
    assert "お預かり中の品（前回は「見積済」）" in problem.message("ja")
