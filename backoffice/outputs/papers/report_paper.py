"""The report of one month for the owner.  No customer's text is in it: pieces have their number."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from functools import partial

from backoffice.messages import label, message
from backoffice.outputs.next_steps import CUSTOMER, US, WORKSHOP
from backoffice.outputs.papers.charts import bar_chart, column_chart, days_chart, shares_chart
from backoffice.outputs.papers.paper import (
    Chart,
    Column,
    Figures,
    Kind,
    Paper,
    Prose,
    Table,
    in_both,
)
from backoffice.rules.month_figures import MonthFigures
from estimator.answers.wording import day as day_words
from estimator.answers.wording import price
from estimator.policy.model import UndatedPolicy

MOST_WAITING = 15
"""Tickets shown that wait; the rest are counted."""

Waiting = tuple[str, str, str, int]
"""A ticket, its stage in words, whom it waits for, and for how many days."""

_WAITS_FOR = {US: "for-us", CUSTOMER: "for-customer", WORKSHOP: "for-workshop"}


def report_paper(
    figures: MonthFigures, waiting: Sequence[Waiting], policy: UndatedPolicy, language: str
) -> Paper:
    """Return the report; `waiting` has all tickets that wait, the most urgent first."""
    title, _ = in_both(label("report", "title"), language)
    blocks = [
        _head(figures, policy, language),
        _days(figures, language),
        _income(figures, policy, language),
        _services(figures, policy, language),
        _parcels(figures, language),
        _stages(figures, language),
        _drift(figures, language),
        *_waiting(waiting, language),
    ]
    return Paper(
        language=language,
        title=title,
        about=str(figures.month),
        shop=policy.shop.name.in_(language),
        day=figures.today,
        facts=((message("report", "as-of", language), day_words(figures.today, language)),),
        blocks=[block for block in blocks if block],
    )


def _head(figures: MonthFigures, policy: UndatedPolicy, language: str) -> Figures:
    text = partial(message, "report")
    income = figures.income[figures.month]
    took = figures.turnaround
    return Figures(
        figures=(
            (
                str(figures.sent),
                text("to-workshop", language),
                text("moved", language, enquired=figures.enquired, arrived=figures.arrived),
            ),
            (
                str(figures.returned),
                text("returned", language),
                text("returned-note", language),
            ),
            (
                price(income, policy.currency, language),
                text("income", language),
                text("income-note" if policy.tax else "income-note-exempt", language),
            ),
            (
                "–" if took.median is None else text("days", language, days=took.median),
                text("median", language),
                text("median-note", language, count=len(took.days)),
            ),
        )
    )


def _days(figures: MonthFigures, language: str) -> Chart | Prose:
    took, text = figures.turnaround, partial(message, "report")
    heading = text("days-heading", language)
    if took.median is None:
        return Prose(heading=heading, paragraphs=(text("days-none", language),))
    slow = took.within(90) or took.median
    said = text("days-words", language, count=len(took.days), median=took.median, slow=slow)
    if figures.promised:
        low, high = figures.promised
        kept = sum(days <= high for days in took.days)
        said += text("days-promised", language, low=low, high=high, kept=kept)
    if took.median == slow:
        marks = [(slow, text("mark-both", language, days=slow))]
    else:
        marks = [
            (took.median, text("mark-median", language, days=took.median)),
            (slow, text("mark-slow", language, days=slow)),
        ]
    chart = days_chart(took.days, figures.promised, marks)
    return Chart(heading=heading, svg=chart, words=said, note=said)


def _income(figures: MonthFigures, policy: UndatedPolicy, language: str) -> Chart | Prose:
    heading = message("report", "income-heading", language)
    if not any(figures.income.values()):
        return Prose(heading=heading, paragraphs=(message("report", "income-none", language),))
    money = partial(price, currency=policy.currency, language=language)
    columns = [
        (f"{month.month}/{month.year % 100:02}", amount, money(amount))
        for month, amount in figures.income.items()
    ]
    said = message("report", "income-words", language, total=money(sum(figures.income.values())))
    return Chart(
        heading=heading,
        svg=column_chart(columns, marked=[*figures.income].index(figures.month)),
        words=said,
        note=said,
    )


def _services(figures: MonthFigures, policy: UndatedPolicy, language: str) -> Chart | None:
    rows = [
        (policy.services[code].name.in_(language), count, str(count))
        for code, count in figures.services.items()
    ]
    return _bars(message("report", "services-heading", language), rows, language)


def _stages(figures: MonthFigures, language: str) -> Chart | None:
    rows = [(stage.value.in_(language), n, str(n)) for stage, n in figures.stages.items()]
    return _bars(message("report", "stages-heading", language), rows, language)


def _bars(heading: str, rows: Sequence[tuple[str, int, str]], language: str) -> Chart | None:
    if not rows:
        return None
    words = message("report", "listed", language, parts=[f"{name} {n}" for name, n, _ in rows])
    return Chart(heading=heading, svg=bar_chart(rows), words=words)


def _parcels(figures: MonthFigures, language: str) -> Chart | None:
    if not figures.parcels:
        return None
    text = partial(message, "report")
    rows = [(str(each.month), (each.in_time, each.late, each.away)) for each in figures.parcels]
    worst = max(each.worst for each in figures.parcels)
    said = text(
        "parcels-words",
        language,
        in_time=sum(each.in_time for each in figures.parcels),
        late=sum(each.late for each in figures.parcels),
        away=sum(each.away for each in figures.parcels),
    ) + (text("parcels-worst", language, days=worst) if worst else "")
    heading = text("parcels-heading", language)
    return Chart(heading=heading, svg=shares_chart(rows), words=said, note=said)


def _drift(figures: MonthFigures, language: str) -> Chart | Prose:
    drift, text = figures.drift, partial(message, "report")
    heading = text("drift-heading", language)
    if drift.percent is None:
        return Prose(heading=heading, paragraphs=(text("drift-none", language),))
    counts = (
        (text("drift-below", language), drift.below),
        (text("drift-within", language), drift.within),
        (text("drift-above", language), drift.above),
    )
    rows = [(name, count, str(count)) for name, count in counts]
    said = text("drift-words", language, percent=_signed(drift.percent))
    return Chart(heading=heading, svg=bar_chart(rows), words=said, note=said)


def _signed(percent: int) -> str:
    return f"{'+' if percent > 0 else '−' if percent < 0 else '±'}{abs(percent)}%"


def _waiting(waiting: Sequence[Waiting], language: str) -> tuple[Prose | Table, ...]:
    text = partial(message, "report")
    heading = text("waiting-heading", language)
    if not waiting:
        return (Prose(heading=heading, paragraphs=(text("waiting-none", language),)),)
    names = {who: message("today", key, language) for who, key in _WAITS_FOR.items()}
    counted = Counter(who for _, _, who, _ in waiting)
    parts = [f"{names[who]} {counted[who]}" for who in _WAITS_FOR if counted[who]]
    said = [text("waiting-words", language, parts=parts)]
    if len(waiting) > MOST_WAITING:
        said.append(text("waiting-most", language, count=MOST_WAITING))
    rows = [
        (ticket, stage, names[who], str(days))
        for ticket, stage, who, days in waiting[:MOST_WAITING]
    ]
    columns = (
        Column(heading=message("headings", "ticket", language), kind=Kind.STRONG),
        Column(heading=message("headings", "stage", language), width=50),
        Column(heading=text("waits-for", language), width=50),
        Column(heading=text("waits-days", language), kind=Kind.NUMBER),
    )
    return Prose(heading=heading, paragraphs=said), Table(columns=columns, rows=rows)
