"""Work on the cells of a column, once for equal ones: 100,000 rows hold few different days and materials."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime, time, timedelta
from typing import TypeVar

from backoffice.sheet.snapshot import Cell, Link

CellT = TypeVar("CellT", bound=Cell | Link)
T = TypeVar("T")

_NUMBERS = {bool, int, float}
_NEVER_EQUAL = {type(None), str, date, datetime, time, timedelta, Link}


def each_once(cells: Sequence[CellT], work: Callable[[CellT], T]) -> list[T]:
    """Return what `work` returns for each cell; 1, 1.0 and TRUE, or a text and a picture, are different.

    >>> each_once([1, "a", 1.0, "a", True], repr)
    ['1', "'a'", '1.0', "'a'", 'True']
    """
    others = {*map(type, cells)} - _NEVER_EQUAL
    if len(others) <= 1 and others <= _NUMBERS:  # cells of these kinds are equal within a kind only
        distinct = {*cells}
        if len(distinct) == 1:
            return [*map(work, distinct)] * len(cells)
        if 2 * len(distinct) > len(cells):  # such as names: looking them up takes longer
            return [*map(work, cells)]
        done = {cell: work(cell) for cell in distinct}
        return [*map(done.__getitem__, cells)]
    keys = [*zip(map(type, cells), cells, strict=True)]
    kept = {key: work(key[1]) for key in {*keys}}
    return [*map(kept.__getitem__, keys)]
