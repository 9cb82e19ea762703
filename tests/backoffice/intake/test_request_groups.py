"""Which tickets go together."""

from __future__ import annotations

import pytest

from tests.backoffice.desks import ASKED, assessed, fact, problems_of


def test_pieces_of_one_request_share_their_first_ticket():
    """The first ticket may name itself, and a number counts however it is typed."""
    desk = assessed(ASKED | {"together": "R-00101"}, ASKED | {"together": "ｒ101"}, ASKED, ASKED)

    assert ["R-00101", "R-00101", "R-00103", "R-00104"] == fact(desk, "request")


@pytest.mark.parametrize(
    ("second", "third", "problem"),
    [
        ("R-00101", "R-00109", ("together-unknown", "D4")),
        ("R-00101", "上と同じ", ("together-unknown", "D4")),
        ("R-00101", "R-00102", ("together-chain", "D4")),
        ("上と同じ", "R-00102", ("together-unknown", "D3")),
    ],
    ids=["no such ticket", "words", "not the first ticket", "under one that cannot be read"],
)
def test_a_request_that_cannot_be_found_is_reported(second, third, problem):
    """The one cell that is wrong is reported, and its ticket stays alone."""
    desk = assessed(ASKED, ASKED | {"together": second}, ASKED | {"together": third})
    alone = int(problem[1][1:]) - 2

    assert [problem] == problems_of(desk)
    assert fact(desk, "ticket")[alone] == fact(desk, "request")[alone]


def test_a_chain_is_reported_with_its_first_ticket():
    """The message names the ticket to write instead."""
    desk = assessed(ASKED, ASKED | {"together": "R-00101"}, ASKED | {"together": "R-00102"})

    [problem] = desk.problems
    assert "R-00102 itself goes together with R-00101. Write R-00101 here." == problem.message("en")
