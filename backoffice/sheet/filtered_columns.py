"""How far the filter of Tickets reaches: over the columns that a desk was given later, too."""

from __future__ import annotations

from backoffice.sheet.columns import FIRST_COLUMNS, OPTIONAL
from backoffice.sheet.headings import find_column
from backoffice.sheet.snapshot import Row


def filter_width(headings: Row, width: int) -> int:
    """Return how many columns the filter of Tickets should have.

    Columns at its right are added only where one is an optional column of the desk and no other column
    of the desk is there: staff may have made the filter narrower on purpose.  It has `width` now.
    """
    filled = [index for index, heading in enumerate(headings) if heading not in (None, "")]
    last = max(filled, default=-1) + 1
    added = set(range(width, last))
    offered, first = (
        {index for column in columns for index in find_column(column, headings)}
        for columns in (OPTIONAL, FIRST_COLUMNS)
    )
    is_later = added & offered and not added & first
    return last if is_later and added <= set(filled) else width
