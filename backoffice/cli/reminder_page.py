"""The reminder as a page of its own, which opens in the browser: a log is read by nobody."""

from __future__ import annotations

import webbrowser
from collections.abc import Sequence
from pathlib import Path

from backoffice.atomic_files import write_anew
from backoffice.cli.printer import Printer
from backoffice.cli.reminder_results import reminder_text
from backoffice.jobs.desk import Desk
from backoffice.jobs.reminding import Reminder
from backoffice.messages.errors import refused_as
from backoffice.outputs.jinja_templates import template
from estimator.answers.wording import day


def show_page(to: Printer, path: Path, reminders: Sequence[Reminder], desk: Desk) -> None:
    """Write the reminder as a page and open it; do nothing when nothing is due.

    Raises:
        BackofficeError: If the page cannot be written.
    """
    if not reminders:
        return
    page = reminder_page(to, reminders, desk)
    with refused_as("results.no-page", path=path):
        write_anew(path, page.encode())
    webbrowser.open(path.absolute().as_uri())


def reminder_page(to: Printer, reminders: Sequence[Reminder], desk: Desk) -> str:
    """Return the reminder as HTML; every text in it is escaped."""
    months = [
        {
            "text": reminder_text(to, each, desk),
            "pieces": [(piece.ticket, piece.piece, piece.work) for piece in each.plan.pieces],
        }
        for each in reminders
    ]
    return template("reminder.html").render(
        language=to.language,
        title=to.message("page-title"),
        when=to.message(
            "page-when", day=day(desk.run.now.date(), to.language), book=desk.run.book.where
        ),
        months=months,
    )
