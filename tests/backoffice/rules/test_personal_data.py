"""Which tickets may be forgotten, and which of their texts name the customer."""

from __future__ import annotations

from datetime import date

import pytest

from backoffice.jobs.desk import read_desk
from backoffice.rules.personal_data import old_tickets
from backoffice.rules.sent_texts import names_person
from tests.backoffice.desks import APPROVED, ARRIVED, ASKED, QUOTED, run_of

DAY = date(2026, 6, 1)
CANCELLED = ASKED | {"answer": "cancelled"}
DECLINED = QUOTED | {"answer": "declined"}


def old(*tickets, before=DAY):
    frame = read_desk(run_of(*tickets)).assessment.frame
    found = old_tickets(frame, before)
    return [frame["ticket"].iat[at] for at in found.finished], found


@pytest.mark.parametrize(
    ("ticket", "finished"),
    [
        (CANCELLED, True),
        (DECLINED | {"sent": date(2026, 5, 25)}, True),
        (ARRIVED | {"answer": "lost"}, True),
        (ASKED | {"answer": "declined"}, True),
        (ASKED, False),
        (DECLINED, False),
        (QUOTED | {"answer": "not-repairable"}, False),
        (APPROVED, False),
        (CANCELLED | {"enquired": DAY}, False),
    ],
    ids=["cancelled", "sent back", "lost", "declined before it came", "open", "still here",
         "not repairable and here", "approved", "on the day itself"],
)  # fmt: skip
def test_what_has_ended(ticket, finished):
    """A ticket has ended when nothing of it is in the shop any more, with every day before the given one."""
    assert (["R-00101"] if finished else []) == old(ticket)[0]


def test_a_request_is_forgotten_in_one():
    """While one piece of a request is open, or newer, all of its rows keep the name."""
    later = CANCELLED | {"together": "R-00101", "enquired": date(2026, 6, 2)}

    assert [] == old(CANCELLED, ASKED | {"together": "R-00101"})[0] == old(CANCELLED, later)[0]
    assert ["R-00101", "R-00102"] == old(CANCELLED, CANCELLED | {"together": "R-00101"})[0]


def test_what_is_to_fix_is_not_forgotten():
    """A request with something to fix keeps its entries: they may be needed to put it right."""
    finished, found = old(CANCELLED | {"arrived": "soon"})

    assert ([], ["R-00101"]) == (finished, found.with_problem)


def test_a_name_that_a_row_below_repeats_stays():
    """A mark such as 〃 on a row that stays needs the name above it, so that papers leave it out."""
    finished, found = old(CANCELLED, CANCELLED, ASKED | {"name": "〃"})

    assert (["R-00101"], ["R-00102"]) == (finished, found.repeated)


def test_enquiries_without_an_end():
    """Old enquiries after which nothing came are named: somebody has to end them."""
    assert ["R-00101"] == old(ASKED, ARRIVED)[1].waiting


def test_texts_that_name_the_customer():
    """What the piece is stays, unless it names the customer or how to reach them."""
    desk = read_desk(
        run_of(ASKED, ASKED | {"piece": "山田様の指輪", "workshop_note": "090-1234-5678"})
    )
    named = names_person(desk.assessment.frame)

    assert [False, True] == named["piece"] == named["workshop_note"]
