"""Amounts of money as staff type them."""

from __future__ import annotations

import re
from datetime import date, timedelta
from functools import cache

from backoffice.intake.problems import ProblemCode
from backoffice.intake.texts import Unclear, is_apart, is_blank, normal_text
from backoffice.sheet.snapshot import Cell
from estimator.policy.model import Currency

_MORE_SIGNS = {"JPY": ("¥", "円", "yen")}

_THOUSANDS = re.compile(r"\D*\d{1,3}(\s\d{3})+\D*")

LARGEST = 10**9
"""An amount above this is a typing error."""


def read_amount(cell: Cell, currency: Currency) -> int | None:
    """Return an amount in smallest units of `currency`; its own symbols and no others may be beside it."""
    if is_blank(cell):
        return None
    if isinstance(cell, (bool, date, timedelta)):
        raise Unclear(ProblemCode.AMOUNT)
    if isinstance(cell, (int, float)):
        unit: int = 10**currency.digits
        scaled = cell * unit
        if not abs(scaled) <= LARGEST or abs(scaled - round(scaled)) > 1e-6 or scaled < 0:
            raise Unclear(ProblemCode.AMOUNT)
        return round(scaled)
    found = _amounts_in(currency).fullmatch(normal_text(cell))
    if not found or (is_apart(cell) and not _THOUSANDS.fullmatch(str(cell).strip())):
        raise Unclear(ProblemCode.AMOUNT)
    decimals = (found[2] or ".")[1:].rstrip("0")
    if len(decimals) > currency.digits:
        raise Unclear(ProblemCode.AMOUNT)
    amount = int(found[1].replace(",", "") + decimals.ljust(currency.digits, "0"))
    if amount > LARGEST:
        raise Unclear(ProblemCode.AMOUNT)
    return amount


@cache
def _amounts_in(currency: Currency) -> re.Pattern[str]:
    """Return what an amount looks like: with the currency's code or the signs of its policy."""
    signs = {currency.code, *_MORE_SIGNS.get(currency.code, ())}
    for written in (currency.written.en, currency.written.ja):
        signs |= {*written.split("{}")}
    either = "|".join(sorted(re.escape(sign) for each in signs if (sign := normal_text(each))))
    return re.compile(
        rf"(?:{either})?(\d{{1,3}}(?:,\d{{3}})+|\d{{1,15}})(\.\d{{1,15}})?(?:{either})?-?"
    )
