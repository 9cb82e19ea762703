"""The charts of the report of a month, each with what it shows in words."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from backoffice.messages import message
from backoffice.outputs.papers.charts import bar_chart, column_chart, days_chart, shares_chart
from backoffice.outputs.papers.paper import (
    Chart,
    Prose,
)
from backoffice.rules.month_figures import MonthFigures
from estimator.answers.wording import price
from estimator.policy.model import UndatedPolicy


def month_charts(
    figures: MonthFigures, policy: UndatedPolicy, language: str
) -> list[Chart | Prose | None]:
    """Return the charts in the order of the report; None where there is nothing to show."""
    return [
        _days(figures, language),
        _income(figures, policy, language),
        _services(figures, policy, language),
        _parcels(figures, language),
        _stages(figures, language),
        _drift(figures, language),
    ]


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
