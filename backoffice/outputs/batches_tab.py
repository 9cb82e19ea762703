"""Rows of Batches: the pieces of each closed month as they were sent to the workshop, with their seals."""

from __future__ import annotations

from collections.abc import Sequence

from backoffice.intake.frozen_pieces import FrozenPiece
from backoffice.sheet.amounts import amount_cell
from backoffice.sheet.columns import BATCHES, position
from backoffice.sheet.headings import Tab
from backoffice.sheet.seals import seal, seals_of
from backoffice.sheet.snapshot import Cell
from estimator.policy.model import Currency

_KEYS = [column.key for column in BATCHES]
_SEAL = position(Tab.BATCHES, "seal")


def batch_rows(pieces: Sequence[FrozenPiece], currency: Currency) -> list[list[Cell]]:
    """Return the rows of Batches that hold `pieces`, with their seals.

    Without a note it is the row that earlier versions wrote.
    """
    cells: dict[str, list[Cell]] = {
        "month": [str(piece.month) for piece in pieces],
        "ticket": [piece.ticket for piece in pieces],
        "piece": [piece.piece for piece in pieces],
        "material": [piece.material for piece in pieces],
        "work": [piece.work for piece in pieces],
        "net": [amount_cell(piece.net, currency) for piece in pieces],
        "arrived": [piece.arrived for piece in pieces],
        "dispatch": [piece.dispatch for piece in pieces],
        "back": [piece.back for piece in pieces],
        "closed": [piece.closed for piece in pieces],
        "run": [piece.run for piece in pieces],
        "hash": [piece.fingerprint for piece in pieces],
    }
    bare = [*zip(*(cells[key] for key in _KEYS[:_SEAL]), strict=True)]
    return [
        [*row, seal([*row, piece.note]) if piece.note else own, piece.note or None]
        for row, piece, own in zip(bare, pieces, seals_of(bare), strict=True)
    ]
