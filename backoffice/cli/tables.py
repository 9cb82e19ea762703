"""The tables of the results: problems, pieces, reasons, findings."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from backoffice.cli.problem_texts import cell_of, message_of
from backoffice.cli.terminal import Column, Terminal
from backoffice.intake.problems import Level, Problem
from backoffice.messages import label, message

if TYPE_CHECKING:
    from backoffice.intake.frozen_pieces import FrozenPiece
    from backoffice.jobs.desk import Desk
    from backoffice.jobs.findings import Finding
    from backoffice.jobs.kept_runs import Kept
    from estimator.policy.model import UndatedPolicy


def print_problems(to: Terminal, problems: Iterable[Problem], desk: Desk) -> None:
    """Print a row for each of `problems`: kind, ticket, cell, what is wrong."""
    colors = {Level.FIX.value.in_(to.language): "red", Level.LOOK.value.in_(to.language): "yellow"}
    columns = [
        Column(
            heading=message("headings", key, to.language),
            wraps=key == "message",
            colors=colors if key == "level" else {},
        )
        for key in ("level", "ticket", "cell", "message")
    ]
    rows = (
        (
            problem.level.value.in_(to.language),
            problem.ticket or "",
            cell_of(problem, desk),
            message_of(problem, desk, to.language),
        )
        for problem in problems
    )
    to.table(columns, rows)


def print_pieces(to: Terminal, pieces: Iterable[FrozenPiece], policy: UndatedPolicy) -> None:
    """Print a row for each piece of a batch: ticket, piece, work, net amount (of a tax-exempt seller, the amount)."""
    from estimator.answers.wording import price

    net = label("headings", "net") if policy.tax else label("order", "amount-exempt")
    columns = [
        Column(heading=message("headings", key, to.language), wraps=key != "ticket")
        for key in ("ticket", "piece", "work")
    ]
    amounts = Column(heading=net.in_(to.language), wraps=False, right=True)
    rows = (
        (each.ticket, each.piece, each.work, price(each.net, policy.currency, to.language))
        for each in pieces
    )
    to.table([*columns, amounts], rows)


def print_reasons(to: Terminal, reasons: Iterable[tuple[str, str]]) -> None:
    """Print a row for each ticket that stays, with its reason."""
    to.table([Column(wraps=False), Column()], reasons, indent="  ")


def print_kept(to: Terminal, kept: Iterable[Kept]) -> None:
    """Print a row for each earlier version: its name, its run, who ran it, tickets, closed months."""
    columns = [
        Column(
            heading=message("version-headings", key, to.language),
            wraps=key not in ("version", "tickets"),
            right=key == "tickets",
        )
        for key in ("version", "kept", "who", "tickets", "closed")
    ]
    to.table(columns, (_version(each, to.language) for each in kept))


def _version(kept: Kept, language: str) -> tuple[str, ...]:
    if kept.why:
        return kept.name, kept.why.in_(language), "", "", ""
    closed = str(max(kept.closed, default=""))
    return kept.name, _kept_text(kept, language), kept.who, str(kept.tickets), closed


def _kept_text(kept: Kept, language: str) -> str:
    """Return before or after which command a version was kept."""
    key = "after" if kept.is_newest else "before" if kept.command else "unknown"
    return message("version", key, language, command=kept.command)


def version_text(kept: Kept, language: str) -> str:
    """Return a version in one sentence's part: its name, its command and who ran it."""
    what = _kept_text(kept, language)
    return message("version", "named", language, name=kept.name, what=what, who=kept.who or "?")


def print_findings(to: Terminal, findings: Iterable[Finding]) -> None:
    """Print a row for each thing examined: an icon, its name, what is wrong with it or is not."""
    icons = Column(wraps=False, colors={"✓": "green", "!": "red"})
    rows = (("✓" if each.ok else "!", each.name, each.message) for each in findings)
    to.table([icons, Column(wraps=False), Column()], rows)
