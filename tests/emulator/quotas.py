"""How many requests Google does in a minute, for one person and for one project.

Source: guide "Usage limits".  Assumed: a minute is the last sixty seconds, refused requests count for
nothing, and the project is the part of a service account's address after its name.
"""

from __future__ import annotations

import time
from collections import defaultdict, deque
from collections.abc import Callable

from tests.emulator.api_errors import ApiError
from tests.emulator.messages import Message

PER_PERSON, PER_PROJECT = 60, 300
MINUTE = 60.0
LONGEST = 180.0
"""Seconds for which Google works on one request."""


class Quotas:
    """Counts the requests of each person and each project.

    Args:
        clock: Returns seconds.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._done: defaultdict[tuple[str, str], deque[float]] = defaultdict(deque)

    def count(self, email: str, *, reading: bool) -> None:
        """Count one request.

        Raises:
            ApiError: 429, if there were too many within a minute.  It is not counted then.
        """
        metric = "Read" if reading else "Write"
        person, project = (metric, email), (metric, email.rpartition("@")[2])
        for key, most, whose in (
            (person, PER_PERSON, " per user"),
            (project, PER_PROJECT, ""),
        ):
            if len(self._recent(key)) >= most:
                raise exceeded(metric, most, whose)
        for key in (person, project):
            self._done[key].append(self._clock())

    def _recent(self, key: tuple[str, str]) -> deque[float]:
        done = self._done[key]
        while done and self._clock() - done[0] >= MINUTE:
            done.popleft()
        return done


def exceeded(metric: str, most: int = PER_PERSON, whose: str = " per user") -> ApiError:
    """Return the refusal of a request beyond a quota."""
    text = (
        f"Quota exceeded for quota metric '{metric} requests' and limit '{metric} requests per "
        f"minute{whose}' of service 'sheets.googleapis.com' for consumer "
        "'project_number:100000000000'."
    )
    details: Message = {
        "@type": "type.googleapis.com/google.rpc.ErrorInfo",
        "reason": "RATE_LIMIT_EXCEEDED",
        "domain": "googleapis.com",
        "metadata": {
            "service": "sheets.googleapis.com",
            "quota_metric": f"sheets.googleapis.com/{metric.lower()}_requests",
            "quota_limit": f"{metric}RequestsPerMinute{'PerUser' if whose else 'PerProject'}",
            "quota_limit_value": str(most),
            "quota_location": "global",
            "consumer": "projects/100000000000",
        },
    }
    return ApiError(429, text, [details])
