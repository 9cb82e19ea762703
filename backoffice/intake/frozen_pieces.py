"""Pieces as they were frozen when their month was closed, and their rows in Batches."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache

from backoffice.sheet.amounts import amount_cell, amount_of
from backoffice.sheet.columns import ADDED_COLUMNS, BATCHES, position
from backoffice.sheet.headings import Tab
from backoffice.sheet.seals import day_of, integer_in, is_sound, moment_of, seal, texts_of
from backoffice.sheet.snapshot import Cell, Row
from estimator.policy.model import Currency, Money
from estimator.rules.schedule import Batch

_KEYS = [column.key for column in BATCHES]
_NET, _SEAL = (position(Tab.BATCHES, key) for key in ("net", "seal"))
_FIRST = len(BATCHES) - len(ADDED_COLUMNS[Tab.BATCHES])  # where the columns begin that came later


@dataclass(frozen=True, slots=True, kw_only=True)
class FrozenPiece:
    """One piece as it was sent to the workshop.

    Attributes:
        month: The batch.
        ticket: Its number.
        piece: What it is, without personal data.
        material: In words.
        work: In words.
        net: Before tax and handling.
        arrived: The day of delivery.
        dispatch: The day the parcel left.
        back: The day it was to be back.
        closed: When the month was closed, in shop time.
        run: The run that closed it.
        fingerprint: Of all that the workshop was sent.
        note: What the workshop is to know, without personal data.
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


def row_of(piece: FrozenPiece, currency: Currency) -> list[Cell]:
    """Return the row of Batches that holds `piece`, with its seal.

    Without a note it is the row that earlier versions wrote.
    """
    cells: dict[str, Cell] = {
        "month": str(piece.month),
        "ticket": piece.ticket,
        "piece": piece.piece,
        "material": piece.material,
        "work": piece.work,
        "net": amount_cell(piece.net, currency),
        "arrived": piece.arrived,
        "dispatch": piece.dispatch,
        "back": piece.back,
        "closed": piece.closed,
        "run": piece.run,
        "hash": piece.fingerprint,
    }
    row = [cells[column.key] for column in BATCHES[:_SEAL]]
    return [*row, seal([*row, piece.note] if piece.note else row), piece.note or None]


def recorded(row: Row) -> Row:
    """Return a row of Batches as its copy in Log has it: without blanks in columns that came later."""
    return row if any(cell not in (None, "") for cell in row[_FIRST:]) else row[:_FIRST]


def complete_row(row: Sequence[str]) -> list[str] | None:
    """Return a recorded row with all columns of today; None if it is as wide as in no version."""
    missing = len(BATCHES) - len(row)
    return [*row, *[""] * missing] if 0 <= missing <= len(BATCHES) - _FIRST else None


def pieces_in(
    rows: Sequence[Sequence[Cell]], month: Batch, currency: Currency
) -> list[FrozenPiece]:
    """Return the pieces in rows of Batches, of the batch of `month`."""
    day, moment, number = cache(day_of), cache(moment_of), cache(integer_in)
    pieces = []
    for row, texts in zip(rows, texts_of(rows), strict=True):
        cells = dict(zip(_KEYS, texts, strict=True))
        pieces.append(
            FrozenPiece(
                month=month,
                ticket=cells["ticket"],
                piece=cells["piece"],
                material=cells["material"],
                work=cells["work"],
                net=amount_of(row[_NET], currency) or 0,
                arrived=day(cells["arrived"]),
                dispatch=day(cells["dispatch"]),
                back=day(cells["back"]),
                closed=moment(cells["closed"]),
                run=number(cells["run"]),
                fingerprint=cells["hash"],
                note=cells["note"],
            )
        )
    return pieces


def has_seal(row: Sequence[Cell]) -> bool:
    """Return whether a row of Batches is as the script wrote it."""
    return is_sound(row, _SEAL)
