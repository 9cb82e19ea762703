"""Rows of Quotes: every ticket with its stage, prices, batch and what they were computed from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from functools import cache
from typing import Any, TypeAlias

import numpy as np
import pandas as pd

from backoffice.intake.ledger import Ledger
from backoffice.intake.tickets import days_of
from backoffice.rules.assessment import Assessment
from backoffice.rules.months import batch_of
from backoffice.sheet.amounts import amount_cell
from backoffice.sheet.choices import Stage
from backoffice.sheet.columns import QUOTES
from backoffice.sheet.seals import plain, seal
from backoffice.sheet.snapshot import Cell, Row
from estimator.errors import PolicyError
from estimator.policy.model import UndatedPolicy
from estimator.rules.schedule import schedule_for

_DUE = frozenset({Stage.ARRIVED, Stage.QUOTED, Stage.APPROVED, Stage.ON_HOLD})
_KEYS = [column.key for column in QUOTES][:-2]  # without the moment of computing and the seal

Dates: TypeAlias = tuple[str | None, date | None, date | None]
"""Batch, dispatch and return of a piece, where they are known."""


def quote_rows(
    assessment: Assessment, ledger: Ledger, policy: UndatedPolicy, *, language: str, now: datetime
) -> list[Row]:
    """Return the rows of Quotes, in the order of ticket numbers.

    Totals stand on the first ticket of a request only, so a sum over the column is right.
    The moment of computing changes only where something else did.
    """
    frame = assessment.frame.sort_values("ticket", kind="stable")
    first = (frame["ticket"] == frame["request"]).to_numpy()
    dates = _dates(frame, ledger, policy)
    columns: dict[str, Sequence[Any]] = {
        "ticket": frame["ticket"].tolist(),
        "request": frame["request"].tolist(),
        "stage": [stage.value.in_(language) for stage in frame["stage"]],
        "batch": [batch for batch, _, _ in dates],
        "dispatch": [dispatch for _, dispatch, _ in dates],
        "back": [back for _, _, back in dates],
        "edition": days_of(frame["edition"]),
        "inputs": frame["inputs"].tolist(),
        "hash": frame["hash"].tolist(),
        "agreed": frame["agreed"].tolist(),
    }
    for key in ("guide_low", "guide_high", "quoted"):
        columns[key] = _amounts(frame[key], policy)
    for key in ("handling", "total_low", "total_high"):
        columns[key] = _amounts(frame[key].where(first), policy)
    rows = [
        _finished(list(cells), ledger.quotes.get(cells[0]), now)
        for cells in zip(*(columns[key] for key in _KEYS), strict=True)
    ]
    kept = _agreed_elsewhere(ledger, set(columns["ticket"]))
    return sorted([*rows, *kept], key=lambda row: str(row[0])) if kept else rows


def _agreed_elsewhere(ledger: Ledger, there: set[str]) -> list[Row]:
    """Return the agreed rows of tickets that cannot be read now, so that no agreement is forgotten."""
    return [
        list(row.values())
        for ticket, row in ledger.quotes.items()
        if row["agreed"] and ticket not in there
    ]


def _finished(cells: list[Cell], before: Mapping[str, Cell] | None, now: datetime) -> Row:
    same = before is not None and all(
        plain(before[key]) == plain(cell) for key, cell in zip(_KEYS, cells, strict=True)
    )
    cells.append(before["computed"] if before and same else now)
    cells.append(seal(cells))
    return cells


def _amounts(amounts: Any, policy: UndatedPolicy) -> list[Cell]:
    """Return amounts in smallest units as cells."""
    values = (None if value is pd.NA else int(value) for value in amounts.tolist())
    return [amount_cell(value, policy.currency) for value in values]


def _dates(frame: pd.DataFrame, ledger: Ledger, policy: UndatedPolicy) -> list[Dates]:
    """Return the batch each ticket was sent in, or the next that it can join."""
    next_open = ledger.last_closed.later(1) if ledger.last_closed else None

    @cache
    def expected(arrived: date, counted: date) -> Dates:
        batch = batch_of(counted, policy)
        batch = max(batch, next_open or batch)
        try:
            schedule = schedule_for(arrived, policy, batch)
        except PolicyError:  # the calendar ends before the return
            return str(batch), None, None
        return str(batch), schedule.dispatch, schedule.back

    dates: list[Dates] = []
    columns = (
        frame["ticket"],
        frame["stage"],
        days_of(frame["arrived"]),
        days_of(frame["counted"]),
    )
    for ticket, stage, arrived, counted in zip(*columns, strict=True):
        piece = ledger.piece_of.get(ticket)
        if piece:
            dates.append((str(piece.month), piece.dispatch, piece.back))
        elif stage in _DUE and arrived and counted:
            dates.append(expected(arrived, counted))
        else:
            dates.append((None, None, None))
    return dates


def has_changed(rows: Sequence[Row], standing: Sequence[Row]) -> bool:
    """Return whether `rows` say something else than what stands in the tab.

    Each row ends with its seal, so two seals are compared instead of all cells.
    """
    seals = np.array([plain(row[-1]) for row in rows], dtype=object)
    there = np.array([plain(row[-1]) for row in standing], dtype=object)
    return len(seals) != len(there) or not bool((seals == there).all())
