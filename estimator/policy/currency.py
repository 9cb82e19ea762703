"""Amounts of money: whole smallest units of a currency, each in force from a day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TypeAlias

from estimator.policy.label import Label

Money: TypeAlias = int
"""Whole yen; in a policy of another currency, its smallest unit."""

BasisPoints: TypeAlias = int
"""Hundredths of a per cent: 10 % is 1000."""


@dataclass(frozen=True, slots=True)
class Rate:
    """A dated value: an amount before tax, or basis points for the tax, and the day it began."""

    value: Money
    since: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Currency:
    """How amounts are written: a code of ISO 4217, decimal places, the amount in a text as ``¥{}``."""

    code: str
    digits: int
    written: Label

    @property
    def unit(self) -> Money:
        """How many smallest units make one: 1 for yen, 100 for francs."""
        unit: Money = 10**self.digits
        return unit
