"""Which tickets go together."""

from __future__ import annotations

import pytest

from tests.backoffice.desks import (
    ASKED,
    assessed,
    fact,
    problems_of,
)


def test_pieces_of_one_request_share_their_first_ticket():
    """The first ticket may name itself, and a number counts however it is typed."""
    desk = assessed(ASKED | {"together": "R-00101"}, ASKED | {"together": "ｒ101"}, ASKED, ASKED)

    assert ["R-00101", "R-00101", "R-00103", "R-00104"] == fact(desk, "request")


@pytest.mark.parametrize(
    ("together", "code"),
    [
        ("R-00109", "together-unknown"),
        ("上と同じ", "together-unknown"),
        ("R-00102", "together-chain"),
    ],
)
def test_a_request_that_cannot_be_found_is_reported(together, code):
    """A blank row's number, words, and a piece that goes with another leave the ticket alone, each with its code."""
    desk = assessed(ASKED, ASKED | {"together": "R-00101"}, ASKED | {"together": together})

    assert [(code, "D4")] == problems_of(desk)
    assert "R-00103" == fact(desk, "request")[2]


def test_a_request_whose_first_ticket_says_nothing_readable_has_no_problem_of_its_own():
    """Only the cell that cannot be read is reported: there is no other ticket to write instead."""
    desk = assessed(ASKED, ASKED | {"together": "上と同じ"}, ASKED | {"together": "R-00102"})

    assert [("together-unknown", "D3")] == problems_of(desk)
    assert ["R-00101", "R-00102", "R-00102"] == fact(desk, "request")


def test_a_chain_is_reported_with_its_first_ticket():
    """The message names the ticket to write instead."""
    desk = assessed(ASKED, ASKED | {"together": "R-00101"}, ASKED | {"together": "R-00102"})

    [problem] = desk.problems
    assert "R-00102 itself goes together with R-00101. Write R-00101 here." == problem.message("en")
