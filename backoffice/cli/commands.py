"""Commands of every day and month: each opens the book, calls one job, prints its result, returns its exit status."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from backoffice.cli.exit_status import DONE, REFUSED
from backoffice.outputs.papers.made_papers import MadePapers

if TYPE_CHECKING:
    from backoffice.cli.options import Options


def check(options: Options) -> int:
    """Report what is to fix."""
    from backoffice.cli.check_results import show_check
    from backoffice.jobs.desk import read_desk
    from backoffice.jobs.lost_closes import with_lost_closes

    with options.run() as run:
        desk = with_lost_closes(read_desk(run))
    show_check(options.output, desk)
    return REFUSED if desk.to_fix else DONE


def sync(options: Options) -> int:
    """Bring the script tabs up to date."""
    from backoffice.cli.check_results import show_sync
    from backoffice.jobs.last_sync import sync_what_changed

    with options.run() as run:
        done = sync_what_changed(run)
    show_sync(options.output, done)
    return DONE


def close(options: Options, month: str | None, yes: bool, compared: bool, out: Path | None) -> int:
    """Close a month with ``--yes``; else show what would go, what is held and why."""
    from backoffice import jobs
    from backoffice.cli.close_results import show_close

    if yes and month is None:
        raise options.misused("which-month")
    named = options.month(month) if month else None
    made = MadePapers()
    with options.run() as run:
        done = jobs.close(run, named, compared=compared) if yes and named else jobs.plan(run, named)
        batch = named or (done.plan.month if done.plan else None)
        if yes and batch and (done.again or done.wrote):
            made = jobs.papers(done.desk, batch, out)
    show_close(options.output, done, str(batch), yes=yes, papers=made)
    return REFUSED if yes and not made.papers else DONE


def reopen(options: Options, month: str, yes: bool) -> int:
    """Undo the last close, or report what that would do."""
    from backoffice import jobs
    from backoffice.cli.close_results import show_reopen

    batch = options.month(month)
    with options.run() as run:
        count = jobs.reopen(run, batch) if yes else jobs.plan_reopen(run, batch)
    show_reopen(options.output, batch, count, yes=yes)
    return DONE


def mend(options: Options, month: str, yes: bool, papers: Path | None) -> int:
    """Write a lost close back, or report what that would do."""
    from backoffice.cli.close_results import show_mend
    from backoffice.jobs.mending import mend as mend_month
    from backoffice.jobs.mending import plan_mend

    batch = options.month(month)
    with options.run() as run:
        done = mend_month(run, batch, papers) if yes else plan_mend(run, batch, papers)
    show_mend(options.output, done, batch, yes=yes)
    return DONE


def papers(options: Options, month: str, out: Path | None) -> int:
    """Make the papers of a closed month again."""
    from backoffice import jobs
    from backoffice.cli.close_results import show_papers
    from backoffice.jobs.desk import read_desk

    batch = options.month(month)
    with options.run() as run:
        made = jobs.papers(read_desk(run), batch, out)
    show_papers(options.output, made)
    return DONE


def remind(options: Options, days: int, page: Path | None) -> int:
    """Report a month end that is near or overdue."""
    from backoffice.cli.reminder_results import show_page, show_remind
    from backoffice.jobs.desk import read_desk
    from backoffice.jobs.reminding import reminders

    with options.run() as run:
        desk = read_desk(run)
        due = reminders(desk, days)
    show_remind(options.output, due, desk)
    if page and due:
        show_page(options.output, page, due, desk)
    return REFUSED if due else DONE


def letters(options: Options, by_hand: bool, out: Path | None) -> int:
    """Draft the letters that are due, or only remember that they were written."""
    from backoffice.cli.letter_results import show_letters
    from backoffice.jobs.letter_drafting import draft_letters

    with options.run() as run:
        done = draft_letters(run, out, by_hand=by_hand)
    show_letters(options.output, done)
    return DONE


def letter(options: Options, ticket: str, kind: str | None, out: Path | None) -> int:
    """Draft one letter."""
    from backoffice.cli.letter_results import show_letters
    from backoffice.jobs.letter_drafting import draft_letter
    from backoffice.rules.letter_kinds import LetterKind

    try:
        wanted = LetterKind(kind.strip().lower()) if kind else None
    except ValueError:
        raise options.misused("no-kind", "letters", kind=kind, kinds=list(LetterKind)) from None
    with options.run() as run:
        done = draft_letter(run, ticket, wanted, out)
    show_letters(options.output, done)
    return DONE


def status(options: Options, take_back: str | None, out: Path | None) -> int:
    """Make the status pages, or take one back."""
    from backoffice.cli.letter_results import show_status
    from backoffice.jobs.status_pages import make_status_pages

    with options.run() as run:
        done = make_status_pages(run, out, take_back=take_back)
    show_status(options.output, done)
    return DONE
