"""Rows of Today: the month's figures, then each open ticket with its next step, the most urgent first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date
from functools import cache, partial

import pandas as pd

from backoffice.intake.arrays import days_of
from backoffice.intake.frames import Known, Typed
from backoffice.intake.ledger import Ledger
from backoffice.intake.problems import Level
from backoffice.messages import message, messages_in
from backoffice.messages.errors import RefusedError
from backoffice.outputs.next_steps import NextStep, next_steps, waits_for
from backoffice.rules.assessment import Assessment
from backoffice.rules.batches import ready_to_go
from backoffice.rules.holds import Hold
from backoffice.rules.months import beyond_calendar, count_in, next_month
from backoffice.sheet.addresses import column_letters
from backoffice.sheet.amounts import amount_cell
from backoffice.sheet.choices import Stage
from backoffice.sheet.headings import Tab
from backoffice.sheet.layout import Layout
from backoffice.sheet.script_columns import TODAY
from backoffice.sheet.snapshot import Cell, Link, Row
from estimator.answers.wording import day as day_words
from estimator.answers.wording import span
from estimator.errors import PolicyError
from estimator.policy.model import UndatedPolicy
from estimator.policy.readings import Every
from estimator.rules.items import Span
from estimator.rules.schedule import batch_for, schedule_for

_THIS_MONTH = {
    Typed.ENQUIRED: "month-enquired",
    Typed.ARRIVED: "month-arrived",
    Typed.SENT: "month-sent",
}


def today_rows(
    assessment: Assessment,
    ledger: Ledger,
    policy: UndatedPolicy,
    layout: Layout,
    *,
    today: date,
    blank: int,
) -> list[Row]:
    """Return the rows of the tab; `blank` numbered rows of Tickets are free."""
    frame, language = assessment.frame, layout.language
    text = messages_in("today", language)
    steps = next_steps(assessment, ledger, policy, layout, today)
    stages = frame[Known.STAGE].tolist()
    counted = Counter(stages[step.at] for step in steps)
    opened = [f"{each.value.in_(language)} {counted[each]}" for each in Stage if counted[each]]
    this_month = [
        text(key, count=count_in(batch_for(today), days_of(frame[column])))
        for column, key in _THIS_MONTH.items()
    ]
    levels = Counter(problem.level for problem in assessment.problems)
    fix, look = levels[Level.FIX], levels[Level.LOOK]
    to_fix = layout.sheets[Tab.TO_FIX].name
    by_month = policy.dispatch.every is Every.MONTH
    return [
        *([_parcel(frame, ledger, policy, language, today)] if by_month else ()),
        _row(name=text("open"), piece=str(len(steps)), step=text("all", parts=opened)),
        _row(name=text("month"), piece=f"{today:%Y-%m}", step=text("all", parts=this_month)),
        _row(
            ticket=Link(text=to_fix, sheet=to_fix, cell="A1"),
            name=text("fix"),
            piece=str(fix),
            step=text("look", fix=fix, look=look),
            row="A1",
        ),
        _row(name=text("pad"), piece=str(blank)),
        *_tickets(steps, frame, policy, layout),
    ]


def _row(**cells: Cell | Link) -> Row:
    return [cells.get(column.key) for column in TODAY]


def _parcel(
    frame: pd.DataFrame, ledger: Ledger, policy: UndatedPolicy, language: str, today: date
) -> Row:
    """Return the row of the month-end parcel: its days, what is ready to go, what is held."""
    name = message("today", "parcel", language)
    try:
        month = next_month(ledger, policy, today)
        schedule = schedule_for(month.first, policy, month)
    except RefusedError as error:
        return _row(name=name, step=error.in_(language))
    except PolicyError as error:
        return _row(name=name, step=beyond_calendar(month, error).in_(language))
    cutoff = schedule.cutoff or month.cutoff
    step = message(
        "today",
        "parcel-days",
        language,
        cutoff=day_words(cutoff, language),
        dispatch=day_words(schedule.dispatch, language),
        back=day_words(schedule.back, language),
        ready=int(ready_to_go(frame).sum()),
        held=int((frame[Known.HOLD] != Hold.NONE).sum()),
    )
    return _row(
        name=name, piece=str(month), days=(cutoff - today).days, step=step, batch=str(month)
    )


def _tickets(
    steps: Sequence[NextStep], frame: pd.DataFrame, policy: UndatedPolicy, layout: Layout
) -> Iterator[Row]:
    language = layout.language
    keys = (Typed.TICKET, Typed.ROW, Typed.PIECE, Known.STAGE, Known.TOTAL_LOW, Known.TOTAL_HIGH)
    facts = [*zip(*(frame[key].tolist() for key in keys), strict=True)]
    waits = waits_for(language)
    stages = {stage: stage.value.in_(language) for stage in Stage}
    total = cache(partial(_total, policy=policy, language=language))
    sheet, letters = layout.tickets.name, column_letters(layout.column_index["ticket"] + 1)
    for each in steps:
        ticket, row, piece, stage, low, high = facts[each.at]
        address = f"{letters}{row}"
        yield (  # in the order of TODAY
            Link(ticket, sheet, address),
            each.name,
            piece,
            stages[stage],
            total(low, high),
            waits[each.who],
            each.days,
            each.text,
            each.batch,
            address,
        )


def _total(low: object, high: object, policy: UndatedPolicy, language: str) -> Cell:
    """Return the total of a request: an amount, or a range as text while it is one."""
    if not isinstance(low, int) or not isinstance(high, int):
        return None
    if low == high:
        return amount_cell(high, policy.currency)
    return span(Span(low, high), policy.currency, language)
