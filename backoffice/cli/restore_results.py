"""What `restore` prints: earlier versions of a book, and what bringing one back did or would do."""

from __future__ import annotations

from collections.abc import Sequence

from backoffice.cli.json_results import Data
from backoffice.cli.printer import Printer
from backoffice.cli.text_results import first_of
from backoffice.jobs.kept_runs import Kept
from backoffice.jobs.restoring import Restored
from backoffice.messages import message


def show_versions(to: Printer, kept: Sequence[Kept], book: str) -> None:
    """Print the earlier versions of `book`, and how to bring one back."""
    if to.as_json:
        versions = [_version_data(each, to.language) for each in kept]
        to.json(ok=True, book=book, versions=versions)
        return
    if not kept:
        to.say("no-versions", book=book)
        return
    to.say("versions", book=book)
    keys = ("version", "kept", "who", "tickets", "closed")
    columns = to.columns("version-headings", keys, unwrapped="version tickets", right="tickets")
    to.table(columns, (_row(each, to.language) for each in kept))
    example = next((each.name for each in kept if each.tickets is not None), kept[0].name)
    to.say("restore-how")
    to.line(f"  backoffice restore {example}")


def show_restore(to: Printer, done: Restored) -> None:
    """Print what bringing a version back did, or would do."""
    version, desk, book = done.version, done.desk, done.desk.run.book.where
    if to.as_json:
        to.json(
            ok=True,
            book=book,
            restored=done.done,
            rehearsal=not done.done,
            version=_version_data(version, to.language),
            tickets_before=done.before,
            missing=done.missing,
            back=done.back,
            changed=done.changed,
            closed=[str(month) for month in desk.ledger.closed],
            kept=done.kept,
        )
        return
    what = message(
        "version",
        "named",
        to.language,
        name=version.name,
        what=_kept_text(version, to.language),
        who=version.who or "?",
    )
    to.say("restored" if done.done else "would-restore", book=book, what=what)
    if done.before is None:
        to.say("book-not-read")
    else:
        to.say("tickets-then", then=version.tickets, now=done.before)
    for key, tickets in (
        ("tickets-missing", done.missing),
        ("tickets-back", done.back),
        ("tickets-changed", done.changed),
    ):
        if tickets:
            to.say(key, count=len(tickets), tickets=first_of(tickets))
    if done.before is not None and not (done.missing or done.back or done.changed):
        to.say("same-entries")
    if desk.ledger.closed:
        to.say("stay-closed", months=list(desk.ledger.closed))
    if done.kept:
        to.listed("kept-as", [done.kept])
    if not done.done:
        to.say("restore-rehearsal")


def _row(kept: Kept, language: str) -> tuple[str, ...]:
    if kept.why:
        return kept.name, kept.why.in_(language), "", "", ""
    closed = str(max(kept.closed, default=""))
    return kept.name, _kept_text(kept, language), kept.who, str(kept.tickets), closed


def _kept_text(kept: Kept, language: str) -> str:
    """Return before or after which command a version was kept."""
    key = "after" if kept.is_newest else "before" if kept.command else "unknown"
    return message("version", key, language, command=kept.command)


def _version_data(kept: Kept, language: str) -> Data:
    return {
        "version": kept.name,
        "file": kept.version.path,
        "kept": "after" if kept.is_newest else "before",
        "command": kept.command or None,
        "who": kept.who or None,
        "tickets": kept.tickets,
        "closed": kept.closed,
        "error": kept.why.in_(language) if kept.why else None,
    }
