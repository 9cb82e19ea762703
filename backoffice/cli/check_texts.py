"""What is to fix in a sheet, and what a sync wrote, as text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from backoffice.cli.tables import print_problems
from backoffice.cli.terminal import Terminal
from backoffice.intake.problems import Level
from backoffice.sheet.columns import OPTIONAL

if TYPE_CHECKING:
    from backoffice.jobs.desk import Desk
    from backoffice.jobs.last_sync import Synced


def print_check(to: Terminal, desk: Desk, most: int | None = None) -> None:
    """Print the problems of a sheet: all, or `most` of them."""
    print_summary(to, desk)
    ordered = sorted(desk.problems, key=lambda problem: problem.level is not Level.FIX)
    shown = ordered[:most]
    if shown:
        print_problems(to, shown, desk)
    if len(ordered) > len(shown):
        to.say("and-more", count=len(ordered) - len(shown))


def print_sync(to: Terminal, done: Synced) -> None:
    """Print what a sync wrote."""
    if not done.wrote:
        to.say("nothing-new")
    else:
        to.say("wrote", tabs=list(done.wrote))
        if done.pad:
            to.say("pad", pad=done.pad)
    _counts(to, done.tickets, done.to_fix, done.look)
    _offer(to, done)


def print_summary(to: Terminal, desk: Desk) -> None:
    """Print how many tickets there are, and how many problems."""
    _counts(to, len(desk.rows.frame), desk.to_fix, len(desk.problems) - desk.to_fix)


def _counts(to: Terminal, tickets: int, to_fix: int, look: int) -> None:
    if to_fix or look:
        to.say("to-fix", tickets=tickets, fix=to_fix, look=look)
    else:
        to.say("all-well", tickets=tickets)


def _offer(to: Terminal, done: Synced) -> None:
    """Print which columns a book of an earlier version can have, as long as it has none of them."""
    if len(done.left_out) == len(OPTIONAL):
        both = [f"{column.label.en} / {column.label.ja}" for column in OPTIONAL]
        to.say("more-columns", columns=both, tab=done.tab)
