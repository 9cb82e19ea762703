"""Timeouts, what is sent again and with which pauses: Google's passing failures, silence, a token too old.

When a command gives up: `backoffice.books.deadline`.
"""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from dataclasses import dataclass, field

import requests
from gspread.exceptions import APIError

from backoffice.books.deadline import Patience

CONNECT, READ = 5.0, 190.0
"""Seconds; Google itself works on one request for at most 180."""

MAX_PAUSE = 32.0
"""Seconds: the most that a pause grows to, from 1; any part of it is as likely (full jitter)."""

RETRIED = frozenset({408, 425, 429})
"""Statuses that pass, besides 5xx."""


def is_passing(status: int) -> bool:
    """Return whether an answer with this status says: not now."""
    return status in RETRIED or status >= 500


@dataclass(frozen=True, slots=True, kw_only=True)
class RetryPolicy:
    """Timeouts, patience and clock; the clock is replaced in tests, which then need not wait.

    Attributes:
        timeouts: Seconds to wait for a connection and for an answer, where patience allows it.
        patience: Of the command; shared by all books that it opens.
        clock: Returns monotonic seconds.
        sleep: Waits for some seconds.
        pause: Returns the seconds to wait, given their maximum.
        waiting: Called with the seconds of each wait before it begins.
    """

    timeouts: tuple[float, float] = (CONNECT, READ)
    patience: Patience = field(default_factory=Patience)
    clock: Callable[[], float] = time.monotonic
    sleep: Callable[[float], None] = time.sleep
    pause: Callable[[float], float] = lambda most: random.uniform(0, most)  # noqa: S311
    waiting: Callable[[float], None] = lambda _: None


EXPIRED = "401"
"""Reason of an attempt whose token Google no longer accepted."""


class FailedAttemptError(Exception):
    """An attempt without a usable answer: why, and whether it was one for a token."""

    def __init__(self, reason: str, *, signing_in: bool = False) -> None:
        self.reason, self.signing_in = reason, signing_in
        super().__init__(reason)


def check_usable(response: requests.Response, *, is_renewed: bool) -> None:
    """Check that an answer can be used.

    A token that is refused is renewed for the next attempt, unless it `is_renewed` already.

    Raises:
        FailedAttemptError: If the request is to be sent again.
        APIError: If Google refused, which it would do again.
    """
    if is_passing(response.status_code):
        raise FailedAttemptError(str(response.status_code))
    if response.status_code == 401 and not is_renewed:
        raise FailedAttemptError(EXPIRED, signing_in=True)
    if not response.ok:
        raise APIError(response)
    if "json" not in response.headers.get("Content-Type", ""):
        raise FailedAttemptError("page")  # the log-in page of a network


class NoAnswerError(Exception):
    """Google gave no usable answer until the patience of the command ended.

    Attributes:
        seconds: How long it was tried, in the whole command.
        reason: The last failure: ``429``, ``503``, ``time-out``, ``connection``, ``page``.
        signing_in: Whether it was a request for a token that failed.
    """

    def __init__(self, seconds: float, reason: str, *, signing_in: bool = False) -> None:
        self.seconds, self.reason, self.signing_in = seconds, reason, signing_in
        super().__init__(f"no answer for {seconds:.0f} s, last: {reason}")


OWN_WORDS = 300
"""Characters of Google's own words in a sentence of ours."""


def words_of(error: APIError) -> str:
    """Return what Google said."""
    return str(error.error.get("message", ""))
