"""Columns of a frame as arrays keep days and amounts exactly, and a missing one missing."""

from __future__ import annotations

import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

from backoffice.intake.arrays import (
    amount_column,
    amounts,
    days_from,
    days_of,
)
from backoffice.intake.typed_amounts import LARGEST


@given(st.lists(st.none() | st.dates(), max_size=8))
def test_days_come_back_as_they_were(days):
    """Every day of the calendar, and none, is the same after a stay in a frame."""
    assert days == days_of(pd.Series(days_from(days)))


@given(st.lists(st.none() | st.integers(0, LARGEST), max_size=8))
def test_amounts_come_back_as_they_were(typed):
    """Amounts up to the largest that is read lose nothing as floating-point numbers."""
    frame = pd.DataFrame({"price": pd.array(typed, dtype="Int64")})

    assert typed == [
        None if each is pd.NA else each for each in amount_column(amounts(frame, "price")).tolist()
    ]


def test_a_missing_amount_is_neither_more_nor_less():
    """Comparing with an amount that is not there says no, in both directions."""
    frame = pd.DataFrame({"price": pd.array([None], dtype="Int64")})

    assert [False, False] == [
        bool(found[0]) for found in (amounts(frame, "price") <= 1.0, amounts(frame, "price") >= 1.0)
    ]
