"""Drafted letters, status pages and what was published, as text."""

from __future__ import annotations

from backoffice.cli.long_lists import first_of
from backoffice.cli.terminal import Terminal
from backoffice.jobs.letter_drafting import DraftedLetters
from backoffice.jobs.publishing import Published
from backoffice.jobs.status_pages import StatusPages
from backoffice.messages import message
from backoffice.rules.waiting_times import NEWS


def print_letters(to: Terminal, done: DraftedLetters) -> None:
    """Print which letters were drafted, what they lack, and which tickets have none."""
    if done.drafts:
        _say(to, "drafted", count=len(done.drafts))
        for draft in done.drafts:
            to.line(f"  {draft.path}")
    elif done.noted:
        _say(to, "noted", count=len(done.noted))
        for letter in done.noted:
            to.line(f"  {', '.join(letter.tickets)}  {_kind(letter.kind, to.language)}")
    else:
        _say(to, "none-due")
    _print_gaps(to, done)
    if others := [path for draft in done.drafts for path in draft.others]:
        _say(to, "others")
        for path in others:
            to.line(f"  {path}")
    _print_without(to, done)


def _print_without(to: Terminal, done: DraftedLetters) -> None:
    """Print which tickets have no letter, and why."""
    if waits := done.incomplete:
        _say(to, "incomplete", count=len(waits), ticket=waits[0], tickets=first_of(waits))
    if fix := done.to_fix:
        _say(to, "to-fix", count=len(fix), tickets=first_of(fix))
    if late := done.too_late:
        _say(to, "too-late", count=len(late), days=NEWS, ticket=late[0], tickets=first_of(late))


def _say(to: Terminal, key: str, **values: object) -> None:
    to.text(message("letters", key, to.language, **values))


def _print_gaps(to: Terminal, done: DraftedLetters) -> None:
    gaps = [draft.letter for draft in done.drafts if draft.letter.missing]
    if gaps:
        _say(to, "gaps")
    for letter in gaps:
        what = [message("letters-missing", key, to.language) for key in letter.missing]
        kind = _kind(letter.kind, to.language)
        said = message("letters", "gap", to.language, tickets=letter.tickets, kind=kind, what=what)
        to.text(f"- {said}")


def _kind(kind: str, language: str) -> str:
    return message("letter-kinds", kind, language)


def print_status(to: Terminal, done: StatusPages) -> None:
    """Print which status pages were made, and what is to be done with them."""

    def say(key: str, **values: object) -> None:
        to.text(message("status", key, to.language, **values))

    if done.taken_back:
        say("taken-back", ticket=done.taken_back)
    pages, folder = done.files.pages, done.files.folder
    if pages:
        say("made", count=len(pages), folder=folder)
        for ticket, path in zip(done.tickets, pages, strict=True):
            to.line(f"  {ticket}  {path.name}")
    else:
        say("none", folder=folder)
    if done.files.deleted:
        say("deleted", count=len(done.files.deleted))
    if done.address:
        say("published", address=done.address)
    else:
        say("unpublished")


def print_published(to: Terminal, done: Published) -> None:
    """Print the measured turnaround, and where it was written."""
    figures = {"pieces": done.pieces, "until": done.until, "median": done.median, "slow": done.slow}
    to.text(message("published", "figures", to.language, **figures))
    to.text(message("published", "written", to.language, path=done.path))
