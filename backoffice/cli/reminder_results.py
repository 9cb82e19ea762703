"""What `remind` prints and its page shows: what needs a person first, what goes, what to do."""

from __future__ import annotations

import webbrowser
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from backoffice.atomic_files import write_anew
from backoffice.cli.close_results import amount_text, expected_text, reasons
from backoffice.cli.json_results import held_data, pieces_data
from backoffice.cli.printer import Printer
from backoffice.cli.text_results import print_pieces, print_reasons
from backoffice.jobs.desk import Desk
from backoffice.messages.errors import refused_as
from backoffice.rules.batches import ClosePlan
from estimator.answers.wording import day


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


def reminder_text(to: Printer, plan: ClosePlan, desk: Desk) -> ReminderText:
    """Return what is said of a month whose cut-off is near or past."""
    text, over = to.message, plan.days < 0
    cutoff = day(plan.cutoff, to.language)
    key = "month-over" if over else "month-near" if plan.days else "month-today"
    amount = amount_text(to, plan, desk.run.policy.undated)
    ready = "ready" if plan.pieces else "none-ready"
    then = "close-then" if plan.days > 0 else "close-now"
    unusable = [text("unusable", count=plan.unusable)] if plan.unusable else []
    expected = [] if over else expected_text(to, plan)
    return ReminderText(
        heading=text(key, month=plan.month, days=plan.days, cutoff=cutoff),
        settle=text("settle", count=len(plan.on_hold)) if len(plan.on_hold) else "",
        held=list(reasons(to, plan, desk)),
        notes=[*unusable, *expected],
        going=text(ready, month=plan.month, count=len(plan.pieces), amount=amount),
        after=[
            text(other, count=count)
            for other, count in (("earlier", plan.earlier), ("later", plan.later))
            if count
        ],
        todo=[
            *([text("settle-held")] if len(plan.on_hold) else []),
            *([text(then, month=plan.month, cutoff=cutoff)] if plan.pieces else []),
        ],
    )


def show_remind(to: Printer, reminders: Sequence[ClosePlan], desk: Desk) -> None:
    """Print the months whose cut-off is near or past; as text nothing at all when there is none."""
    if to.as_json:
        months = [
            {
                "month": each.month,
                "cutoff": each.cutoff,
                "days": each.days,
                "pieces": pieces_data(each.pieces),
                "held": held_data(each, desk, to.language),
            }
            for each in reminders
        ]
        to.json(ok=not reminders, months=months)
        return
    for plan in reminders:
        said = reminder_text(to, plan, desk)
        to.text(said.heading)
        if said.settle:
            to.text(said.settle)
            print_reasons(to, said.held)
        for text in (*said.notes, said.going):
            to.text(text)
        if plan.pieces:
            print_pieces(to, plan.pieces, desk.run.policy.undated)
        for text in (*said.after, *said.todo):
            to.text(text)


def show_page(to: Printer, path: Path, reminders: Sequence[ClosePlan], desk: Desk) -> None:
    """Write the reminder as a page and open it in the browser: a log is read by nobody.

    Raises:
        BackofficeError: If the page cannot be written.
    """
    from backoffice.outputs.jinja_templates import template  # slow to load

    months = [
        {
            "text": reminder_text(to, each, desk),
            "pieces": [(piece.ticket, piece.piece, piece.work) for piece in each.pieces],
        }
        for each in reminders
    ]
    today = day(desk.run.now.date(), to.language)
    page = template("reminder.html").render(
        language=to.language,
        title=to.message("page-title"),
        when=to.message("page-when", day=today, book=desk.run.book.where),
        months=months,
    )
    with refused_as("results.no-page", path=path):
        write_anew(path, page.encode())
    webbrowser.open(path.absolute().as_uri())
