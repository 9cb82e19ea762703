"""Compares Batches with their records in Log: rows that somebody changed are restored or reported."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Mapping, Sequence
from datetime import datetime
from functools import cache
from typing import TypeAlias

from backoffice.intake.frozen_pieces import complete_row, has_seal, record_of
from backoffice.intake.problems import Level, Problem, ProblemCode
from backoffice.sheet.folding import as_seen
from backoffice.sheet.headings import Kind, Tab
from backoffice.sheet.marks import mark_of
from backoffice.sheet.script_columns import BATCHES, LOG, position
from backoffice.sheet.seals import cell_text, day_of, integer_in, moment_of, texts_of
from backoffice.sheet.snapshot import Cell
from estimator.rules.schedule import Batch

Cells: TypeAlias = Sequence[Cell]

_MONTH, _TICKET, _CLOSED, _RUN = (
    position(Tab.BATCHES, key) for key in ("month", "ticket", "closed", "run")
)


def unlogged_months(
    rows: Sequence[Cells], closed: Container[Batch]
) -> dict[Batch, tuple[int, datetime | None]]:
    """Return the months that Batches holds and Log does not, each with the run that closed it, and when.

    Without this, a row deleted in Log would empty the month's batch, and its pieces would go twice.
    """
    unlogged: dict[Batch, tuple[int, datetime | None]] = {}

    @cache
    def unlogged_month(text: str) -> Batch | None:
        year, _, number = text.partition("-")
        month = Batch(integer_in(year), integer_in(number))
        return None if month in closed else month

    for row in rows:
        month = unlogged_month(cell_text(row[_MONTH]))
        if month and month not in unlogged and has_seal(row):
            unlogged[month] = integer_in(row[_RUN]), moment_of(row[_CLOSED])
    return unlogged


def log_rows_again(
    month: Batch, run: int, closed: datetime | None, rows: Sequence[Cells]
) -> list[list[Cell]]:
    """Return the rows of Log for a close that it lost, with a record if all its `rows` in Batches are sound."""
    row: dict[str, Cell] = {
        "run": run,
        "when": closed,
        "command": "close",
        "month": str(month),
    }
    batch = [other for other in rows if cell_text(other[_MONTH]) == str(month)]
    is_sound = all(map(has_seal, batch))
    parts = record_of(batch) if is_sound else [None]
    again = [{**row, "record": part} for part in parts]
    again[0]["mark"] = mark_of(month)
    return [[each.get(column.key) for column in LOG] for each in again]


def month_rows(
    current: Sequence[Cells], record: list[list[str]] | None, month: Batch
) -> tuple[Sequence[Cells], Sequence[Sequence[str]], list[Problem]]:
    """Return the rows of `month` as they were frozen, their texts, and what is wrong with the `current` ones.

    `record` is what Log has of them, as texts; None if that cannot be read.
    """

    def problem(code: ProblemCode, level: Level, ticket: str | None = None) -> Problem:
        return Problem(code, level, ticket=ticket, more={"other": str(month)}, month=month)

    then = [complete_row(row) for row in record or ()]
    texts = texts_of(current)
    if record is None or None in then:
        broken = [cell_text(row[_TICKET]) for row in current if not has_seal(row)]
        problems = [problem(ProblemCode.BATCHES_BROKEN, Level.FIX, ticket) for ticket in broken]
        return current, texts, [problem(ProblemCode.RECORD_BROKEN, Level.LOOK), *problems]
    rows = [row for row in then if row is not None]
    if [*map(tuple, rows)] == texts or (frozen := _as_seen(rows)) == (shown := _as_seen(texts)):
        return current, texts, []
    differing = sorted({row[_TICKET] for row in {*frozen} ^ {*shown}})
    problems = [problem(ProblemCode.BATCHES_REPAIRED, Level.LOOK, ticket) for ticket in differing]
    return [typed_row(row) for row in rows], rows, problems


def _as_seen(rows: Iterable[Sequence[str]]) -> list[tuple[str, ...]]:
    """Return `rows` as people see them: a program may save their texts in another form."""
    return [tuple(map(as_seen, row)) for row in rows]


def typed_row(row: Sequence[str]) -> list[Cell]:
    """Return a recorded row of Batches with its days, moments and numbers as such again."""
    columns = zip(BATCHES, row, strict=True)
    return [_CELLS.get(column.kind, str)(text) for column, text in columns]


def _number(text: str) -> int | float | None:
    if not text:
        return None
    return int(text) if text.lstrip("-").isdigit() else float(text)


_CELLS: Mapping[Kind, Callable[[str], Cell]] = {
    Kind.DATE: day_of,
    Kind.MOMENT: moment_of,
    Kind.YEN: _number,
    Kind.COUNT: _number,
}
