"""The facts of all tickets, for rules that ask ticket by ticket: stages, days, and whether they are paid for."""

from __future__ import annotations

from datetime import date
from itertools import compress
from typing import Any

import pandas as pd

from backoffice.intake.arrays import days_of
from backoffice.intake.frames import DAYS, Known, Typed
from backoffice.rules.holds import Hold
from backoffice.sheet.choices import Stage


class TicketFacts:
    """The columns of all tickets, each fact by the index of its ticket.

    Attributes:
        first_payment: The first payment that was written down; None where the shop writes none down.
    """

    def __init__(self, frame: pd.DataFrame) -> None:
        self.tickets: list[str] = frame[Typed.TICKET].tolist()
        self.requests: list[str] = frame[Typed.REQUEST].tolist()
        self.stages: list[Stage] = frame[Known.STAGE].tolist()
        self.holds: list[Hold] = frame[Known.HOLD].tolist()
        self.totals: list[Any] = frame[Known.TOTAL_HIGH].tolist()
        self._days: dict[str, list[date | None]] = {
            key: days_of(frame[key]) for key in (*DAYS, Known.COUNTED)
        }
        self._paid = {*compress(self.requests, self._days[Typed.PAID])}
        self.first_payment = min(filter(None, self._days[Typed.PAID]), default=None)

    def day(self, at: int, *keys: str) -> date | None:
        """Return the first of these days of a ticket that is known."""
        return next((day for key in keys if (day := self._days[key][at])), None)

    def counted(self, at: int) -> date | None:
        """Return the day that counts as arrival."""
        return self._days[Known.COUNTED][at]

    def is_paid(self, at: int) -> bool:
        """Return whether the request of a ticket is paid for."""
        return self.requests[at] in self._paid

    def owes(self, at: int) -> bool:
        """Return whether the shop, where it writes payments down, waits for that of a request."""
        total = self.totals[at]
        is_charged = isinstance(total, int) and total > 0
        return is_charged and self.first_payment is not None and not self.is_paid(at)
