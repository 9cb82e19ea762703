"""The reminder as a page of its own, which opens in the browser: a log is read by nobody."""

from __future__ import annotations

import webbrowser
from collections.abc import Sequence
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

import jinja2

from backoffice.atomic_files import written_beside
from backoffice.cli.reminder_texts import reminder_text
from backoffice.messages import message
from backoffice.messages.errors import refused_by_system
from estimator.answers.wording import day

if TYPE_CHECKING:
    from backoffice.jobs.desk import Desk
    from backoffice.jobs.reminding import Reminder


def show_page(path: Path, reminders: Sequence[Reminder], desk: Desk, language: str) -> None:
    """Write the reminder as a page and open it; do nothing when nothing is due.

    Raises:
        BackofficeError: If the page cannot be written.
    """
    if not reminders:
        return
    page = reminder_page(reminders, desk, language)
    try:
        with written_beside(path, [page.encode()]) as beside:
            beside.replace(path)
    except OSError as error:
        raise refused_by_system("results.no-page", error, path=path) from error
    webbrowser.open(path.absolute().as_uri())


def reminder_page(reminders: Sequence[Reminder], desk: Desk, language: str) -> str:
    """Return the reminder as HTML; every text in it is escaped."""
    months = [
        {
            "text": reminder_text(each, desk, language),
            "pieces": [(piece.ticket, piece.piece, piece.work) for piece in each.plan.pieces],
        }
        for each in reminders
    ]
    text = files("backoffice.cli").joinpath("reminder.html").read_text(encoding="utf-8")
    template = jinja2.Environment(autoescape=True, undefined=jinja2.StrictUndefined)
    return template.from_string(text).render(
        language=language,
        title=message("results", "page-title", language),
        when=message(
            "results",
            "page-when",
            language,
            day=day(desk.run.now.date(), language),
            book=desk.run.book.where,
        ),
        months=months,
    )
