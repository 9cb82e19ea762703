"""The month-end calendar: cut-off, dispatch and return, and the long holidays.

Source: policy P9, P10, P12.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import groupby

from estimator.policy.calendar import Occurrence
from estimator.rules.schedule import Schedule, batch_for, schedule_for
from pages.markup import Html, table, tag
from pages.setting import Setting, words

MONTHS = 18


def schedules(setting: Setting, months: int = MONTHS) -> list[Schedule]:
    """Return what happens to a piece that arrives on the last day of each of the coming months.

    Raises:
        PolicyError: If a day lies outside the known calendar; it names the year to add.
    """
    first = batch_for(setting.built)
    return [schedule_for(first.later(ahead).cutoff, setting.policy) for ahead in range(months)]


def calendar_table(setting: Setting) -> Html:
    """Return the month-end parcels of the coming months, year by year."""
    bodies = []
    for year, rows in groupby(schedules(setting), key=lambda row: row.arrives.year):
        title = tag("th", setting.word("year", year=year), colspan=3, scope="rowgroup")
        inside = [
            tag("tr", title, class_="repair-year"),
            *(_row(setting, row, year) for row in rows),
        ]
        bodies.append(tag("tbody", *inside))
    head = (setting.word("arrive-by"), setting.word("leaves"), setting.word("back"))
    return table(head, *bodies, class_="repair-calendar")


def holiday_table(setting: Setting) -> Html:
    """Return the long holidays: their days, and whether the shop is closed."""
    rows = [
        tag(
            "tr",
            tag("th", setting.in_(holiday.label), scope="row"),
            tag("td", setting.window(holiday)),
            tag("td", setting.word("closed" if holiday.closed else "open")),
        )
        for holiday in setting.policy.calendar.long
    ]
    head = (setting.word("holiday"), setting.word("days"), setting.word("shop"))
    return table(head, tag("tbody", *rows), class_="repair-holidays")


def short_day(value: date, setting: Setting, year: int) -> str:
    """Return a day without its year, unless that is another than `year`."""
    if value.year != year:
        return setting.day(value)
    return setting.word(
        "short-day",
        weekday=words()["weekdays"][setting.language].split()[value.weekday()],
        day=value.day,
        month=value.month,
        name=setting.month_name(value.month),
    )


def shortest_and_longest(setting: Setting) -> tuple[int, int]:
    """Return the fewest and most days from arrival to return in the coming months."""
    lengths = [days for row in schedules(setting) for days in _lengths(row, setting)]
    return min(lengths), max(lengths)


def _lengths(row: Schedule, setting: Setting) -> Iterator[int]:
    yield row.days
    yield schedule_for(row.arrives.replace(day=1), setting.policy).days


def _row(setting: Setting, row: Schedule, year: int) -> Html:
    def cell(name: str, value: date | None, *more: str) -> Html:
        if value is None:
            return tag(name, "")
        time = tag("time", short_day(value, setting, year), datetime=str(value))
        scope = "row" if name == "th" else None
        return tag(name, time, *more, scope=scope)

    return tag(
        "tr",
        cell("th", row.cutoff or row.arrives),
        cell("td", row.dispatch),
        cell("td", row.back, _holidays(setting, row.holidays)),
    )


def _holidays(setting: Setting, met: tuple[Occurrence, ...]) -> Html:
    if not met:
        return Html("")
    labels = dict.fromkeys(setting.in_(one.holiday.label) for one in met)
    names = setting.word("comma").join(labels)
    return tag("small", setting.word("on-the-way", names=names), class_="repair-on-the-way")
