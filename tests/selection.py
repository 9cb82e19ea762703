"""How many of many like cases a run goes through: a part of them by default, all with THOROUGH=1."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from itertools import combinations, product
from typing import Any, TypeVar

THOROUGH = bool(os.environ.get("THOROUGH"))
CaseT = TypeVar("CaseT")


def in_turns(cases: Sequence[CaseT], step: int, first: int = 0) -> Sequence[CaseT]:
    """Return every `step`-th case; with THOROUGH=1 all of them.

    Args:
        cases: All cases, in an order that does not change.
        step: Best a number that shares no factor with the lengths of the lists that the cases combine.
        first: Which case comes first, so that several tests share the cases out.
    """
    return cases if THOROUGH else cases[first % step :: step]


def pairwise(*axes: Iterable[Any]) -> list[tuple[Any, ...]]:
    """Return few combinations in which any two values of two axes occur together; with THOROUGH=1 all.

    >>> len(pairwise("abc", "xyz", [1, 2])) in (9, 18)
    True
    """
    values = [list(axis) for axis in axes]
    every = list(product(*map(range, map(len, values))))
    chosen = every if THOROUGH else _covering(every)
    return [tuple(values[axis][at] for axis, at in enumerate(one)) for one in chosen]


def _covering(every: list[tuple[int, ...]]) -> list[tuple[int, ...]]:
    """Return combinations, each the one that adds most pairs to those before."""
    pairs = {one: set(combinations(enumerate(one), 2)) for one in every}
    open_pairs = set().union(*pairs.values())
    chosen = []
    while open_pairs:
        best = max(every, key=lambda one: len(pairs[one] & open_pairs))
        open_pairs -= pairs[best]
        chosen.append(best)
    return chosen
