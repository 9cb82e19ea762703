"""Amounts of money as staff type them."""

from __future__ import annotations

import re
from datetime import date, timedelta
from functools import cache

from backoffice.intake.blank_or_unread import Unclear, is_blank
from backoffice.intake.problems import ProblemCode
from backoffice.intake.typed_texts import normal_text
from backoffice.sheet.snapshot import Cell
from estimator.policy.currency import Currency

_MORE_SYMBOLS = {"JPY": ("¥", "円", "yen")}

_THOUSANDS = "[0-9]{1,3}(?:,[0-9]{3})+|[0-9]{1,3}(?: [0-9]{3})+"

LARGEST = 10**9
"""An amount above this is a typing error."""


def read_amount(cell: Cell, currency: Currency) -> int | None:
    """Return an amount in smallest units of `currency`; its own symbols and no others may be beside it."""
    if is_blank(cell):
        return None
    if isinstance(cell, (bool, date, timedelta)):
        raise Unclear(ProblemCode.AMOUNT)
    if isinstance(cell, (int, float)):
        unit = currency.unit
        scaled = cell * unit
        if not abs(scaled) <= LARGEST or abs(scaled - round(scaled)) > 1e-6 or scaled < 0:
            raise Unclear(ProblemCode.AMOUNT)
        return round(scaled)
    match = _amounts_in(currency).fullmatch(normal_text(cell))
    if not match:
        raise Unclear(ProblemCode.AMOUNT)
    decimals = (match[2] or ".")[1:].rstrip("0")
    if len(decimals) > currency.digits:
        raise Unclear(ProblemCode.AMOUNT)
    amount = int(re.sub("[, ]", "", match[1]) + decimals.ljust(currency.digits, "0"))
    if amount > LARGEST:
        raise Unclear(ProblemCode.AMOUNT)
    return amount


@cache
def _amounts_in(currency: Currency) -> re.Pattern[str]:
    """Return the pattern of an amount: with the currency's code, or the symbols of its policy."""
    symbols = {currency.code, *_MORE_SYMBOLS.get(currency.code, ())}
    for written in (currency.written.en, currency.written.ja):
        symbols |= {*written.split("{}")}
    normal = sorted(re.escape(symbol) for each in symbols if (symbol := normal_text(each)))
    symbol = "|".join(normal)
    return re.compile(
        rf"(?:{symbol})?({_THOUSANDS}|[0-9]{{1,15}})(\.[0-9]{{1,15}})?(?:{symbol})?-?"
    )
