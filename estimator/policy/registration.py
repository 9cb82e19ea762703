"""The number under which a seller is registered for invoices with tax (適格請求書発行事業者)."""

from __future__ import annotations

import re

from estimator.policy.fields import Fields
from estimator.policy.suggestions import shown

_NUMBER = re.compile(r"T(\d{13})", re.ASCII)


def read_registration(top: Fields, *, taxed: bool) -> str | None:
    """Return the number at ``invoice.registration``; None where there is none.

    Args:
        top: The policy file.
        taxed: Whether the seller charges tax.
    """
    if not top.has("invoice"):
        return None
    fields = top.table("invoice")
    number = fields.text("registration", "T and 13 digits") if fields.has("registration") else ""
    fields.close()
    if not number:
        return None
    if problem := _wrong(number):
        fields.note("registration", "registration", problem)
        return None
    if not taxed:
        message = (
            "a registered seller charges tax, and tax.rate says exempt. Take one of the two out."
        )
        fields.note("registration", "registration", message)
    return number


def _wrong(number: str) -> str:
    """Return what is wrong with `number`; an empty text if nothing is."""
    match = _NUMBER.fullmatch(number)
    if not match:
        return f"{shown(number)} is no registration number. Write T and 13 digits, without spaces."
    if int(match[1][0]) != check_digit(match[1][1:]):
        return f"{shown(number)} has a wrong check digit: a digit is mistyped. Copy it again."
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
