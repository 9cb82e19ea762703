"""What a reminder says, for the terminal and for the page: what needs a person first, what goes, what to do."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from backoffice.cli.plan_texts import amount_text, expected_text, reasons
from backoffice.cli.tables import print_pieces, print_reasons
from backoffice.cli.terminal import Terminal
from backoffice.messages import message
from estimator.answers.wording import day

if TYPE_CHECKING:
    from backoffice.jobs.desk import Desk
    from backoffice.jobs.reminding import Reminder


@dataclass(frozen=True, slots=True, kw_only=True)
class ReminderText:
    """One month in words.

    Attributes:
        heading: The month and its cut-off.
        settle: Above the pieces that need a person first; empty if none does.
        held: Each of their tickets with what is missing.
        notes: Rows that cannot be used, pieces that have not come.
        going: Above the pieces that are ready.
        after: Pieces of other months.
        todo: What to do.
    """

    heading: str
    settle: str
    held: Sequence[tuple[str, str]]
    notes: Sequence[str]
    going: str
    after: Sequence[str]
    todo: Sequence[str]


def reminder_text(reminder: Reminder, desk: Desk, language: str) -> ReminderText:
    """Return what is said of a month whose cut-off is near or past."""
    text = partial(_text, language)
    plan, cutoff = reminder.plan, day(reminder.cutoff, language)
    over = reminder.days < 0
    key = "month-over" if over else "month-near" if reminder.days else "month-today"
    amount = amount_text(plan, desk.run.policy.undated, language)
    ready = "ready" if plan.pieces else "none-ready"
    unusable = [text("unusable", count=plan.unusable)] if plan.unusable else []
    expected = [] if over else expected_text(plan, language)
    return ReminderText(
        heading=text(key, month=reminder.month, days=reminder.days, cutoff=cutoff),
        settle=text("settle", count=len(plan.on_hold)) if len(plan.on_hold) else "",
        held=list(reasons(plan, desk, language)),
        notes=[*unusable, *expected],
        going=text(ready, month=plan.month, count=len(plan.pieces), amount=amount),
        after=[
            text(other, count=count)
            for other, count in (("earlier", plan.earlier), ("later", plan.later))
            if count
        ],
        todo=list(_todo(reminder, language)),
    )


def _todo(reminder: Reminder, language: str) -> Iterator[str]:
    plan, cutoff = reminder.plan, day(reminder.cutoff, language)
    if len(plan.on_hold):
        yield _text(language, "settle-held")
    if plan.pieces:
        then = "close-then" if reminder.days > 0 else "close-now"
        yield _text(language, then, month=plan.month, cutoff=cutoff)


def _text(language: str, key: str, **values: object) -> str:
    return message("results", key, language, **values)


def print_reminders(to: Terminal, reminders: Sequence[Reminder], desk: Desk) -> None:
    """Print the months whose cut-off is near or past."""
    for reminder in reminders:
        said, pieces = reminder_text(reminder, desk, to.language), reminder.plan.pieces
        to.text(said.heading)
        if said.settle:
            to.text(said.settle)
            print_reasons(to, said.held)
        for text in (*said.notes, said.going):
            to.text(text)
        if pieces:
            print_pieces(to, pieces, desk.run.policy.undated)
        for text in (*said.after, *said.todo):
            to.text(text)
