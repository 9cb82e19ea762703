"""What `export` and `forget` print: where everything about a customer is, and what is or would be forgotten."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, replace
from typing import TYPE_CHECKING

from backoffice.books.changes import StaffCell
from backoffice.cli.printer import Printer
from backoffice.cli.text_results import first_of
from backoffice.sheet.addresses import cell_address
from estimator.answers.wording import day

if TYPE_CHECKING:
    from backoffice.jobs.exporting import Exported
    from backoffice.jobs.forget_plan import Forgetting

MOST_NAMED = 60
"""Tickets named in one sentence; the list has them all."""


def show_export(to: Printer, done: Exported) -> None:
    """Print where everything about a customer was put together; for programs, all of it."""
    kept = done.kept
    if to.as_json:
        to.json(ok=True, file=done.path, **asdict(kept))
        return
    to = replace(to, group="export-done")
    to.say("made", ticket=kept.asked, count=len(kept.tickets))
    to.line(f"  {done.path}")
    for why in ("request", "email"):
        if found := [each.ticket for each in kept.tickets if each.why == why]:
            to.say(why, tickets=found)
    to.listed("papers", kept.papers)
    to.say("elsewhere")


def show_forget(to: Printer, done: Forgetting) -> None:
    """Print what forgetting personal data did, or would do; nothing of what is in the cells."""
    old = done.old
    staying = {
        "with-problem": old.with_problem,
        "repeated": old.repeated,
        "waiting": old.waiting,
    }
    if to.as_json:
        to.json(
            ok=not (done.left or done.undeleted),
            before=done.before,
            rehearsal=not done.done,
            tickets=done.tickets,
            cells=_addresses(done.cells),
            **{key.replace("-", "_"): numbers for key, numbers in staying.items()},
            own_columns=done.own_columns,
            versions=done.versions,
            papers=done.papers,
            newer_versions=done.newer_versions,
            lists=done.listed,
            copy=done.copy,
            remains=done.remains,
            cleared=done.cleared,
            left=_addresses(done.left),
            later=done.later,
            undeleted=done.undeleted,
        )
        return
    to = replace(to, group="forget")
    to.say(
        _key(done) if done.tickets else "none",
        count=len(done.tickets),
        cells=len(done.cells),
        day=day(done.before, to.language),
        tickets=first_of(done.tickets, MOST_NAMED),
    )
    for key, numbers in staying.items():
        if numbers:
            to.say(key, count=len(numbers), tickets=first_of(numbers, MOST_NAMED))
    if done.own_columns:
        to.say("own-columns", columns=list(done.own_columns))
    to.listed("versions-deleted" if done.done else "versions", done.versions)
    to.listed("papers-deleted" if done.done else "papers", done.papers)
    to.listed("undeleted", done.undeleted)
    if done.newer_versions and done.cells:
        to.say("newer-versions", count=done.newer_versions)
    if done.done:
        _print_next(to, done)
    else:
        to.say("rehearsal")


def _key(done: Forgetting) -> str:
    if not done.done:
        return "would"
    return "copied" if done.copy else "cleared" if done.cleared else "listed"


def _print_next(to: Printer, done: Forgetting) -> None:
    if done.listed:
        to.listed("lists", done.listed)
        to.say("then-empty")
    if done.copy:
        to.line(f"  {done.copy}")
        to.say("then-replace")
    if done.remains:
        to.say("remains", parts=list(done.remains))
    if done.left:
        cells = first_of(_addresses(done.left), MOST_NAMED)
        to.say("left", count=len(done.left), cells=cells)
    if done.later:
        to.say("later", count=done.later)


def _addresses(cells: Sequence[StaffCell]) -> list[str]:
    return [cell_address(cell.row, cell.column) for cell in cells]
