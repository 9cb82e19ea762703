"""What a shop says beyond its rules: promises, the owner's terms, trader, letters, the order to the workshop.

Each is somebody's word: it has a source, or it is marked as waiting for the owner.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import Enum
from typing import TYPE_CHECKING

from estimator.policy.label import Label

if TYPE_CHECKING:
    from estimator.policy.currency import Money
    from estimator.policy.dated import DatedRates

LATEST_PAYMENT = 1
"""Months from the month of the return to that of the payment: later is more than sixty days.

Source: フリーランス新法 Art. 4, 取適法 Art. 3.
"""


class OwnersWord(Enum):
    """What the owner said about a sentence that goes beyond the shop's own text."""

    PENDING = "pending"
    APPROVED = "approved"
    DECLINED = "declined"


@dataclass(frozen=True, slots=True, kw_only=True)
class Promise:
    """A sentence that goes beyond the shop's own text.

    The owner's word about it is None where a source gives the sentence; the source is empty while
    that word is all there is.
    """

    code: str
    text: Label
    owner: OwnersWord | None
    source: str

    @property
    def said(self) -> bool:
        """Whether pages and letters have it; a declined one leaves all of them."""
        return self.owner is not OwnersWord.DECLINED


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """Something that only the owner can decide, as the warranty.

    Attributes:
        text: What customers read; while fields are `missing`, that they should ask.
        source: Who said so; empty while fields are.
        numbers: The fields that are numbers, as far as they are filled in.
    """

    code: str
    text: Label
    missing: tuple[str, ...]
    source: str
    numbers: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Trader:
    """Who sells, as the law on distance selling (特定商取引法) asks for; a missing field is None."""

    seller: Label | None = None
    responsible: Label | None = None
    address: Label | None = None
    telephone: Label | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Letters:
    """What only the owner knows of letters and status pages; empty until it is filled in.

    The address to which customers send their pieces, and that below which status pages are
    published: it ends with a slash.
    """

    send_to: Label | None = None
    status_pages: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Workshop:
    """Who repairs, and on which terms; what the owner has not filled in is None.

    Attributes:
        deliver_to: Where the finished pieces are to go.
        inspection_days: Days from the return until the pieces have been looked at.
        payment_months: Paid by the end of the month so many months after that of the return.
        fees: What the workshop gets for each service, before tax.

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
