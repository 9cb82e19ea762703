"""The answer table: total and days of every one-piece choice, as texts, for a page that has no Python yet.

The estimator writes all of it: the page looks up by exact key and fills in texts.  It has no rule, and makes
no text of an amount or a day.  Shape: `site/shell/README.md`.  Each entry is compared with the estimator in
`tests/browser/test_answer_table.py`, which reads the built page.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from estimator.answers.answer_writer import AnswerWriter
from estimator.answers.headline import FAR, DayTexts, HeadlineTexts, day_texts, headline_tree
from estimator.policy.phrases import day_count
from estimator.rules.schedule import schedule_for
from pages.coming_prices import coming_days
from pages.page_context import PageContext
from pages.parcel_calendar import last_day
from pages.table_choices import Amounts, counted, pieces, spans_on


class Texts(list[object]):
    """A list of texts, each once; the first is the empty one."""

    def __init__(self) -> None:
        super().__init__([""])
        self._known: dict[str, int] = {"''": 0}

    def number(self, text: object) -> int:
        """Return the number of `text`, which is added if it is new."""
        key = repr(text)
        if key not in self._known:
            self._known[key] = len(self)
            self.append(text)
        return self._known[key]


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
        "headline": headline_tree(writer, OPEN),
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


OPEN = HeadlineTexts(
    older="{older}",
    question="{question}",
    total="{total}",
    net="{net}",
    days=DayTexts(
        back="{back}",
        after="{after}",
        closed="{closed}",
        clock="{clock}",
        left="{left}",
        notices=("{notices}",),
    ),
)
"""The headline with its fields open."""


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
    texts, notices = Texts(), Texts()
    said = [day_texts(writer, schedule_for(day, writer.policy)) for day in days]
    fields = ("back", "after", "closed", "clock", "left")
    columns = {name: [texts.number(getattr(one, name)) for one in said] for name in fields}
    noticed = [notices.number(list(one.notices)) if one.notices else 0 for one in said]
    return {
        "texts": texts,
        "notices": notices,
        "schedules": columns,
        "noticed": noticed,
    }
