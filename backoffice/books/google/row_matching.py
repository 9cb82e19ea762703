"""Which rows of a tab stay as they are when others appear, disappear or move.

Rows of Today move by urgency and those of To fix with each new problem: written by position alone,
nearly all of them would be written again, a megabyte for two thousand tickets.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Hashable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

MOST_GAPS = 100
"""Beyond as many places where rows are inserted or deleted it is simpler to write by position."""


class Gap(NamedTuple):
    """Rows between two that stay: those from `old` to `old_end` become those from `new` to `new_end`."""

    old: int
    old_end: int
    new: int
    new_end: int

    @property
    def both(self) -> int:
        """How many of the old rows are overwritten; the rest is deleted, or more are inserted."""
        return min(self.old_end - self.old, self.new_end - self.new)


def matched(old: Sequence[Hashable], new: Sequence[Hashable]) -> list[tuple[int, int]]:
    """Return the indexes in `old` and `new` of most rows that can stay in their order.

    Rows are known by their keys; of equal ones the first belongs to the first, and so on.

    >>> matched("abcde", "axcdeb")
    [(0, 0), (2, 2), (3, 3), (4, 4)]
    """
    known = {key: at for at, key in enumerate(_numbered(old))}
    pairs = [(known[key], at) for at, key in enumerate(_numbered(new)) if key in known]
    ends: list[int] = []  # lowest old index at which a rising sequence of each length ends
    length = []
    for at, _ in pairs:
        length.append(bisect_left(ends, at))
        ends[length[-1] : length[-1] + 1] = [at]
    wanted, kept = len(ends) - 1, []
    for pair, rank in zip(reversed(pairs), reversed(length), strict=True):
        if rank == wanted:
            kept.append(pair)
            wanted -= 1
    return kept[::-1]


def gaps(kept: Sequence[tuple[int, int]], old: int, new: int) -> Iterator[Gap]:
    """Yield what is between rows that stay, of `old` rows and of `new`; also what is empty in one."""
    for (one, other), (next_one, next_other) in pairwise([(-1, -1), *kept, (old, new)]):
        if next_one > one + 1 or next_other > other + 1:
            yield Gap(one + 1, next_one, other + 1, next_other)


def _numbered(keys: Sequence[Hashable]) -> Iterator[Hashable]:
    seen: Counter[Hashable] = Counter()
    for key in keys:
        yield key, seen[key]
        seen[key] += 1
