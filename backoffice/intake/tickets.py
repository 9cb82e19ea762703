"""The ticket frame: one row for each usable ticket, typed, in the order of the sheet.

Columns (pandas):
    ticket, request       number of the ticket, of the first ticket of its request
    row                   row in the sheet, 1 is the heading
    enquired, arrived, inspected, back, sent
                          datetime64[s], NaT where blank
    name, email, order, photo, piece, code
                          text or None
    language, material, replating, exception, answer
                          codes of the policy or of `backoffice.sheet.choices`, or None
    service:CODE          int64 count, 0 where not wanted
    go_ahead, price       Int64 in smallest units, NA where blank
    unclear               True where a cell that decides the price could not be parsed
"""

from __future__ import annotations

from datetime import date
from typing import Any

from backoffice.sheet.headings import Column, Kind

SERVICE = "service:"

FIRST_NUMBER = 101
"""Number of the first ticket of a new book: R-00101."""


PRICED = ("enquired", "material", "replating", "price")
"""Columns that decide the price, besides those of the services."""

DAYS = ("enquired", "arrived", "inspected", "back", "sent")


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


def days_of(days: Any) -> list[date | None]:
    """Return a column of days as dates."""
    dates: list[date | None] = days.to_numpy().astype("datetime64[D]").tolist()
    return dates


def ticket_number(number: int) -> str:
    """Return a ticket number as the docket pad writes it.

    >>> ticket_number(101)
    'R-00101'
    """
    return f"R-{number:05}"
