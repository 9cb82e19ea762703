"""The report of one month for the owner.  No customer's text is in it: pieces have their number."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from functools import partial

from backoffice.messages import label, message
from backoffice.outputs.next_steps import CUSTOMER, US, WORKSHOP
from backoffice.outputs.papers.paper import (
    Column,
    Figures,
    Kind,
    Paper,
    Prose,
    Table,
    in_both,
)
from backoffice.outputs.papers.report_charts import month_charts
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
        *month_charts(figures, policy, language),
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
