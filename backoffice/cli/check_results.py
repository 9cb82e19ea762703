"""What `check` and `sync` print: what is to fix in a sheet, and what was written."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from backoffice.cli.printer import Printer
from backoffice.cli.text_results import print_counts, print_summary
from backoffice.intake.problems import Level, Problem
from backoffice.sheet.columns import OPTIONAL

if TYPE_CHECKING:  # a sync that reads nothing does without
    from backoffice.jobs.desk import Desk
    from backoffice.jobs.last_sync import Synced


def show_check(to: Printer, desk: Desk, most: int | None = None) -> None:
    """Print the problems of a sheet: all, or `most` of them."""
    if to.as_json:
        headings = desk.layout.headings(to.language)
        problems = [
            {
                "level": problem.level.name.lower(),
                "code": problem.code,
                "ticket": problem.ticket,
                "cell": problem.address(desk.layout) or None,
                "column": problem.column,
                "found": problem.typed_in(to.language),
                "message": problem.message(to.language, headings),
            }
            for problem in desk.problems
        ]
        to.json(ok=desk.to_fix == 0, tickets=len(desk.rows.frame), problems=problems)
        return
    print_summary(to, desk)
    ordered = sorted(desk.problems, key=lambda problem: problem.level is not Level.FIX)
    shown = ordered[:most]
    if shown:
        _print_problems(to, shown, desk)
    if len(ordered) > len(shown):
        to.say("and-more", count=len(ordered) - len(shown))


def _print_problems(to: Printer, problems: Iterable[Problem], desk: Desk) -> None:
    """Print a row for each of `problems`: kind, ticket, cell, what is wrong."""
    colors = {Level.FIX.value.in_(to.language): "red", Level.LOOK.value.in_(to.language): "yellow"}
    keys, headings = ("level", "ticket", "cell", "message"), desk.layout.headings(to.language)
    rows = (
        (
            problem.level.value.in_(to.language),
            problem.ticket or "",
            problem.address(desk.layout),
            problem.message(to.language, headings),
        )
        for problem in problems
    )
    to.table(to.columns("headings", keys, unwrapped="level ticket cell", colors=colors), rows)


def show_sync(to: Printer, done: Synced) -> None:
    """Print what a sync wrote; also the columns that a book of an earlier version lacks, if it has none of them."""
    if to.as_json:
        keys = ("wrote", "pad", "to_fix", "look", "left_out")
        to.json(ok=True, **{key: getattr(done, key) for key in keys})
        return
    if not done.wrote:
        to.say("nothing-new")
    else:
        to.say("wrote", tabs=list(done.wrote))
        if done.pad:
            to.say("pad", pad=done.pad)
    print_counts(to, done.tickets, done.to_fix, done.look)
    if len(done.left_out) == len(OPTIONAL):
        both = [f"{column.label.en} / {column.label.ja}" for column in OPTIONAL]
        to.say("more-columns", columns=both, tab=done.tab)
