"""What forgetting did, or would do, as text: tickets, what stays and why, files one by one, the next step."""

from __future__ import annotations

from typing import TYPE_CHECKING

from backoffice.cli.long_lists import first_of
from backoffice.messages import message
from backoffice.sheet.addresses import column_letters
from estimator.answers.wording import day

if TYPE_CHECKING:
    from backoffice.cli.terminal import Terminal
    from backoffice.jobs.forget_plan import Forgetting

MOST_NAMED = 60
"""Tickets named in one sentence; the list has them all."""


def print_forgetting(to: Terminal, done: Forgetting) -> None:
    """Print what forgetting did, or would do."""
    tickets, when = done.tickets, day(done.before, to.language)
    key = "none" if not tickets else _key(done)
    _say(
        to,
        key,
        count=len(tickets),
        cells=len(done.cells),
        day=when,
        tickets=first_of(tickets, MOST_NAMED),
    )
    for left_out, numbers in (
        ("with-problem", done.old.with_problem),
        ("repeated", done.old.repeated),
        ("waiting", done.old.waiting),
    ):
        if numbers:
            _say(to, left_out, count=len(numbers), tickets=first_of(numbers, MOST_NAMED))
    if done.own_columns:
        _say(to, "own-columns", columns=list(done.own_columns))
    _print_files(to, done)
    if done.done:
        _print_next(to, done)
    else:
        _say(to, "rehearsal")


def _key(done: Forgetting) -> str:
    if not done.done:
        return "would"
    return "copied" if done.copy else "cleared" if done.cleared else "listed"


def _print_files(to: Terminal, done: Forgetting) -> None:
    versions, papers = ("versions", "versions-deleted"), ("papers", "papers-deleted")
    for keys, paths in ((versions, done.versions), (papers, done.papers)):
        if paths:
            _say(to, keys[done.done], count=len(paths))
            for path in paths:
                to.line(f"  {path}")
    if done.undeleted:
        _say(to, "undeleted", count=len(done.undeleted))
        for path in done.undeleted:
            to.line(f"  {path}")
    if done.newer_versions and done.cells:
        _say(to, "newer-versions", count=done.newer_versions)


def _print_next(to: Terminal, done: Forgetting) -> None:
    if done.listed:
        _say(to, "lists")
        for path in done.listed:
            to.line(f"  {path}")
        _say(to, "then-empty")
    if done.copy:
        to.line(f"  {done.copy}")
        _say(to, "then-replace")
    if done.remains:
        _say(to, "remains", parts=list(done.remains))
    if done.left:
        cells = [f"{column_letters(each.column + 1)}{each.row}" for each in done.left]
        _say(to, "left", count=len(cells), cells=first_of(cells, MOST_NAMED))
    if done.later:
        _say(to, "later", count=done.later)


def _say(to: Terminal, key: str, **values: object) -> None:
    to.text(message("forget", key, to.language, **values))
