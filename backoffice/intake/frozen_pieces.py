"""Pieces as they were frozen when their month was closed, read back from their rows in Batches."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from itertools import groupby, repeat
from typing import NamedTuple

from backoffice.sheet.amounts import amount_of
from backoffice.sheet.distinct import each_once
from backoffice.sheet.headings import Tab
from backoffice.sheet.script_columns import ADDED_COLUMNS, BATCHES, position
from backoffice.sheet.seals import day_of, integer_in, is_sound, moment_of, pack, texts_of
from backoffice.sheet.snapshot import Cell, Row
from estimator.policy.currency import Currency, Money
from estimator.rules.schedule import Batch

_KEYS = [column.key for column in BATCHES]
_NET, _SEAL = (position(Tab.BATCHES, key) for key in ("net", "seal"))
_FIRST = len(BATCHES) - len(ADDED_COLUMNS[Tab.BATCHES])  # where the columns begin that came later


class FrozenPiece(NamedTuple):
    """One piece as it was sent to the workshop, in the order of its row in Batches.

    Attributes:
        month: The batch.
        piece, note: What it is, and what the workshop is to know; without personal data.
        net: Before tax and handling.
        dispatch: The day the parcel left.
        back: The day it was to be back.
        closed: When the month was closed, in shop time, by `run`.
        fingerprint: Of all that the workshop was sent.
    """

    month: Batch
    ticket: str
    piece: str
    material: str
    work: str
    net: Money
    arrived: date | None
    dispatch: date | None
    back: date | None
    closed: datetime | None
    run: int
    fingerprint: str
    note: str = ""


def recorded(row: Sequence[str]) -> Sequence[str]:
    """Return the texts of a row of Batches as its copy in Log has them: without blanks in columns that came later."""
    return row if any(row[_FIRST:]) else row[:_FIRST]


def record_of(rows: Sequence[Row]) -> list[str]:
    """Return the record of frozen rows, in parts that fit a cell."""
    return pack(map(recorded, texts_of(rows)))


def complete_row(row: Sequence[str]) -> list[str] | None:
    """Return a recorded row with all columns of today; None if it is as wide as in no version."""
    missing = len(BATCHES) - len(row)
    return [*row, *[""] * missing] if 0 <= missing <= len(BATCHES) - _FIRST else None


def pieces_in(
    rows: Sequence[Sequence[Cell]],
    texts: Sequence[Sequence[str]],
    month: Batch,
    currency: Currency,
) -> list[FrozenPiece]:
    """Return the pieces in rows of Batches, given as cells and as texts, of the batch of `month`."""
    if not rows:
        return []
    cells = dict(zip(_KEYS, zip(*texts, strict=True), strict=True))
    days = (each_once(cells[key], day_of) for key in ("arrived", "dispatch", "back"))
    columns = (
        repeat(month),
        *(cells[key] for key in ("ticket", "piece", "material", "work")),
        [amount_of(row[_NET], currency) or 0 for row in rows],
        *days,
        each_once(cells["closed"], moment_of),
        each_once(cells["run"], integer_in),
        cells["hash"],
        cells["note"],
    )
    return [*map(FrozenPiece._make, zip(*columns, strict=False))]


def month_texts(months: Iterable[Batch]) -> list[str]:
    """Return `months` as texts; neighbours have mostly the same."""
    return [text for month, same in groupby(months) for text in [str(month)] * len([*same])]


def has_seal(row: Sequence[Cell]) -> bool:
    """Return whether a row of Batches is as the script wrote it."""
    return is_sound(row, _SEAL)
