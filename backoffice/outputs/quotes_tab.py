"""Rows of Quotes: every ticket with its stage, prices, batch and what they were computed from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from functools import cache
from typing import TypeAlias

import pandas as pd

from backoffice.intake.arrays import days_of
from backoffice.intake.frames import Known, Typed
from backoffice.intake.ledger import Ledger
from backoffice.rules.assessment import Assessment
from backoffice.rules.missing_rows import missing_quotes
from backoffice.rules.months import month_to_join, parcel_days
from backoffice.rules.swapped_entries import kept_records
from backoffice.sheet.amounts import amount_cell
from backoffice.sheet.choices import Stage
from backoffice.sheet.distinct import each_once
from backoffice.sheet.headings import Tab
from backoffice.sheet.script_columns import QUOTES, position
from backoffice.sheet.seals import cell_text, row_texts, seals_of
from backoffice.sheet.seals import seal as seal_of
from backoffice.sheet.snapshot import Cell, Link, Row
from estimator.policy.model import UndatedPolicy

_DUE = frozenset({Stage.ARRIVED, Stage.QUOTED, Stage.APPROVED, Stage.ON_HOLD})
_KEYS = [column.key for column in QUOTES]
_MOMENT, _SEAL = (position(Tab.QUOTES, key) for key in ("computed", "seal"))

Cells: TypeAlias = Sequence[Cell]
Dates: TypeAlias = tuple[str | None, date | None, date | None]
"""Batch, dispatch and return of a piece, where they are known."""


def quote_rows(
    assessment: Assessment, ledger: Ledger, policy: UndatedPolicy, *, language: str, now: datetime
) -> list[Row]:
    """Return the rows of Quotes, in the order of ticket numbers.

    Totals are on the first ticket of a request only, so a sum over the column is right.
    The moment of computing changes only where something else did.
    """
    frame = assessment.frame
    numbers: list[str] = frame[Typed.TICKET].tolist()
    missing = missing_quotes(ledger, {*numbers})  # nothing is forgotten because its row is missing
    stages = {stage: stage.value.in_(language) for stage in Stage}
    asked = each_once(days_of(frame[Typed.ENQUIRED]), lambda day: day and str(day))
    columns: dict[str, Sequence[Cell]] = {
        "ticket": numbers,
        "request": frame[Typed.REQUEST].tolist(),
        "stage": [stages[stage] for stage in frame[Known.STAGE]],
        **_dates(frame, ledger, policy),
        "edition": days_of(frame[Known.EDITION]),
        "inputs": frame[Known.INPUTS].tolist(),
        "hash": frame[Known.HASH].tolist(),
        "agreed": frame[Known.AGREED].tolist(),
        "asked": asked,
        "entries": _entries(numbers, assessment, ledger),
    }
    for key in ("guide_low", "guide_high", "quoted"):
        columns[key] = _amounts(frame[key], policy)
    first = frame[Typed.TICKET] == frame[Typed.REQUEST]
    for key in ("handling", "total_low", "total_high"):
        columns[key] = _amounts(frame[key].where(first), policy)
    before = [*map(ledger.quotes.get, numbers)]
    columns["computed"] = [row["computed"] if row else now for row in before]
    columns["seal"] = seals_of([columns[key] for key in _KEYS if key != "seal"])
    rows: list[Row] = [*zip(*(columns[key] for key in _KEYS), strict=True)]
    for at, (old, seal) in enumerate(zip(before, columns["seal"], strict=True)):
        if old is not None and old["seal"] != seal:
            rows[at] = _dated(rows[at], old, now)
    rows += [sealed([*map(ledger.quotes[ticket].get, _KEYS)]) for ticket in missing]
    return sorted(rows, key=lambda row: str(row[0]))


def _entries(numbers: Sequence[str], assessment: Assessment, ledger: Ledger) -> Sequence[Cell]:
    """Return the record of each ticket's entries; that of the last run while it has another's."""
    entries: list[str] = assessment.frame[Known.ENTRIES].tolist()
    kept = kept_records(ledger, assessment.problems)
    return [*map(kept.get, numbers, entries)] if kept else entries


def _dated(row: Row, before: Mapping[str, Cell], now: datetime) -> Row:
    """Return `row` with the moment of computing: that of the row `before` if only the seals differ."""
    cells = [*row]
    if _bare(cells) != _bare([*before.values()]):
        cells[_MOMENT] = now
    return sealed(cells)


def _bare(row: list[Cell | Link]) -> list[str]:
    return row_texts([*row[:_SEAL], *row[_SEAL + 1 :]])


def sealed(row: list[Cell | Link]) -> Row:
    """Return a row of Quotes with its seal."""
    row[_SEAL] = seal_of(_bare(row))
    return row


def _amounts(amounts: pd.Series, policy: UndatedPolicy) -> list[Cell]:
    """Return amounts in smallest units as cells."""
    distinct = amounts.dropna().unique().tolist()
    cells = {pd.NA: None} | {each: amount_cell(each, policy.currency) for each in distinct}
    return [*map(cells.__getitem__, amounts.tolist())]


def _dates(frame: pd.DataFrame, ledger: Ledger, policy: UndatedPolicy) -> dict[str, Cells]:
    """Return the batch each ticket was sent in, or the next that it can join."""

    @cache
    def expected(arrived: date, counted: date) -> Dates:
        batch = month_to_join(counted, ledger, policy)
        parcel = parcel_days(arrived, batch, policy)
        return (str(batch), parcel.dispatch, parcel.back) if parcel else (str(batch), None, None)

    def dates(sent: str | None, ticket: str, stage: Stage, *days: date | None) -> Dates:
        if sent:
            piece = ledger.piece_of[ticket]
            return sent, piece.dispatch, piece.back
        return expected(*days) if stage in _DUE and all(days) else (None, None, None)

    columns = (
        *(frame[key].tolist() for key in (Known.BATCHED, Typed.TICKET, Known.STAGE)),
        *(days_of(frame[key]) for key in (Typed.ARRIVED, Known.COUNTED)),
    )
    found: list[Cells] = [*zip(*map(dates, *columns), strict=True)] or [()] * 3
    return dict(zip(("batch", "dispatch", "back"), found, strict=True))


def has_changed(rows: Sequence[Row], written: Sequence[Row]) -> bool:
    """Return whether `rows` differ from those `written` in the tab.

    Each row has a seal, so seals are compared instead of cells.
    """
    return len(rows) != len(written) or any(
        cell_text(row[_SEAL]) != cell_text(before[_SEAL])
        for row, before in zip(rows, written, strict=True)
    )
