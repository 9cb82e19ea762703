"""Tax: a dated rate, or none for a tax-exempt seller; rounded down once per request, nowhere else.

List prices and the handling fee are before tax.  Amounts are whole smallest units (yen, cents), rates basis
points.  Source: policy P8.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Any, TypeVar

from estimator.policy.currency import BasisPoints
from estimator.policy.dated import RATES, DatedRates, read_dated_rates
from estimator.policy.entries import read_clause, read_label
from estimator.policy.fields import Fields
from estimator.policy.model import TAX, Tax

AmountT = TypeVar("AmountT", bound=Any)
"""One amount, or a column of a million of them: only ``*`` and ``//`` are used."""


def tax_on(net: AmountT, rate: BasisPoints) -> AmountT:
    """Return the tax on `net`, rounded down.  Call it once per request, never per line.

    >>> tax_on(1605, 1000)
    160
    """
    tax: AmountT = net * rate // 10_000
    return tax


def read_tax(top: Fields, clauses: Collection[str], rates: dict[str, DatedRates]) -> Tax | None:
    """Return the tax, its dated rates into `rates`; None for a tax-exempt seller: no tax line at all."""
    fields = top.table(TAX)
    if fields.has("rate") and fields.raw("rate", "") == "exempt":
        for key in ("label", "clause"):
            fields.has(key)
        fields.close()
        return None
    tax = Tax(label=read_label(fields, "label"), clause=read_clause(fields, clauses))
    rates[TAX] = read_dated_rates(fields, "rate", most=10_000, example=f'{RATES}, or "exempt"')
    fields.close()
    return tax
