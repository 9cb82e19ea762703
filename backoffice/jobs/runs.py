"""A run: who runs what, when, by which policy.  Loads nothing that a command may not need."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from backoffice.books.book import Book
from estimator.policy.policy_book import PolicyBook


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """Who runs what, when, by which policy.

    Attributes:
        now: Shop time, without a zone.
        who: Who runs it, for the log.
        step: Called with the name of each step as it begins: read, understand, write.
    """

    book: Book
    policy: PolicyBook
    now: datetime
    who: str
    step: Callable[[str], None] = lambda _: None

    @property
    def zone(self) -> ZoneInfo:
        """The time zone of the shop."""
        return ZoneInfo(self.policy.undated.shop.timezone)
