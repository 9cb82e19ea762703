"""Work on the cells of a column once for equal ones changes none of them."""

from __future__ import annotations

from datetime import date, datetime

from hypothesis import given
from hypothesis import strategies as st

from backoffice.sheet.distinct import with_shared_cells

CELLS = st.sampled_from(
    ["", "1", "TRUE", 1.0, 0.0, True, False, 1, date(2026, 6, 1), datetime(2026, 6, 1)]
)


@given(
    st.integers(1, 4).flatmap(lambda width: st.lists(st.tuples(*[CELLS] * width), max_size=5)),
    st.integers(1, 400),
)
def test_shared_cells_are_as_they_were(rows, times):
    """1, 1.0 and TRUE stay apart, also where a column holds one kind first and another thousands of rows later."""
    many = [row for row in rows for _ in range(times)]

    assert [repr([*row]) for row in many] == [repr(row) for row in with_shared_cells(many)]
