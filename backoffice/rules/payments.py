"""Payments: whether a request is paid for, where the shop writes payments down."""

from __future__ import annotations

from datetime import date

import pandas as pd

from backoffice.intake.arrays import days_of
from backoffice.intake.frames import Known, Typed


class Payments:
    """What is paid, from the column *Paid* of all tickets.

    Attributes:
        first: The first payment that was written down; None where the shop writes none down.
    """

    def __init__(self, frame: pd.DataFrame) -> None:
        paid = days_of(frame[Typed.PAID])
        self._request: list[str] = frame[Typed.REQUEST].tolist()
        self._total = frame[Known.TOTAL_HIGH].tolist()
        self._paid = {
            request for request, day in zip(self._request, paid, strict=True) if day is not None
        }
        self.first: date | None = min((day for day in paid if day), default=None)

    def is_paid(self, at: int) -> bool:
        """Return whether the request of the ticket at `at` is paid for."""
        return self._request[at] in self._paid

    def is_settled(self, at: int) -> bool:
        """Return whether nothing is to be paid, or the shop does not write payments down."""
        total = self._total[at]
        owes = isinstance(total, int) and total > 0
        return not (owes and self.first) or self.is_paid(at)
