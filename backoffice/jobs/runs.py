"""A run: who runs what, when, by which policy.  Loads nothing that a command may not need."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import wraps
from typing import ParamSpec, TypeVar
from zoneinfo import ZoneInfo

from backoffice import __version__
from backoffice.books.book import Book
from backoffice.books.diagnosis import Check
from backoffice.messages.errors import AlreadyWrittenError, BookChangedError
from estimator.policy.policy_book import PolicyBook

TRIES = 5
"""How often a run reads again after somebody saved in between."""

P = ParamSpec("P")
ResultT = TypeVar("ResultT")


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


def probe(run: Run) -> Sequence[Check]:
    """Try out what a close relies on, keep the results in the book; return them, nothing where no trial is needed.

    Raises:
        BookUnavailableError: If the book cannot be reached or written.
    """
    run.step("probe")
    return run.book.probe(now=run.now, version=__version__)


def retry_on_change(attempt: Callable[P, ResultT]) -> Callable[P, ResultT]:
    """Let a function that reads and then writes begin again where somebody saved in between."""

    @wraps(attempt)
    def again(*args: P.args, **kwargs: P.kwargs) -> ResultT:
        for _ in range(TRIES - 1):
            try:
                return attempt(*args, **kwargs)
            except (BookChangedError, AlreadyWrittenError):
                continue
        return attempt(*args, **kwargs)

    return again
