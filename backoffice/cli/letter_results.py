"""What `letters`, `letter`, `status` and `publish` print: drafts, status pages, the measured turnaround."""

from __future__ import annotations

from dataclasses import asdict, replace
from typing import TYPE_CHECKING

from backoffice.cli.printer import Printer
from backoffice.cli.text_results import first_of
from backoffice.messages import message
from backoffice.rules.waiting_times import NEWS

if TYPE_CHECKING:
    from backoffice.jobs.letter_drafting import DraftedLetters
    from backoffice.jobs.publishing import Published
    from backoffice.jobs.status_pages import StatusPages


def show_letters(to: Printer, done: DraftedLetters) -> None:
    """Print which letters were drafted, what they lack, and which tickets have none."""
    if to.as_json:
        letters = [
            {
                "tickets": draft.letter.tickets,
                "kind": draft.letter.kind,
                "language": draft.letter.language,
                "path": draft.path,
                "missing": draft.letter.missing,
                "others": draft.others,
            }
            for draft in done.drafts
        ]
        to.json(
            ok=True,
            letters=letters,
            already_written=[{"tickets": each.tickets, "kind": each.kind} for each in done.noted],
            incomplete=done.incomplete,
            to_fix=done.to_fix,
            too_late=done.too_late,
        )
        return
    to = replace(to, group="letters")
    to.listed("drafted", [draft.path for draft in done.drafts])
    if not done.drafts:
        kinds = [f"{', '.join(each.tickets)}  {_kind(to, each.kind)}" for each in done.noted]
        to.listed("noted", kinds)
        if not kinds:
            to.say("none-due")
    _print_gaps(to, done)
    to.listed("others", [path for draft in done.drafts for path in draft.others])
    _print_without(to, done)


def _print_gaps(to: Printer, done: DraftedLetters) -> None:
    gaps = [draft.letter for draft in done.drafts if draft.letter.missing]
    if gaps:
        to.say("gaps")
    for letter in gaps:
        what = [message("letters-missing", key, to.language) for key in letter.missing]
        gap = to.message("gap", tickets=letter.tickets, kind=_kind(to, letter.kind), what=what)
        to.text(f"- {gap}")


def _kind(to: Printer, kind: str) -> str:
    return message("letter-kinds", kind, to.language)


def _print_without(to: Printer, done: DraftedLetters) -> None:
    """Print which tickets have no letter, and why."""
    for key, tickets in (
        ("incomplete", done.incomplete),
        ("to-fix", done.to_fix),
        ("too-late", done.too_late),
    ):
        if tickets:
            shown = first_of(tickets)
            to.say(key, count=len(tickets), days=NEWS, ticket=tickets[0], tickets=shown)


def show_status(to: Printer, done: StatusPages) -> None:
    """Print which status pages there are, which are not any more, and what is to be done with them."""
    folder, deleted = done.files.folder, done.files.deleted
    pages = [*zip(done.tickets, done.files.pages, strict=True)]
    if to.as_json:
        to.json(
            ok=True,
            folder=folder,
            pages=[{"ticket": ticket, "path": path} for ticket, path in pages],
            deleted=deleted,
            taken_back=done.taken_back or None,
            address=done.address or None,
        )
        return
    to = replace(to, group="status")
    if done.taken_back:
        to.say("taken-back", ticket=done.taken_back)
    to.listed("made", [f"{ticket}  {path.name}" for ticket, path in pages], folder=folder)
    if not pages:
        to.say("none", folder=folder)
    if deleted:
        to.say("deleted", count=len(deleted))
    to.say("published" if done.address else "unpublished", address=done.address)


def show_publish(to: Printer, done: Published) -> None:
    """Print the measured turnaround, and where it was written."""
    if to.as_json:
        to.json(ok=True, **asdict(done))
        return
    to = replace(to, group="published")
    median, slow = done.median_days, done.nine_in_ten_days
    to.say("figures", pieces=done.pieces, until=done.until, median=median, slow=slow)
    to.say("written", path=done.path)
