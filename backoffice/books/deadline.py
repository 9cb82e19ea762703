"""The deadline of one command: how long it waits for Google in all, and a limit that nothing can wait past."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

PROMISED = 90.0
"""Seconds after which a command ends for which Google does nothing.  The manual promises them."""

PATIENCE = 80.0
"""Seconds that all failed attempts and pauses of one command may take; the rest is for its own work."""

LEAST = 5.0
"""Seconds that one attempt has, also when nothing is left."""

ResultT = TypeVar("ResultT")


@dataclass(slots=True)
class Patience:
    """What is left of a command's patience with Google.

    Only time in which nothing was answered counts, so that a copy of many tickets may take as many
    minutes as Google needs for it.  All requests of a command share one patience, those for tokens and
    those of a second book too.

    Attributes:
        seconds: What there is in all.
        lost: What failed attempts and pauses took.

    >>> patience = Patience(80)
    >>> patience.limit(attempt=0), patience.limit(attempt=1)
    (40.0, 80.0)
    >>> patience.lose(78)
    >>> patience.left, patience.limit(attempt=0)
    (2.0, 5.0)
    """

    seconds: float = PATIENCE
    lost: float = 0.0

    @property
    def left(self) -> float:
        """Seconds that failures may still take."""
        return max(self.seconds - self.lost, 0.0)

    def lose(self, seconds: float) -> None:
        """Count `seconds` that brought nothing."""
        self.lost += seconds

    def limit(self, attempt: int) -> float:
        """Return the seconds for an attempt of a request, the first being 0.

        The first gets half of what is left, so that a request that nobody answers is sent once more.
        """
        return max(self.left if attempt else self.left / 2, LEAST)


def within(seconds: float, work: Callable[[], ResultT]) -> ResultT:
    """Return what `work` returns; leave it alone where it takes longer than `seconds`.

    Timeouts of sockets are not enough: they begin anew with every byte, and looking up a name has none.

    Raises:
        TimeoutError: If it takes longer.  It may still end, unnoticed, while the program runs.
    """
    from concurrent.futures import Future  # only where something is waited for

    future: Future[ResultT] = Future()

    def run() -> None:
        try:
            future.set_result(work())
        except BaseException as error:  # raised again by whoever waits
            future.set_exception(error)

    threading.Thread(target=run, name="request to Google", daemon=True).start()
    return future.result(seconds)
