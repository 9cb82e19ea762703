"""Tax: a dated rate, or none for a tax-exempt seller; rounded down once per request, nowhere else.

List prices and the handling fee are before tax.  Amounts are whole smallest units (yen, cents), rates basis
points.  Source: policy P8.  With it the number under which a seller is registered for invoices with tax
(適格請求書発行事業者).
"""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import Any, TypeVar

from estimator.policy.currency import BasisPoints
from estimator.policy.dated import RATES, DatedRates, read_dated_rates
from estimator.policy.entries import read_clause
from estimator.policy.fields import Fields
from estimator.policy.model import TAX, Tax
from estimator.policy.suggestions import shown

AmountT = TypeVar("AmountT", bound=Any)
"""One amount, or a column of a million of them: only ``*`` and ``//`` are used."""

_REGISTRATION = re.compile(r"T(\d{13})", re.ASCII)


def tax_on(net: AmountT, rate: BasisPoints) -> AmountT:
    """Return the tax on `net`, rounded down.  Call it once per request, never per line.

    >>> tax_on(1605, 1000)
    160
    """
    tax: AmountT = net * rate // 10_000
    return tax


def read_tax(top: Fields, clauses: Collection[str], rates: dict[str, DatedRates]) -> Tax | None:
    """Return the tax, its dated rates into `rates`; None for a tax-exempt seller: no tax line at all."""
    with top.table(TAX) as fields:
        if fields.has("rate") and fields.raw("rate", "") == "exempt":
            for key in ("label", "clause"):  # they may stay in the file
                fields.has(key)
            return None
        tax = Tax(label=fields.label("label"), clause=read_clause(fields, clauses))
        rates[TAX] = read_dated_rates(fields, "rate", most=10_000, example=f'{RATES}, or "exempt"')
    return tax


def read_registration(top: Fields, *, taxed: bool) -> str | None:
    """Return the number at ``invoice.registration``, or None; only a seller who charges tax has one."""
    with top.optional_table("invoice") as fields:
        number = fields.optional("registration", fields.text, "T and 13 digits")
    if not number:
        return None
    if problem := _wrong(number, taxed=taxed):
        fields.note("registration", "registration", problem)
    return number


def _wrong(number: str, *, taxed: bool) -> str:
    """Return what is wrong with `number`; an empty text if nothing is."""
    match = _REGISTRATION.fullmatch(number)
    if not match:
        return f"{shown(number)} is no registration number. Write T and 13 digits, without spaces."
    if int(match[1][0]) != check_digit(match[1][1:]):
        return f"{shown(number)} has a wrong check digit: a digit is mistyped. Copy it again."
    if not taxed:
        return "a registered seller charges tax, and tax.rate says exempt. Take one of the two out."
    return ""


def check_digit(digits: str) -> int:
    """Return the check digit of the twelve digits that follow it.

    Counted from the last, digits are worth one and two by turns; nine less what their sum leaves when
    divided by nine.
    Source: 法人番号の指定等に関する省令 Art. 2, after which the tax agency numbers registered sellers.

    >>> check_digit("700110005901")  # of 8700110005901, the example of the tax agency
    8
    """
    worth = (int(digit) * (1 + place % 2) for place, digit in enumerate(reversed(digits)))
    return 9 - sum(worth) % 9
