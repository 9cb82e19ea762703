"""Long lists on the terminal: their beginning, and how many more there are."""

from __future__ import annotations

from collections.abc import Sequence

MOST_SHOWN = 40
"""Rows of one table, or names in one sentence; the sheet has them all."""


def first_of(names: Sequence[str], most: int = MOST_SHOWN) -> list[str]:
    """Return the first of `names`, and how many are left out.

    >>> first_of(["R-00101", "R-00102", "R-00103"], most=2)
    ['R-00101', 'R-00102', '… (+1)']
    """
    left_out = len(names) - most
    return [*names[:most], *([f"… (+{left_out})"] if left_out > 0 else [])]
