"""What `close`, `reopen`, `mend` and `papers` print: what goes, what needs a person first, what to do next."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict

from backoffice.cli.json_results import Data, held_data, pieces_data
from backoffice.cli.printer import Printer
from backoffice.cli.text_results import (
    first_of,
    print_pieces,
    print_probed,
    print_reasons,
    print_summary,
)
from backoffice.intake.problems import Level
from backoffice.jobs.desk import Desk, RunResult
from backoffice.jobs.doctor import finding_of
from backoffice.jobs.lost_quotes import quotes_lost
from backoffice.jobs.mending import Mended
from backoffice.outputs.papers.made_papers import MadePapers
from backoffice.rules.batches import ClosePlan
from backoffice.rules.holds import Hold, hold_texts
from estimator.answers.wording import day, price
from estimator.policy.model import UndatedPolicy
from estimator.rules.schedule import Batch


def show_close(to: Printer, done: RunResult, month: str, *, yes: bool, papers: MadePapers) -> None:
    """Print what closing `month` did, or without `yes` would do."""
    plan, probed = done.plan, [finding_of(check, to.language) for check in done.probed]
    if to.as_json:
        closed = done.again or bool(yes and plan and plan.pieces)
        to.json(
            ok=closed or not yes,
            month=month,
            probed=[asdict(each) for each in probed],
            closed=closed,
            again=done.again,
            compare=quotes_lost(done.desk),
            early=bool(plan and plan.days > 0),
            **_plan_data(plan, done.desk, to.language),
            **asdict(papers),
        )
        return
    print_probed(to, probed)
    if done.again:
        to.say("closed-before", month=month)
    elif plan and yes:
        _print_going(to, "closed" if plan.pieces else "nothing-to-close", plan, done.desk)
        _print_held(to, "held", plan, done.desk)
    elif plan:
        _print_rehearsal(to, done, plan)
    show_papers(to, papers)


def _print_rehearsal(to: Printer, done: RunResult, plan: ClosePlan) -> None:
    cutoff, early = day(plan.cutoff, to.language), plan.days > 0
    if early:
        to.say("still-open", month=plan.month, cutoff=cutoff, days=plan.days)
    _print_held(to, "settle", plan, done.desk)
    for text in expected_text(to, plan):
        to.text(text)
    nothing = "nothing-today" if early else "nothing-to-close"
    _print_going(to, "would-close" if plan.pieces else nothing, plan, done.desk)
    if plan.pieces and quotes_lost(done.desk):
        to.say("compare")
    if early or plan.pieces:
        to.say("rehearsal-early" if early else "rehearsal", month=plan.month, cutoff=cutoff)


def _print_going(to: Printer, key: str, plan: ClosePlan, desk: Desk) -> None:
    """Print the pieces of a plan below the message `key`."""
    policy = desk.run.policy.undated
    amount = amount_text(to, plan, policy)
    to.say(key, month=plan.month, count=len(plan.pieces), amount=amount)
    if plan.pieces:
        print_pieces(to, plan.pieces, policy)
    for other in ("earlier", "later"):
        if count := getattr(plan, other):
            to.say(other, count=count)


def _print_held(to: Printer, key: str, plan: ClosePlan, desk: Desk) -> None:
    """Print the pieces that are on hold below the message `key`, each with what is missing."""
    if len(plan.on_hold):
        to.say(key, count=len(plan.on_hold))
        print_reasons(to, reasons(to, plan, desk))
    if plan.unusable:
        to.say("unusable", count=plan.unusable)


def amount_text(to: Printer, plan: ClosePlan, policy: UndatedPolicy) -> str:
    """Return what the pieces of a plan cost: net, unless the seller is tax-exempt."""
    amount = price(sum(piece.net for piece in plan.pieces), policy.currency, to.language)
    return to.message("net", amount=amount) if policy.tax else amount


def expected_text(to: Printer, plan: ClosePlan) -> list[str]:
    """Return which pieces have not come yet and by which day they have to; nothing if all have."""
    if not plan.expected:
        return []
    tickets, last = first_of(plan.expected), day(plan.arrive_by, to.language)
    return [to.message("expected", count=len(plan.expected), tickets=tickets, last=last)]


def reasons(to: Printer, plan: ClosePlan, desk: Desk) -> Iterator[tuple[str, str]]:
    """Yield each ticket on hold with what is missing; for a problem to fix, the cell and its sentence."""
    headings = desk.layout.headings(to.language)
    held = hold_texts(plan.on_hold, desk.run.policy.undated, to.language)
    for ticket, hold, reason in held:
        problems = [
            (problem.address(desk.layout), problem.message(to.language, headings))
            for problem in desk.problems
            if hold is Hold.PROBLEM and problem.ticket == ticket and problem.level is Level.FIX
        ]
        for cell, text in problems or [("", reason)]:
            yield ticket, to.message("in-cell", cell=cell, text=text) if cell else text


def _plan_data(plan: ClosePlan | None, desk: Desk, language: str) -> Data:
    """Return what goes to the workshop with a month, and what stays; nothing where nothing was planned."""
    counts = ("earlier", "later", "unusable")
    return {
        "cutoff": plan and plan.cutoff,
        "expected": plan.expected if plan else [],
        "pieces": pieces_data(plan.pieces) if plan else [],
        "held": held_data(plan, desk, language) if plan else [],
        **{key: getattr(plan, key) if plan else 0 for key in counts},
    }


def show_papers(to: Printer, made: MadePapers) -> None:
    """Print where the papers are, which others were not replaced, and why there is no PDF."""
    if to.as_json:
        to.json(ok=True, **asdict(made))
        return
    to.listed("papers", made.papers)
    to.listed("other-papers", made.other_papers)
    if made.receipts:
        count = len({path.stem for path in made.receipts})
        to.say("receipts", count=count, folder=made.receipts[0].parent)
    to.listed("other-receipts", made.other_receipts)
    if made.no_pdf:
        to.say(made.no_pdf)


def show_reopen(to: Printer, month: Batch, count: int, *, yes: bool) -> None:
    """Print what reopening `month` did, or without `yes` would do."""
    if to.as_json:
        to.json(ok=True, month=month, reopened=yes, pieces=count)
    else:
        to.say("reopened" if yes else "would-reopen", month=month, count=count)


def show_mend(to: Printer, done: Mended, month: Batch, *, yes: bool) -> None:
    """Print what mending `month` did, or without `yes` would do."""
    if to.as_json:
        to.json(
            ok=True,
            month=month,
            rehearsal=not yes,
            mended=bool(done.wrote),
            again=done.source is None,
            papers=done.source,
            pieces=pieces_data(done.pieces),
        )
        return
    key = "mend-nothing" if done.source is None else "mended-month" if yes else "would-mend"
    to.say(key, month=month, count=len(done.pieces), source=done.source)
    if done.source:
        print_pieces(to, done.pieces, done.desk.run.policy.undated)
        if yes:
            print_summary(to, done.desk)
