"""A checked policy file as values, and the policy in force on a day."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from datetime import date

from estimator.errors import PolicyError, Problem
from estimator.policy.calendar import check_known
from estimator.policy.currency import Rate
from estimator.policy.dated import DatedRates
from estimator.policy.model import TAX, Clause, Policy, UndatedPolicy
from estimator.policy.phrases import percentage
from estimator.policy.prices import (
    RESERVED,
)

TAX_RATE = "tax.rate"
"""The one field of texts that differs from day to day."""


_UNDATED = [one.name for one in fields(UndatedPolicy)]


@dataclass(frozen=True, slots=True)
class PolicyBook:
    """A checked policy file: what does not change, and the dated values by service, ``handling`` and ``tax``.

    The texts of its clauses may have the field ``{tax.rate}``.
    """

    undated: UndatedPolicy
    rates: Mapping[str, DatedRates]
    clauses: Mapping[str, Clause]
    _by_day: dict[date, Policy] = field(default_factory=dict, compare=False, repr=False)
    _by_tax: dict[int, Mapping[str, Clause]] = field(
        default_factory=dict, compare=False, repr=False
    )

    def on(self, day: date) -> Policy:
        """Return the policy as in force on `day`; services without a price on that day are not offered.

        A PolicyError if `day` lies outside the known calendar, or a value everybody pays is not
        known for it.
        """
        if day not in self._by_day:
            self._by_day[day] = self._resolved(day)
        return self._by_day[day]

    def edition(self, day: date) -> date | None:
        """Return the newest day, up to `day`, on which any price came into force."""
        begun = (rate.since for dated in self.rates.values() for rate in dated.rates)
        return max((since for since in begun if since <= day), default=None)

    def _resolved(self, day: date) -> Policy:
        check_known(day, self.undated.calendar)
        rates = {code: rate for code, dated in self.rates.items() if (rate := dated.on(day))}
        for code in RESERVED:
            if code in self.rates and code not in rates:
                raise PolicyError([_no_value_yet(code, self.rates[code], day)])
        undated = {name: getattr(self.undated, name) for name in _UNDATED}
        return Policy(**undated, day=day, rates=rates, clauses=self._clauses(rates.get(TAX)))

    def _clauses(self, tax: Rate | None) -> Mapping[str, Clause]:
        if tax is None:
            return self.clauses
        if tax.value not in self._by_tax:  # a desk resolves thousands of days, with few tax rates
            self._by_tax[tax.value] = {
                code: replace(clause, text=clause.text.filled(TAX_RATE, percentage(tax.value)))
                for code, clause in self.clauses.items()
            }
        return self._by_tax[tax.value]


def _no_value_yet(code: str, dated: DatedRates, day: date) -> Problem:
    path = f"{code}.{'rate' if code == TAX else 'fee'}"
    message = f"the first value begins on {dated.first}. Add a value in force on {day}."
    return Problem(field=path, code="dated", message=message)
