"""What later rows of a request leave blank is as in its first row."""

from __future__ import annotations

from datetime import date

import pytest

from backoffice.intake.request_entries import SHARED, effective, of_request
from tests.backoffice.desks import (
    ARRIVED,
    ASKED,
    assessed,
    codes_of,
    fact,
    problems_of,
    stages,
)

FIRST = ASKED | {"language": "en"}
LATER = {key: cell for key, cell in ASKED.items() if key not in SHARED} | {"together": "R-00101"}
"""A row that leaves to the first what a request has once."""


def entries_of(desk, column):
    return effective(desk.rows.frame, column).tolist()


@pytest.mark.parametrize("column", SHARED)
def test_a_blank_of_a_later_row_is_the_entry_of_the_first(column):
    """Day, name, e-mail, language, order number and photo are those of the first row."""
    first, later = entries_of(assessed(FIRST, LATER), column)

    assert first == later


def test_what_a_later_row_says_itself_counts():
    """An entry of its own is not replaced, and another request gives nothing."""
    own = {"name": "Emma", "email": "emma@example.com", "photo": "two"}
    desk = assessed(FIRST, LATER | own, FIRST | {"name": ""})

    assert ["山田 花子", "Emma", None] == entries_of(desk, "name")
    assert ["hanako@example.com", "emma@example.com", "hanako@example.com"] == entries_of(
        desk, "email"
    )
    assert [("https://photos.example/1", "two"), ("https://photos.example/1",)] == of_request(
        desk.rows.frame, "photo"
    )[1:]


def test_the_first_row_takes_nothing_from_a_later_one():
    """What is missing in the first row is asked for there, once."""
    desk = assessed(FIRST | {"name": "", "photo": ""}, LATER | {"name": "Emma"})

    assert [
        ("missing-name", "B2"),
        ("missing-photo", "J2"),
        ("missing-photo", "J3"),
    ] == problems_of(desk)


@pytest.mark.parametrize("mark", ["〃", "同上", "Ditto", "々", '"'])
@pytest.mark.parametrize("column", ["name", "email", "order", "photo"])
def test_a_mark_that_repeats_is_the_entry_of_the_first(column, mark):
    """〃 and its like say what a blank says."""
    desk = assessed(FIRST, LATER | {column: mark})

    assert [] == codes_of(desk)
    assert 1 == len(set(entries_of(desk, column)))


def test_a_later_row_with_blanks_has_no_problem_and_is_expected():
    """Nobody is asked again for what the first row says, and the prices of its day apply."""
    desk = assessed(FIRST, LATER, FIRST)

    assert [] == codes_of(desk)
    assert ["EXPECTED"] * 3 == stages(desk)
    first, later, alone = fact(desk, "inputs")
    assert (alone, f"{alone} | with R-00101") == (first, later)


def test_a_day_typed_without_a_year_lies_after_the_enquiry_of_the_request():
    """December asked, January arrived: the year follows the first row's day also in a later row."""
    asked = {"enquired": date(2025, 12, 20)}
    desk = assessed(ARRIVED | asked | {"arrived": "1/8"}, LATER | {"arrived": "1/9"})

    assert [date(2026, 1, 8), date(2026, 1, 9)] == [day.date() for day in fact(desk, "arrived")]


def test_a_piece_that_came_before_the_enquiry_of_its_request_is_reported():
    """The day of the first row is compared with the arrival of each."""
    desk = assessed(FIRST, LATER | {"arrived": date(2026, 4, 30)})

    [problem] = [each for each in desk.problems if each.code == "before-enquiry"]
    assert "2026-05-02" == problem.more["other"]
