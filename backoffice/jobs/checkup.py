"""The doctor: looks whether everything the desk needs is in order.  Writes nothing."""

from __future__ import annotations

from datetime import timedelta
from functools import partial
from pathlib import Path

from backoffice.books.google.sheet_urls import is_google
from backoffice.errors import BackofficeError, LayoutError
from backoffice.jobs.desk import Run, read_desk
from backoffice.jobs.findings import Finding, finding
from backoffice.jobs.script_changes import PAD_LEAST
from backoffice.messages import message
from backoffice.rules.batches import ready_days
from backoffice.rules.months import due_month

AHEAD = timedelta(days=180)
"""How long before its end the calendar is said to be short."""


def examine(run: Run, language: str) -> list[Finding]:
    """Return what was found, in the order one would look; stops where nothing more can be seen."""
    policy = _policy(run, language)
    if not is_google(run.book.where):
        return [policy, *_examine_book(run, language)]
    # gspread and the rest load only for a Google Sheet
    from backoffice.jobs.google_checkup import examine_sheet

    return [policy, *examine_sheet(run, language, lambda: _examine_book(run, language))]


def _policy(run: Run, language: str) -> Finding:
    last = run.policy.undated.calendar.last
    edition = run.policy.edition(run.now.date())
    short = last - run.now.date() < AHEAD
    words = "policy-short" if short else "policy-ok"
    return finding(language, "policy", not short, words, last=last, edition=edition)


def _examine_book(run: Run, language: str) -> list[Finding]:
    opened = not is_google(run.book.where)  # there, nobody can hold it open
    try:
        held = run.book.write_blocker() if opened else None
        desk = read_desk(run)
    except BackofficeError as error:
        where = "headings" if isinstance(error, LayoutError) else "book"
        return [Finding(message("doctor", where, language), False, error.in_(language))]
    tell = partial(finding, language)
    touched, blank = len(desk.ledger.problems), len(desk.rows.blank)
    enough = blank >= PAD_LEAST
    month, count = due_month(
        ready_days(desk.assessment.frame), desk.ledger, run.policy.undated, run.now.date()
    )
    usage = (
        Finding(message("doctor", "open", language), False, held.in_(language))
        if held
        else tell("open", True, "open-ok")
    )
    return [
        tell("book", True, "book-ok", book=run.book.where, tickets=len(desk.rows.frame)),
        *([usage, *_copies(run, language)] if opened else ()),
        tell("headings", True, "headings-ok"),
        tell("seals", not touched, "seals-bad" if touched else "seals-ok", count=touched),
        tell("pad", enough, "pad-ok" if enough else "pad-low", count=blank),
        tell("month", False, "month-due", month=month, count=count)
        if count
        else tell("month", True, "month-ok"),
    ]


def _copies(run: Run, language: str) -> list[Finding]:
    """Return what is found of files that look like copies of a workbook; nothing if none does."""
    from backoffice.books.workbook.copies_beside import copies_beside

    book = Path(run.book.where)
    copies = [path.name for path in copies_beside(book)]
    if not copies:
        return []
    return [finding(language, "copies", False, "copies-bad", book=book.name, copies=copies)]
