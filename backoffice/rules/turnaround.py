"""How long repairs take, from arrival to the way back: measured, and promised."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, timedelta
from math import ceil

import pandas as pd

from backoffice.intake.arrays import days_of
from backoffice.intake.frames import Known, Typed
from estimator.errors import PolicyError
from estimator.policy.model import UndatedPolicy
from estimator.rules.schedule import schedule_for

YEAR = timedelta(365)


@dataclass(frozen=True, slots=True)
class Turnaround:
    """Days from arrival to the way back of repaired pieces, the shortest first."""

    days: Sequence[int]

    @property
    def median(self) -> int | None:
        """Half of the pieces took no longer; None without any."""
        return self.within(50)

    def within(self, per_cent: int) -> int | None:
        """Return the days within which so many in a hundred pieces were back; None without any."""
        if not self.days:
            return None
        return self.days[ceil(len(self.days) * per_cent / 100) - 1]


def turnaround(frame: pd.DataFrame, until: date) -> Turnaround:
    """Return how long the pieces took that went back to customers in the year up to `until`.

    Only those that were at the workshop; a piece that was sent back before it arrived is a mistake.
    """
    repaired = frame[frame[Known.BATCHED].notna()]
    arrived, sent = (days_of(repaired[key]) for key in (Typed.ARRIVED, Typed.SENT))
    took = [
        (last - first).days
        for first, last in zip(arrived, sent, strict=True)
        if first and last and first <= last and until - YEAR < last <= until
    ]
    return Turnaround(sorted(took))


def promised_days(policy: UndatedPolicy, until: date) -> tuple[int, int] | None:
    """Return the fewest and most days that the rules promise for arrivals in the year up to `until`."""
    took = []
    for arrives in (until - timedelta(back) for back in range(YEAR.days)):
        with suppress(PolicyError):
            took.append((schedule_for(arrives, policy).back - arrives).days)
    return (min(took), max(took)) if took else None
