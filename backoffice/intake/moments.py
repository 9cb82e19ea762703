"""The time of day beside a day: dropped, unless its offset from UTC makes it a moment."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta, timezone, tzinfo

from backoffice.intake.blank_or_unread import Unclear
from backoffice.intake.problems import ProblemCode

_APART = r"(?:(?<=[0-9])(?P<iso>t)|(?<=[0-9])[ ,\n]|(?<![0-9]))"  # what is between day and time
_CLOCK = re.compile(
    f"{_APART}(?P<time>[0-2]?[0-9]:[0-5][0-9])(?P<second>:[0-5][0-9](?:[.][0-9]+)?)?"
    "(?:[ap]m|(?P<to>[-~〜])(?P<until>[0-2]?[0-9]:[0-5][0-9])"
    "|(?P<offset>z|[+-][0-9]{2}(?::?[0-9]{2})?))?$"
)
_HOUR = re.compile(f"{_APART}(?:午前|午後)?[0-2]?[0-9]時(?:[0-5]?[0-9]分)?頃?$")
_OFFSET = re.compile("[+-](?P<hours>[0-9]{2})(?::?(?P<minutes>[0-5][0-9]))?")
_MOST = timedelta(hours=14)  # no clock in the world is further from UTC


@dataclass(frozen=True, slots=True)
class TimeOfDay:
    """A time, in minutes since midnight up to 24 hours, with its offset from UTC: local time minus UTC."""

    minutes: int
    offset: timedelta

    def day_in(self, zone: tzinfo, day: date) -> date:
        """Return the day in `zone` of this time on `day`."""
        try:
            midnight = datetime(day.year, day.month, day.day, tzinfo=timezone(self.offset))
            return (midnight + timedelta(minutes=self.minutes)).astimezone(zone).date()
        except OverflowError:
            raise Unclear(ProblemCode.DAY) from None


def split_time(text: str) -> tuple[str, TimeOfDay | None]:
    """Return `text`, in the form of `normal_text`, without its time of day, and that time where it has an offset.

    Raises:
        Unclear: If the offset may be a window of delivery too, or is none there can be.
    """
    clock = _CLOCK.search(text)
    if not clock:
        return _HOUR.sub("", text), None
    day, offset = text[: clock.start()], _offset_of(clock)
    if offset is None:
        return day, None
    minutes = _minutes(clock["time"])
    if minutes > 24 * 60:
        raise Unclear(ProblemCode.DAY)
    return day, TimeOfDay(minutes, offset)


def _offset_of(clock: re.Match[str]) -> timedelta | None:
    """Return the offset from UTC; None where there is none, or a window of delivery: 9:00-12:00."""
    exact, offset = clock["iso"] or clock["second"], clock["offset"]
    if until := clock["until"]:
        later = _minutes(until) > _minutes(clock["time"])
        if clock["to"] != "-" or (later and not exact):
            return None
        if later and not clock["second"]:
            raise Unclear(ProblemCode.DAY)
        offset = f"-{until}"
    if offset is None or offset == "z":
        return timedelta() if offset else None
    match = _OFFSET.fullmatch(offset)
    if not match or (offset.startswith("-") and not exact):
        raise Unclear(ProblemCode.DAY)
    amount = timedelta(hours=int(match["hours"]), minutes=int(match["minutes"] or 0))
    if amount > _MOST:
        raise Unclear(ProblemCode.DAY)
    return -amount if offset.startswith("-") else amount


def _minutes(time: str) -> int:
    hours, _, minutes = time.partition(":")
    return int(hours) * 60 + int(minutes)
