"""Problems of cells: their address, what they show, their language."""

from __future__ import annotations

import pytest

from backoffice import jobs
from tests.backoffice.desks import (
    ASKED,
    assessed,
    codes_of,
    fact,
    problems_of,
    run_of,
)


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ({"enquired": "soon"}, ("day", "E2")),
        ({"enquired": "6/7/2026"}, ("day-order", "E2")),
        ({"material": "K81"}, ("choice", "L2")),
        ({"material": "Silvr"}, ("choice-near", "L2")),
        ({"replating": "perhaps"}, ("choice", "M2")),
        ({"service:refinish": "×"}, ("cross", "N2")),
        ({"service:refinish": 2}, ("count-once", "N2")),
        ({"service:stone": 100}, ("count-most", "Q2")),
        ({"service:stone": "many"}, ("count", "Q2")),
        ({"service:stone": "④3石"}, ("count", "Q2")),
        ({"service:stone": "④"}, ("count-sign", "Q2")),
        ({"price": "1800①"}, ("amount", "AA2")),
        ({"arrived": "6/1①"}, ("day", "X2")),
        ({"together": "R-00101①"}, ("together-unknown", "D2")),
        ({"go_ahead": "a lot"}, ("amount", "W2")),
        ({"price": "1.800"}, ("amount", "AA2")),
        ({"answer": "maybe"}, ("choice", "AC2")),
        ({"name": "#REF!"}, ("error", "B2")),
    ],
    ids=str,
)  # fmt: skip
def test_what_is_unclear_is_reported_with_its_cell(typed, expected):
    """Each cell that cannot be parsed is reported with its address, and no missing entry is reported for it."""
    desk = assessed(ASKED | typed)

    assert expected in problems_of(desk)
    assert [True] == fact(desk, "fix")
    assert not {"missing-enquired", "missing-service"} & set(codes_of(desk))


def test_an_unclear_cell_that_decides_the_price_leaves_none():
    """A ticket with an unclear count has no guide; one with an unclear go-ahead amount has."""
    desk = assessed(ASKED | {"service:stone": "many"}, ASKED | {"go_ahead": "much"})

    assert [True, False] == desk.assessment.frame["guide_low"].isna().tolist()


def test_a_number_is_shown_as_typed():
    """The problem of 5000.0 shows 5000."""
    desk = assessed(ASKED | {"service:stone": 5000.0})

    assert ["5000"] == [problem.typed for problem in desk.problems]


def test_a_long_cell_is_shown_shortened():
    """A problem shows at most 60 characters."""
    [problem] = assessed(ASKED | {"enquired": "long " * 200}).problems

    assert len(problem.typed) <= 60


@pytest.mark.parametrize(
    ("language", "typed", "expected"),
    [
        ("en", "K81", ["fix", "R-00101", "there is no material “K81”. Choose one from the list.",
                       "L2", "Material", "K81"]),
        ("ja", "シルパー", ["要修正", "R-00101", "素材に「シルパー」はありません。「シルバー」でしょうか。",
                        "L2", "素材", "シルパー"]),
    ],
)  # fmt: skip
def test_a_sheet_is_answered_in_its_language(language, typed, expected):
    """Kind, heading, message and suggestion of a problem are in the language of the sheet."""
    run = run_of(ASKED | {"material": typed}, language=language)
    jobs.sync(run)

    assert [expected] == run.book.grids["要確認" if language == "ja" else "To fix"][1:]
