"""Work on the cells of a column, once for equal ones: 100,000 rows hold few different days and materials."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, datetime, time, timedelta
from itertools import islice
from typing import TypeVar

from backoffice.sheet.snapshot import Cell, Link

CellT = TypeVar("CellT", bound=Cell | Link)
T = TypeVar("T")

_NUMBERS = {bool, int, float}
_NEVER_EQUAL = {type(None), str, date, datetime, time, timedelta, Link}

_BLOCK, _MANY = 300, 2_000
"""Rows that are looked at at once, and different cells after which those of a column count as mostly different."""


def each_once(cells: Sequence[CellT], work: Callable[[CellT], T]) -> list[T]:
    """Return what `work` returns for each cell; 1, 1.0 and TRUE, or a text and a picture, are different.

    >>> each_once([1, "a", 1.0, "a", True], repr)
    ['1', "'a'", '1.0', "'a'", 'True']
    """
    others = {*map(type, cells)} - _NEVER_EQUAL
    if len(others) <= 1 and others <= _NUMBERS:  # cells of these kinds are equal within a kind only
        distinct = {*cells}
        if 2 * len(distinct) > len(cells):  # such as names: looking them up takes longer
            return [*map(work, cells)]
        done = {cell: work(cell) for cell in distinct}
        return [*map(done.__getitem__, cells)]
    keys = [*zip(map(type, cells), cells, strict=True)]
    kept = {key: work(key[1]) for key in {*keys}}
    return [*map(kept.__getitem__, keys)]


def with_shared_cells(rows: Iterable[Sequence[Cell]]) -> Iterator[list[Cell]]:
    """Yield `rows`, all as wide, with one object for equal cells of a column: half the memory.

    >>> [[a], [b], [c]] = with_shared_cells([["".join("ab")], ["".join("ab")], [1.0]])
    >>> a is b, c
    (True, 1.0)
    """
    rows, count = iter(rows), 0
    kept: dict[tuple[object, ...], dict[Cell, Cell]] = {}
    while columns := [*zip(*islice(rows, _BLOCK), strict=True)]:
        count += _BLOCK
        for n, column in enumerate(columns):
            kinds = {*map(type, column)} - _NEVER_EQUAL
            seen = kept.setdefault((n, *kinds), {})
            if len(kinds) <= 1 and len(seen) <= max(_MANY, count // 8):
                columns[n] = (*map(seen.setdefault, column, column),)
        yield from map(list, zip(*columns, strict=True))
