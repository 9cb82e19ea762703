"""The order to the workshop: what the law wants in writing, and what the workshop gets for its work."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import TYPE_CHECKING

from estimator.policy.label import Label

if TYPE_CHECKING:
    from estimator.policy.currency import Money
    from estimator.policy.dated import DatedRates

LATEST_PAYMENT = 1
"""Months from the month of the return to that of the payment: later is more than sixty days.

Source: フリーランス新法 Art. 4, 取適法 Art. 3.
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Workshop:
    """Who repairs, and on which terms; what the owner has not filled in is None.

    Attributes:
        name: The other party of the order.
        address: Where it is.
        deliver_to: Where the finished pieces are to go.
        inspection_days: Days from the return until the pieces have been looked at.
        payment_months: Paid by the end of the month so many months after that of the return.
        payment: How it is paid.
        fees: What the workshop gets for each service, before tax; none where the owner does not say.

    Source: フリーランス新法 Art. 3, 取適法 Art. 4.
    """

    name: Label | None = None
    address: Label | None = None
    deliver_to: Label | None = None
    inspection_days: int | None = None
    payment_months: int | None = None
    payment: Label | None = None
    fees: Mapping[str, DatedRates] = field(default_factory=dict)

    def fee(self, service: str, day: date) -> Money | None:
        """Return what the workshop gets for `service` when ordered on `day`; None if nobody says."""
        rate = self.fees[service].on(day) if service in self.fees else None
        return rate.value if rate else None

    def inspected_by(self, back: date) -> date | None:
        """Return the day by which pieces that came back on `back` have been looked at."""
        return None if self.inspection_days is None else back + timedelta(self.inspection_days)

    def paid_by(self, back: date) -> date | None:
        """Return the day by which the work is paid that came back on `back`: the end of a month."""
        if self.payment_months is None:
            return None
        months = back.year * 12 + back.month + self.payment_months
        return date(months // 12, months % 12 + 1, 1) - timedelta(1)
