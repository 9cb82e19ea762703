"""Which rows are tickets, and what is reported of the others."""

from __future__ import annotations

import pytest

from backoffice import jobs
from backoffice.sheet.headings import Tab
from tests.backoffice.desks import (
    APPROVED,
    ASKED,
    assessed,
    edit,
    fact,
    problems_of,
    run_of,
)


def test_pad_rows_are_no_tickets():
    """Rows with a number alone count as blank, whatever staff's own columns hold."""
    run = run_of(APPROVED, pad=3)
    for at, row in enumerate(run.book.grid(Tab.TICKETS)):
        row.append("Shelf" if at == 0 else "A1")

    desk = jobs.read_desk(run)

    assert (["R-00101"], ["R-00102", "R-00103"]) == (fact(desk, "ticket"), desk.rows.blank)


def test_a_row_without_a_number_is_reported():
    """The number's cell of a row with entries and no number is reported."""
    assert [("no-number", "A3")] == problems_of(assessed(APPROVED, ASKED | {"ticket": ""}))


def test_an_empty_row_in_between_is_nothing():
    """A blank row between two tickets is neither a ticket nor a problem."""
    assert ["R-00101", "R-00103"] == fact(assessed(APPROVED, {"ticket": " "}, APPROVED), "ticket")


def test_a_copied_row_is_reported_on_both_rows():
    """Both rows of one number are reported with both row numbers, and neither is a ticket."""
    desk = assessed(APPROVED, ASKED | {"ticket": "r101"}, APPROVED)

    assert [("twice", "A2"), ("twice", "A3")] == problems_of(desk)
    assert ["R-00103"] == fact(desk, "ticket")
    assert "Rows 2 and 3 have the same ticket number" in desk.problems[0].message("en")
    assert "2・3 行目" in desk.problems[0].message("ja")


def test_a_number_twice_on_blank_rows_is_no_problem():
    """Two blank rows of one number are no problem."""
    assert [] == problems_of(assessed(APPROVED, {"ticket": "R-00110"}, pad=20))


@pytest.mark.parametrize("number", ["R-00500", "R-00100", "R-00000", "S-00101", "R-999999999"])
def test_a_number_that_was_never_issued_is_reported(number):
    """Numbers above or below the pad, and those of another letter, are reported."""
    run = run_of(APPROVED)
    jobs.sync(run)
    edit(run, 2, ticket=number)

    assert [("never-issued", "A2"), ("agreed-gone", None)] == problems_of(jobs.read_desk(run))


@pytest.mark.parametrize(
    ("number", "code"),
    [("同上", "ticket"), ("#REF!", "error"), ("R-0010①", "ticket")],
)
def test_a_number_that_cannot_be_read_is_reported(number, code):
    """Its cell is reported once, with what was typed, and not again as missing."""
    desk = assessed(ASKED | {"ticket": number})

    assert [(code, "A2")] == problems_of(desk)
    assert str(number) == desk.problems[0].typed
