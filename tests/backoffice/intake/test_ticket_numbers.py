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


@pytest.mark.parametrize(
    ("row", "problems"),
    [
        ({"ticket": " "}, []),
        ({"ticket": "R-00110"}, []),
        (ASKED | {"ticket": ""}, [("no-number", "A3")]),
    ],
    ids=["an empty row in between", "a number twice on blank rows", "entries without a number"],
)
def test_a_row_that_is_no_ticket(row, problems):
    """Only entries without a number are a problem."""
    desk = assessed(APPROVED, row, APPROVED, pad=20)

    assert (problems, ["R-00101", "R-00103"]) == (problems_of(desk), fact(desk, "ticket"))


def test_a_copied_row_is_reported_on_both_rows():
    """Both rows of one number are reported with both row numbers, and neither is a ticket."""
    desk = assessed(APPROVED, ASKED | {"ticket": "r101"}, APPROVED)

    assert [("twice", "A2"), ("twice", "A3")] == problems_of(desk)
    assert ["R-00103"] == fact(desk, "ticket")
    assert "Rows 2 and 3 have the same ticket number" in desk.problems[0].message("en")
    assert "2・3 行目" in desk.problems[0].message("ja")


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
