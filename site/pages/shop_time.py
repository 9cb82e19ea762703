"""The shop's time for a browser, which takes longer to look a time zone up than to draw a page."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from zoneinfo import ZoneInfo

STEP = timedelta(minutes=30)
"""Clocks are changed on full or half hours of UTC."""


@cache
def offsets(timezone: str, first: date, last: date) -> str:
    """Return how many minutes a zone is ahead of UTC, each from a moment on, in milliseconds, up to `last`.

    >>> offsets("Asia/Tokyo", date(2024, 1, 1), date(2028, 12, 31))
    '0:540'
    >>> offsets("Europe/Berlin", date(2026, 1, 1), date(2026, 12, 31))
    '0:60,1774746000000:120,1792890000000:60'
    """
    zone = ZoneInfo(timezone)
    moment, end = (datetime.combine(day, time.min, UTC) for day in (first, last))
    found = [(0, _ahead(moment, zone))]
    while moment < end:
        moment += STEP
        if (minutes := _ahead(moment, zone)) != found[-1][1]:
            found.append((int(moment.timestamp() * 1000), minutes))
    return ",".join(f"{since}:{minutes}" for since, minutes in found)


def _ahead(moment: datetime, zone: ZoneInfo) -> int:
    return (moment.astimezone(zone).utcoffset() or timedelta()) // timedelta(minutes=1)
