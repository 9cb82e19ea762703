"""Tables of the month-end parcels and of the long holidays.

Source: policy P9, P10, P12.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import groupby

from estimator.answers import wording
from estimator.answers.refused_request import known_days
from estimator.policy.calendar import Occurrence
from estimator.policy.readings import Roll
from estimator.rules.open_days import is_open, open_day
from estimator.rules.schedule import Schedule, batch_for, schedule_for
from pages.html_elements import Html, table, tag
from pages.page_context import PageContext

MONTHS = 18


def schedules(context: PageContext, months: int = MONTHS) -> list[Schedule]:
    """Return the schedule of a piece that arrives on the last open day of each of the coming months.

    Raises:
        PolicyError: If a day lies outside the known calendar; it names the year to add.
    """
    policy, batch = context.policy, batch_for(context.build_day)
    if open_day(batch.cutoff, policy, Roll.BACK) < context.build_day:
        batch = batch.later(1)
    days = [open_day(batch.later(ahead).cutoff, policy, Roll.BACK) for ahead in range(months)]
    return [schedule_for(day, policy) for day in days]


def last_day(context: PageContext) -> date:
    """Return the last day for which pages have dates: the end of the month so many months after the build."""
    last = batch_for(context.build_day).later(MONTHS).cutoff
    return min(last, known_days("arrives", context.policy)[1])


def calendar_table(context: PageContext) -> Html:
    """Return the table of month-end parcels of the coming months, grouped by year.

    Each row is there until its parcel has gone; after the last one there is a sentence.
    """
    bodies = []
    for year, rows in groupby(schedules(context), key=lambda row: row.arrives.year):
        title = tag("th", context.text("year", year=year), colspan=3, scope="rowgroup")
        known = list(rows)
        inside = [
            tag("tr", title, class_="repair-year"),
            *(_row(context, row, year) for row in known),
        ]
        bodies.append(tag("tbody", *inside, data_until=str(known[-1].arrives)))
    bodies.append(_end(context, known[-1].arrives))
    head = (
        context.text("arrive-by"),
        context.answer_text("leaves"),
        context.answer_text("back"),
    )
    return table(head, *bodies, class_="repair-calendar")


def holiday_table(context: PageContext) -> Html:
    """Return the table of long holidays: their days, and whether the shop is closed."""
    rows = [
        tag(
            "tr",
            tag("th", context.in_(holiday.label), scope="row"),
            tag("td", context.in_(holiday.days)),
            tag("td", context.text("closed" if holiday.closed else "open")),
        )
        for holiday in context.policy.calendar.long
    ]
    head = (context.text("holiday"), context.text("days"), context.text("shop"))
    return table(head, tag("tbody", *rows), class_="repair-holidays")


def short_day(value: date, context: PageContext, year: int) -> str:
    """Return a day without its year if that is `year`, else with it."""
    if value.year != year:
        return context.day(value)
    return wording.day_of_month(value, context.language)


def shortest_and_longest(context: PageContext) -> tuple[int, int]:
    """Return the fewest and most days from arrival to return in the coming months."""
    lengths = [days for row in schedules(context) for days in _lengths(row, context)]
    return min(lengths), max(lengths)


def _lengths(row: Schedule, context: PageContext) -> Iterator[int]:
    """Yield the days of deliveries in one month: its first, its last, and those about its last open day."""
    month = batch_for(row.arrives)
    for day in (month.first, row.arrives, row.arrives + timedelta(days=1), month.cutoff):
        yield schedule_for(day, context.policy).days


def _row(context: PageContext, row: Schedule, year: int) -> Html:
    def cell(name: str, value: date, *remarks: str) -> Html:
        time = tag("time", short_day(value, context, year), datetime=str(value))
        small = [tag("small", one, class_="repair-on-the-way") for one in remarks if one]
        return tag(name, time, *small, scope="row" if name == "th" else None)

    closed = "" if is_open(row.back, context.policy) else context.text("closed-then")
    return tag(
        "tr",
        cell("th", row.arrives, _before(context, row)),
        cell("td", row.dispatch),
        cell("td", row.back, closed, _holidays(context, row.holidays)),
        data_until=str(row.arrives),
    )


def _end(context: PageContext, last: date) -> Html:
    """Return the row that is shown when the last parcel has gone."""
    sentence = context.text("calendar-end", contact=context.policy.shop.contact)
    row = tag("tr", tag("td", sentence, colspan=3))
    return tag(
        "tbody", row, data_from=str(last + timedelta(days=1)), hidden=True, data_search_exclude=True
    )


def _before(context: PageContext, row: Schedule) -> str:
    """Return that the day of arrival is the last open one, where the month ends later."""
    month_end = batch_for(row.arrives).cutoff
    if row.arrives == month_end:
        return ""
    return context.text("before-cutoff", cutoff=wording.day_of_month(month_end, context.language))


def _holidays(context: PageContext, met: tuple[Occurrence, ...]) -> str:
    labels = dict.fromkeys(context.in_(one.holiday.label) for one in met)
    return context.text("on-the-way", names=context.text("comma").join(labels)) if met else ""
