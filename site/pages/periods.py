"""What is true for a time only: each text with the days on which it is shown.

A page may be built once a month.  It holds the texts of all coming months: that of the day of the build is
shown, and a script (`periods.js`) shows the one of today in the shop's time, of which it gets the offsets: to look a time
zone up takes a browser longer than to draw a page.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from functools import cache, wraps
from itertools import groupby
from operator import itemgetter
from zoneinfo import ZoneInfo

from pages.coming_prices import coming_days
from pages.html_elements import Html, joined, tag
from pages.page_context import PageContext
from pages.parcel_calendar import last_day, schedules

Render = Callable[..., str]
"""From a context and the arguments of a marker to Markdown or HTML; a KeyError or EstimatorError refuses."""
ONE_DAY = timedelta(days=1)
CLOCK_STEP = timedelta(minutes=30)
"""Clocks are changed on full or half hours of UTC."""
HIDDEN = re.compile(r"<(span|section) data-from=[^>]* hidden[^>]*>.*?</\1>", re.DOTALL)
SHOWN = re.compile(
    r'<(span|section) data-from="[\d-]+"(?: data-until="[\d-]+")?>(.*?)</\1>', re.DOTALL
)


def by_price(render: Render, name: str = "span") -> Render:
    """Return `render`, with what it gives from each day on which prices begin."""

    @wraps(render)
    def rendered(context: PageContext, *arguments: str) -> str:
        days = [context.build_day, *coming_days(context)]
        return _moving(context, render, arguments, days, name)

    return rendered


def by_parcel(render: Render, name: str = "span") -> Render:
    """Return `render`, with what it gives while each of the coming parcels is the next one.

    After the last of them there are words instead.
    """

    @wraps(render)
    def rendered(context: PageContext, *arguments: str) -> str:
        days = [first for first, _ in parcels(context)]
        end = tag(name, context.text("dates-end"), **after_all(context))
        return joined(
            Html(_moving(context, render, arguments, days, name, last_parcel(context))), end
        )

    return rendered


def parcels(context: PageContext) -> Iterator[tuple[date, date]]:
    """Yield the first and the last day on which each of the coming parcels is the next one."""
    first, end = context.build_day, last_day(context)
    for row in schedules(context):
        if first <= end:
            yield first, min(row.arrives, end)
        first = row.arrives + ONE_DAY


def last_parcel(context: PageContext) -> date:
    """Return the last day on which the page knows the next parcel."""
    return list(parcels(context))[-1][1]


def after_all(context: PageContext) -> dict[str, str | bool]:
    """Return the attributes of words that are shown where the dates of the page are over."""
    first = last_parcel(context) + ONE_DAY
    return {"data_from": str(first), "hidden": True, "data_search_exclude": True}


def as_built(written: str) -> str:
    """Return what is shown on the day of the build of a text with periods."""
    return SHOWN.sub(r"\2", HIDDEN.sub("", written))


def _moving(
    context: PageContext, render: Render, arguments: Sequence[str], days: list[date], name: str,
    until: date | None = None,
) -> str:  # fmt: skip
    """Return the texts from each of `days` on, the last one up to the day `until`; one alone as it is."""
    texts: list[tuple[date, str]] = [
        (day, render(replace(context, build_day=day), *arguments)) for day in days
    ]
    parts: list[tuple[str, date]] = [
        (text, next(same)[0]) for text, same in groupby(texts, key=itemgetter(1))
    ]
    if len(parts) == 1 and until is None:
        return parts[0][0]
    ends = [*(first - ONE_DAY for _, first in parts[1:]), until]
    return joined(
        *(
            tag(name, Html(text), data_from=str(first), data_until=str(last) if last else None,
                hidden=bool(at), data_search_exclude=bool(at))
            for at, ((text, first), last) in enumerate(zip(parts, ends, strict=True))
        )
    )  # fmt: skip


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
        moment += CLOCK_STEP
        if (minutes := _ahead(moment, zone)) != found[-1][1]:
            found.append((int(moment.timestamp() * 1000), minutes))
    return ",".join(f"{since}:{minutes}" for since, minutes in found)


def _ahead(moment: datetime, zone: ZoneInfo) -> int:
    return (moment.astimezone(zone).utcoffset() or timedelta()) // timedelta(minutes=1)
