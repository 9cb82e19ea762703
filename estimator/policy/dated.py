"""Dated values: what is in force from which day.  New values are added, old ones are not edited."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from datetime import date

from estimator.policy.currency import Rate
from estimator.policy.fields import NO_DAY, Fields

FEES = "a list of dated values as [{ from = 2024-01-01, value = 700 }]"
RATES = "a list of dated values as [{ from = 2024-01-01, value = 1000 }], where 1000 is 10 %"


@dataclass(frozen=True, slots=True)
class DatedRates:
    """The values of one price, oldest first."""

    rates: tuple[Rate, ...]

    @property
    def first(self) -> date:
        """The day the oldest value began."""
        return self.rates[0].since

    def on(self, day: date) -> Rate | None:
        """Return the value in force on `day`; None before the first."""
        begun = bisect_right(self.rates, day, key=lambda rate: rate.since)
        return self.rates[begun - 1] if begun else None


def read_dated_rates(fields: Fields, key: str, *, most: int, example: str = FEES) -> DatedRates:
    """Return the dated values at `key`, each from 0 to `most`, in order of their days."""
    rates: list[Rate] = []
    for entry in fields.tables(key, example):
        with entry:
            rate = Rate(entry.integer("value", 0, most), entry.day("from", "2024-01-01"))
        if rates and NO_DAY < rate.since <= rates[-1].since:
            message = (
                f"{rate.since} is not later than {rates[-1].since} before it. "
                "Add new values at the end, in order of their days."
            )
            entry.note("from", "order", message)
        rates.append(rate)
    if fields.has(key) and fields.raw(key, example) == []:
        fields.note(key, "empty", f"there is no value here. Write {example}.")
    return DatedRates(tuple(rates) or (Rate(0, NO_DAY),))
