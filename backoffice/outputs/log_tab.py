"""Rows of Log: one for each run, and more where a record does not fit in a cell."""

from __future__ import annotations

from collections.abc import Sequence

from backoffice import __version__
from backoffice.sheet.script_columns import LOG
from backoffice.sheet.snapshot import Cell, Row

_REPEATED = frozenset({"run", "when", "command", "month"})
"""Columns that each further row of a run has too."""


def log_row(**cells: Cell) -> list[Cell]:
    """Return the row that a run leaves in Log, without a record, from cells by the keys of its columns."""
    row = dict.fromkeys(column.key for column in LOG) | cells | {"version": __version__}
    return [*row.values()]


def over_rows(log: Sequence[Cell], texts: Sequence[str]) -> list[Row]:
    """Return the log row with the first of `texts`, if any, as its record, and a further row for each other."""
    repeated = [column.key in _REPEATED for column in LOG]
    bare = [cell if again else None for cell, again in zip(log, repeated, strict=True)]
    first, *more = texts or (None,)
    return [[*log[:-1], first], *([*bare[:-1], text] for text in more)]
