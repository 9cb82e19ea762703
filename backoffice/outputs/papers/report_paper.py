"""The report of one month for the owner.  No customer's text is in it: pieces have their number."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from backoffice.messages import message, messages_in
from backoffice.outputs.next_steps import waits_for
from backoffice.outputs.papers.paper import Column, Figures, Kind, Paper, Prose, Table
from backoffice.outputs.papers.report_charts import MonthCharts
from backoffice.rules.month_figures import MonthFigures
from estimator.answers.wording import day as day_words
from estimator.answers.wording import price
from estimator.policy.model import UndatedPolicy

MOST_WAITING = 15
"""Tickets shown that wait; the rest are counted."""

Waiting = tuple[str, str, str, int]
"""A ticket, its stage in words, whom it waits for, and for how many days."""


def report_paper(
    figures: MonthFigures, waiting: Sequence[Waiting], policy: UndatedPolicy, language: str
) -> Paper:
    """Return the report; `waiting` has all tickets that wait, the most urgent first."""
    text = messages_in("report", language)
    blocks = [
        _head(figures, policy, language),
        *MonthCharts(figures, policy, language).all(),
        *_waiting(waiting, language),
    ]
    return Paper(
        language=language,
        title=text("title"),
        about=str(figures.month),
        shop=policy.shop.name.in_(language),
        day=figures.today,
        facts=((text("as-of"), day_words(figures.today, language)),),
        blocks=[block for block in blocks if block],
    )


def _head(figures: MonthFigures, policy: UndatedPolicy, language: str) -> Figures:
    text, took = messages_in("report", language), figures.turnaround
    moved = text("moved", enquired=figures.enquired, arrived=figures.arrived)
    income = price(figures.income[figures.month], policy.currency, language)
    taxed = text("income-note" if policy.tax else "income-note-exempt")
    median = "–" if took.median is None else text("days", days=took.median)
    return Figures(
        figures=(
            (str(figures.sent), text("to-workshop"), moved),
            (str(figures.returned), text("returned"), text("returned-note")),
            (income, text("income"), taxed),
            (median, text("median"), text("median-note", count=len(took.days))),
        )
    )


def _waiting(waiting: Sequence[Waiting], language: str) -> tuple[Prose | Table, ...]:
    text = messages_in("report", language)
    heading = text("waiting-heading")
    if not waiting:
        return (Prose(heading=heading, paragraphs=(text("waiting-none"),)),)
    names = waits_for(language)
    counted = Counter(who for _, _, who, _ in waiting)
    parts = [f"{names[who]} {counted[who]}" for who in names if counted[who]]
    said = [text("waiting-words", parts=parts)]
    if len(waiting) > MOST_WAITING:
        said.append(text("waiting-most", count=MOST_WAITING))
    rows = [
        (ticket, stage, names[who], str(days))
        for ticket, stage, who, days in waiting[:MOST_WAITING]
    ]
    columns = (
        Column(heading=message("headings", "ticket", language), kind=Kind.STRONG),
        Column(heading=message("headings", "stage", language), width=50),
        Column(heading=text("waits-for"), width=50),
        Column(heading=text("waits-days"), kind=Kind.NUMBER),
    )
    return Prose(heading=heading, paragraphs=said), Table(columns=columns, rows=rows)
