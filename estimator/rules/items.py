"""One piece of a request, one line of its price, and amounts that are known or lie between two."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import Enum

from estimator.policy.currency import Money


class Replating(Enum):
    """The answer to "may this piece be plated again?".  Source: policy P6."""

    YES = "yes"
    NO = "no"
    NOT_SURE = "not-sure"


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One piece of a request: its material as the policy names it, or `UNKNOWN`, and the count of each service."""

    material: str
    services: Mapping[str, int]
    replating: Replating = Replating.NOT_SURE


@dataclass(frozen=True, slots=True, kw_only=True)
class LineItem:
    """One printed line of an estimate or quote.

    Attributes:
        item: Which piece, counted from 1; None for what belongs to the whole request.
        unit: Price of one, in yen before tax.
        clause: The rule that made the line.
        since: The day the price came into force.
        certain: False where the charge depends on what inspection finds.
    """

    item: int | None
    code: str
    quantity: int
    unit: Money
    clause: str
    since: date
    certain: bool = True

    @property
    def amount(self) -> Money:
        """Line total, in yen before tax."""
        return self.quantity * self.unit


@dataclass(frozen=True, slots=True)
class Span:
    """An amount that is known (low equals high) or lies between two."""

    low: Money
    high: Money

    @property
    def certain(self) -> bool:
        """Whether it is one amount."""
        return self.low == self.high
