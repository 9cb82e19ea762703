"""At most 50 requests a minute: the one after waits."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable

PER_MINUTE = 50
"""Google allows a person 60 requests a minute; the rest is for a second run at the same time."""


class RateLimit:
    """Counts requests by a clock of monotonic seconds, and waits before one too many."""

    def __init__(self, clock: Callable[[], float], wait: Callable[[float], None]) -> None:
        self._clock, self._wait = clock, wait
        self._sent: deque[float] = deque(maxlen=PER_MINUTE)

    @property
    def sent(self) -> int:
        """Number of requests within the last minute."""
        now = self._clock()
        return sum(now - at < 60 for at in self._sent)

    def count(self) -> None:
        """Count a request; wait until it is at most the fiftieth within a minute."""
        now = self._clock()
        if len(self._sent) == PER_MINUTE and now - self._sent[0] < 60:
            self._wait(60 - (now - self._sent[0]))
        self._sent.append(self._clock())
