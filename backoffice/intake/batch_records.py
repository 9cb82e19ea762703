"""Compares Batches with their records in Log: rows that somebody changed are restored or reported."""

from __future__ import annotations

from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import TypeAlias

from backoffice.intake.frozen_pieces import complete_row, has_seal, recorded
from backoffice.intake.problems import Level, Problem, ProblemCode
from backoffice.intake.run_log import mark_of
from backoffice.sheet.folding import as_seen
from backoffice.sheet.headings import Kind, Tab
from backoffice.sheet.script_columns import BATCHES, LOG, position
from backoffice.sheet.seals import cell_text, day_of, integer_in, moment_of, pack, texts_of
from backoffice.sheet.snapshot import Cell
from estimator.rules.schedule import Batch

Cells: TypeAlias = Sequence[Cell]

_MONTH, _TICKET, _CLOSED, _RUN = (
    position(Tab.BATCHES, key) for key in ("month", "ticket", "closed", "run")
)


@dataclass(frozen=True, slots=True)
class UnloggedClose:
    """A close that Batches shows and Log no longer does.

    Attributes:
        month: The month that was closed.
        run: The run that closed it.
        closed: When.
    """

    month: Batch
    run: int
    closed: datetime | None


def unlogged_months(rows: Sequence[Cells], closed: Container[Batch]) -> dict[Batch, UnloggedClose]:
    """Return the months that Batches holds and Log does not, each with its close.

    Without this, a row deleted in Log would empty the month's batch, and its pieces would go twice.
    """
    unlogged: dict[Batch, UnloggedClose] = {}

    @cache
    def unlogged_month(text: str) -> Batch | None:
        month = _month_in(text)
        return None if month in closed else month

    for row in rows:
        month = unlogged_month(cell_text(row[_MONTH]))
        if month and has_seal(row):
            close = UnloggedClose(month, integer_in(row[_RUN]), moment_of(row[_CLOSED]))
            unlogged.setdefault(month, close)
    return unlogged


def _month_in(text: str) -> Batch:
    year, _, month = text.partition("-")
    return Batch(integer_in(year), integer_in(month))


def log_rows_again(close: UnloggedClose, rows: Sequence[Cells]) -> list[list[Cell]]:
    """Return the rows of Log for a close that it lost, with a record if all its rows are sound."""
    row: dict[str, Cell] = {
        "run": close.run,
        "when": close.closed,
        "command": "close",
        "month": str(close.month),
        "mark": mark_of(close.month),
    }
    batch = [other for other in rows if cell_text(other[_MONTH]) == str(close.month)]
    parts: list[str | None] = [None]
    if all(map(has_seal, batch)):
        parts = [*pack(map(recorded, texts_of(batch)))]
    first, *more = ({**row, "record": part} for part in parts)
    return [
        [each.get(column.key) for column in LOG]
        for each in (first, *({**other, "mark": None} for other in more))
    ]


def month_rows(
    current: Sequence[Cells], record: list[list[str]] | None, month: Batch
) -> tuple[Sequence[Cells], Sequence[Sequence[str]], list[Problem]]:
    """Return the rows of `month` as they were frozen, their texts, and what is wrong with the `current` ones.

    Args:
        current: The rows of the month in Batches.
        record: The same as recorded in Log, as texts; None if the record cannot be read.
        month: The month.
    """
    more = {"other": str(month)}
    then = [complete_row(row) for row in record or ()]
    texts = texts_of(current)
    if record is None or None in then:
        broken = [cell_text(row[_TICKET]) for row in current if not has_seal(row)]
        return (
            current,
            texts,
            [
                Problem(ProblemCode.RECORD_BROKEN, Level.LOOK, more=more, month=month),
                *(
                    Problem(
                        ProblemCode.BATCHES_BROKEN, Level.FIX, ticket=ticket, more=more, month=month
                    )
                    for ticket in broken
                ),
            ],
        )
    rows = [row for row in then if row is not None]
    if [*map(tuple, rows)] == texts or (frozen := _as_seen(rows)) == (shown := _as_seen(texts)):
        return current, texts, []
    differing = {*frozen} ^ {*shown}
    return (
        [typed_row(row) for row in rows],
        rows,
        [
            Problem(ProblemCode.BATCHES_REPAIRED, Level.LOOK, ticket=ticket, more=more, month=month)
            for ticket in sorted({row[_TICKET] for row in differing})
        ],
    )


def _as_seen(rows: Iterable[Sequence[str]]) -> list[tuple[str, ...]]:
    """Return `rows` as people see them: a program may save their texts in another form."""
    return [tuple(map(as_seen, row)) for row in rows]


def typed_row(row: Sequence[str]) -> list[Cell]:
    """Return a recorded row of Batches with its days, moments and numbers as such again."""
    typed: list[Cell] = []
    for column, text in zip(BATCHES, row, strict=True):
        match column.kind:
            case Kind.DATE:
                typed.append(day_of(text))
            case Kind.MOMENT:
                typed.append(moment_of(text))
            case Kind.YEN | Kind.COUNT:
                typed.append(_number(text))
            case _:
                typed.append(text)
    return typed


def _number(text: str) -> int | float | None:
    if not text:
        return None
    return int(text) if text.lstrip("-").isdigit() else float(text)
