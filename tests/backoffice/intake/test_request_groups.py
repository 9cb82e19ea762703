"""Which tickets go together."""

from __future__ import annotations

import pytest

from tests.backoffice.desks import APPROVED, ASKED, assessed, fact, problems_of


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
    ids=["no such ticket", "words", "not the first ticket"],
)
def test_a_request_that_cannot_be_found_is_reported(together, code):
    """Its ticket stays alone."""
    desk = assessed(ASKED, ASKED | {"together": "R-00101"}, ASKED | {"together": together})

    assert [(code, "D4")] == problems_of(desk)
    assert fact(desk, "request")[2] == "R-00103"


def test_a_ticket_under_one_whose_request_cannot_be_read_waits_with_it():
    """Else it goes to the workshop, and pays a handling fee that its request pays once more."""
    unread, under = APPROVED | {"together": "上と同じ"}, APPROVED | {"together": "R-00102"}
    desk = assessed(APPROVED, unread, under)

    assert [("together-unknown", "D3"), ("together-unknown", "D4")] == problems_of(desk)
    assert [False, True, True] == [bool(hold) for hold in fact(desk, "hold")]


def test_a_chain_is_reported_with_its_first_ticket():
    """The message names the ticket to write instead."""
    desk = assessed(ASKED, ASKED | {"together": "R-00101"}, ASKED | {"together": "R-00102"})

    [problem] = desk.problems
    assert "R-00102 itself goes together with R-00101. Write R-00101 here." == problem.message("en")
