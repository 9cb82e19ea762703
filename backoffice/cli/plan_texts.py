"""A month as text: what needs a person first, what has not come, what goes, and what to do next."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from backoffice.cli.long_lists import first_of
from backoffice.cli.problem_texts import cell_of, message_of
from backoffice.cli.tables import print_pieces, print_reasons
from backoffice.intake.problems import Level
from backoffice.jobs.lost_quotes import quotes_lost
from backoffice.messages import message
from backoffice.rules.holds import Hold, hold_texts
from estimator.answers.wording import day, price

if TYPE_CHECKING:
    from backoffice.cli.terminal import Terminal
    from backoffice.jobs.desk import Desk, RunResult
    from backoffice.rules.batches import ClosePlan
    from estimator.policy.model import UndatedPolicy


def print_close(to: Terminal, done: RunResult, plan: ClosePlan, *, yes: bool) -> None:
    """Print what closing a month did, or would do today."""
    language, early = to.language, done.until is not None
    if yes:
        _print_going(to, "closed" if plan.pieces else "nothing-to-close", plan, done.desk)
        _print_held(to, "held", plan, done.desk)
        return
    cutoff = day(plan.cutoff, language)
    if early:
        to.say("still-open", month=plan.month, cutoff=cutoff, days=done.until)
    _print_held(to, "settle", plan, done.desk)
    for text in expected_text(plan, language):
        to.text(text)
    nothing = "nothing-today" if early else "nothing-to-close"
    _print_going(to, "would-close" if plan.pieces else nothing, plan, done.desk)
    if plan.pieces and quotes_lost(done.desk):
        to.say("compare")
    if early or plan.pieces:
        to.say("rehearsal-early" if early else "rehearsal", month=plan.month, cutoff=cutoff)


def amount_text(plan: ClosePlan, policy: UndatedPolicy, language: str) -> str:
    """Return what the pieces of a plan cost: net, unless the seller is tax-exempt."""
    amount = price(sum(piece.net for piece in plan.pieces), policy.currency, language)
    return message("results", "net", language, amount=amount) if policy.tax else amount


def _print_going(to: Terminal, key: str, plan: ClosePlan, desk: Desk) -> None:
    """Print the pieces of a plan below the message `key`."""
    policy = desk.run.policy.undated
    amount = amount_text(plan, policy, to.language)
    to.say(key, month=plan.month, count=len(plan.pieces), amount=amount)
    if plan.pieces:
        print_pieces(to, plan.pieces, policy)
    for other in ("earlier", "later"):
        if count := getattr(plan, other):
            to.say(other, count=count)


def _print_held(to: Terminal, key: str, plan: ClosePlan, desk: Desk) -> None:
    """Print the pieces that are on hold below the message `key`, each with what is missing."""
    if len(plan.on_hold):
        to.say(key, count=len(plan.on_hold))
        print_reasons(to, reasons(plan, desk, to.language))
    if plan.unusable:
        to.say("unusable", count=plan.unusable)


def expected_text(plan: ClosePlan, language: str) -> list[str]:
    """Return which pieces have not come yet and by which day they have to; nothing if all have."""
    if not plan.expected:
        return []
    count, tickets, last = (
        len(plan.expected),
        first_of(plan.expected),
        day(plan.arrive_by, language),
    )
    return [message("results", "expected", language, count=count, tickets=tickets, last=last)]


def reasons(plan: ClosePlan, desk: Desk, language: str) -> Iterator[tuple[str, str]]:
    """Yield each ticket on hold with what is missing; for a problem to fix, the cell and its sentence."""
    texts = hold_texts(plan.on_hold, desk.run.policy.undated, language)
    for hold, (ticket, reason) in zip(plan.on_hold["hold"], texts, strict=True):
        problems = [
            _in_cell(cell_of(problem, desk), message_of(problem, desk, language), language)
            for problem in desk.problems
            if hold is Hold.PROBLEM and problem.ticket == ticket and problem.level is Level.FIX
        ]
        yield from ((ticket, text) for text in problems or [reason])


def _in_cell(cell: str, text: str, language: str) -> str:
    return message("results", "in-cell", language, cell=cell, text=text) if cell else text
