"""Rows of Batches: the pieces of each closed month as they were sent to the workshop, with their seals."""

from __future__ import annotations

from collections.abc import Sequence

from backoffice.intake.frozen_pieces import FrozenPiece, month_texts
from backoffice.sheet.amounts import amount_cell
from backoffice.sheet.headings import Tab
from backoffice.sheet.script_columns import position
from backoffice.sheet.seals import seal, seals_of
from backoffice.sheet.snapshot import Cell
from estimator.policy.currency import Currency

_NET = position(Tab.BATCHES, "net")


def batch_rows(pieces: Sequence[FrozenPiece], currency: Currency) -> list[list[Cell]]:
    """Return the rows of Batches that hold `pieces`, with their seals.

    Without a note it is the row that earlier versions wrote.
    """
    if not pieces:
        return []
    months, *others, notes = zip(*pieces, strict=True)
    columns: list[Sequence[Cell]] = [month_texts(months), *others]
    columns[_NET] = [amount_cell(piece.net, currency) for piece in pieces]
    return [
        [*row, seal([*row, note]) if note else own, note or None]
        for row, note, own in zip(zip(*columns, strict=True), notes, seals_of(columns), strict=True)
    ]
