"""Earlier versions of a book, and what bringing one back did or would do, as text."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from backoffice.cli.long_lists import first_of
from backoffice.cli.tables import print_kept, version_text

if TYPE_CHECKING:
    from backoffice.cli.terminal import Terminal
    from backoffice.jobs.kept_runs import Kept
    from backoffice.jobs.restoring import Restored


def print_versions(to: Terminal, kept: Sequence[Kept], book: str) -> None:
    """Print the earlier versions of `book`, and how to bring one back."""
    if not kept:
        to.say("no-versions", book=book)
        return
    to.say("versions", book=book)
    print_kept(to, kept)
    example = next((each.name for each in kept if each.tickets is not None), kept[0].name)
    to.say("restore-how")
    to.line(f"  backoffice restore {example}")


def print_restore(to: Terminal, done: Restored) -> None:
    """Print what bringing a version back did, or would do."""
    version, desk = done.version, done.desk
    what = version_text(version, to.language)
    book = desk.run.book.where
    to.say("restored" if done.done else "would-restore", book=book, what=what)
    if done.before is None:
        to.say("book-not-read")
    else:
        to.say("tickets-then", then=version.tickets, now=done.before)
    _say_tickets(to, "tickets-missing", done.missing)
    _say_tickets(to, "tickets-back", done.back)
    _say_tickets(to, "tickets-changed", done.changed)
    if done.before is not None and not (done.missing or done.back or done.changed):
        to.say("same-entries")
    if desk.ledger.closed:
        to.say("stay-closed", months=list(desk.ledger.closed))
    if done.kept:
        to.say("kept-as")
        to.line(f"  {done.kept}")
    if not done.done:
        to.say("restore-rehearsal")


def _say_tickets(to: Terminal, key: str, tickets: Sequence[str]) -> None:
    """Print the message `key` with `tickets`; nothing if there are none."""
    if tickets:
        to.say(key, count=len(tickets), tickets=first_of(tickets))
