"""Amounts as cells: major units in a cell, smallest units everywhere else."""

from __future__ import annotations

from decimal import Decimal

from backoffice.sheet.snapshot import Cell
from estimator.policy.currency import Currency, Money


def amount_of(cell: Cell, currency: Currency) -> Money | None:
    """Return an amount that the script wrote, in smallest units; None where the cell holds none."""
    if isinstance(cell, bool) or not isinstance(cell, int | float):
        return None
    if not currency.digits and cell == cell // 1:
        return int(cell)  # as nearly all are
    return int((Decimal(str(cell)) * currency.unit).to_integral_value())


def amount_cell(amount: Money | None, currency: Currency) -> int | float | None:
    """Return `amount` as a cell shows it: yen, or major units with decimals."""
    if amount is None or not currency.digits:
        return amount
    return float(Decimal(amount) / currency.unit)
