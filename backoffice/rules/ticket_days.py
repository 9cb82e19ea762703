"""The days of all tickets, for rules that ask ticket by ticket."""

from __future__ import annotations

from datetime import date

import pandas as pd

from backoffice.intake.arrays import days_of
from backoffice.intake.frames import Known
from backoffice.sheet.columns import TICKET_DAYS


class TicketDays:
    """What staff wrote under each column of days, and the day that counts as each arrival.

    Args:
        frame: The assessed tickets.
    """

    def __init__(self, frame: pd.DataFrame) -> None:
        keys = (*(column.key for column in TICKET_DAYS), Known.COUNTED)
        self._days: dict[str, list[date | None]] = {key: days_of(frame[key]) for key in keys}

    def first(self, at: int, *keys: str) -> date | None:
        """Return the first of these days of the ticket at `at` that is known."""
        return next((day for key in keys if (day := self._days[key][at])), None)

    def counted(self, at: int) -> date | None:
        """Return the day that counts as arrival of the ticket at `at`."""
        return self._days[Known.COUNTED][at]
