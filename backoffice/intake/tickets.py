"""What the columns of Tickets are in the ticket frame, and ticket numbers."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from backoffice.intake.frames import Typed
from backoffice.sheet.headings import Column, Kind

if TYPE_CHECKING:
    import pandas as pd

FIRST_NUMBER = 101
"""Number of the first ticket of a new book: R-00101."""


PRICED = (Typed.ENQUIRED, Typed.MATERIAL, Typed.REPLATING, Typed.PRICE)
"""Columns that decide the price, besides those of the services."""


def decides_price(column: Column) -> bool:
    """Return whether a cell of `column` decides what the ticket costs."""
    return column.key in PRICED or column.service is not None


def dtype_of(column: Column) -> str:
    """Return the dtype that `column` has in the ticket frame."""
    if column.kind is Kind.DATE:
        return "datetime64[s]"
    if column.kind is Kind.YEN:
        return "Int64"
    return "int64" if column.kind is Kind.COUNT else "object"


def days_of(days: pd.Series) -> list[date | None]:
    """Return a column of days as dates."""
    dates: list[date | None] = days.to_numpy().astype("datetime64[D]").tolist()
    return dates


def ticket_number(number: int) -> str:
    """Return a ticket number as the docket pad writes it.

    >>> ticket_number(101)
    'R-00101'
    """
    return f"R-{number:05}"
