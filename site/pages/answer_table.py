"""The answer table: total and days of every one-piece choice, as texts, for a page that has no Python yet.

The estimator writes all of it: the page looks up by exact key and fills in texts.  It has no rule, and makes
no text of an amount or a day.  Shape: `site/shell/README.md`.  Each entry is compared with the estimator in
`tests/browser/test_answer_table.py`, which reads the built page.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from estimator.answers.answer_writer import AnswerWriter
from estimator.answers.headline import FAR, FIELDS, OF_DAYS, day_notices, day_texts, headline_tree
from estimator.policy.phrases import day_count
from estimator.rules.schedule import schedule_for
from pages.coming_prices import coming_days
from pages.page_context import PageContext
from pages.parcel_calendar import last_day
from pages.table_choices import Amounts, counted, pieces, spans_on


def table_data(writer: AnswerWriter, context: PageContext) -> dict[str, object]:
    """Return the table as plain values, in the language of the page; `writer` writes its texts."""
    first, days = context.build_day, list(arrivals(context))
    totals = [spans_on(context.book, since) for since in editions(context)]
    known = sorted(
        {amount for rows in totals for row in rows for amount in row if amount}, key=_order
    )
    numbers = {amount: at for at, amount in enumerate(known, 1)}
    unique = [list(dict.fromkeys(rows)) for rows in totals]
    farthest = (days[-1] - first).days + 1
    return {
        "headline": headline_tree(writer, {name: f"{{{name}}}" for name in FIELDS}, ["{notices}"]),
        "announcement": writer.text("announcement", total="{total}", back="{back}"),
        "older": writer.text("older", day="{day}"),
        "passed": writer.text("passed", day="{day}"),
        "far": {"after": FAR.days, "text": writer.text("far", day="{day}", days="{days}")},
        "gap": writer.text("gap"),
        "services": {service.code: most for service, most in counted(context.policy)},
        "editions": [
            {
                "from": str(since),
                "rows": {key: own.index(row) for key, row in zip(pieces(context.policy), rows, strict=True)},
                "amounts": [[numbers[amount] if amount else 0 for amount in row] for row in own],
            }
            for since, rows, own in zip(editions(context), totals, unique, strict=True)
        ],
        "until": str(context.policy.calendar.last),
        "totals": ["", *(writer.range(total) for total, _ in known)],
        "nets": ["", *(writer.range(net) if net else "" for _, net in known)],
        "first": str(first),
        "days": [writer.day(day) for day in days],
        "counts": [writer.label(day_count(days)) for days in range(farthest)],
        **_schedules(writer, days),
    }  # fmt: skip


def arrivals(context: PageContext) -> Iterator[date]:
    """Yield the days of arrival that the table has: those of the coming months with a known return."""
    day, last = context.build_day, last_day(context)
    while day <= last:
        yield day
        day += timedelta(days=1)


def editions(context: PageContext) -> list[date]:
    """Return the days of asking on which prices begin: those of today, and all that are known to follow."""
    since = context.book.edition(context.build_day) or context.build_day
    return [max(since, context.policy.calendar.first), *coming_days(context)]


def _order(amounts: Amounts) -> tuple[int, ...]:
    total, net = amounts
    return total.low, total.high, *((net.low, net.high) if net else ())


def _schedules(writer: AnswerWriter, days: list[date]) -> dict[str, object]:
    """Return what is said of each day of arrival, as numbers of texts and of lists of notices."""
    schedules = [schedule_for(day, writer.policy) for day in days]
    said = [day_texts(writer, one) for one in schedules]
    noticed = [day_notices(writer, one) or "" for one in schedules]
    texts, text_numbers = _once(one[name] for name in OF_DAYS for one in said)
    notices, notice_numbers = _once(noticed)
    return {
        "texts": texts,
        "notices": notices,
        "schedules": {name: [text_numbers[repr(one[name])] for one in said] for name in OF_DAYS},
        "noticed": [notice_numbers[repr(one)] for one in noticed],
    }


def _once(values: Iterable[object]) -> tuple[list[object], dict[str, int]]:
    """Return each value once, after the empty text, and their numbers by `repr`."""
    unique = {repr(value): value for value in ["", *values]}
    return list(unique.values()), {key: number for number, key in enumerate(unique)}
