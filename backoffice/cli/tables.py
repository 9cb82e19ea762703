"""The tables of the results: problems, pieces, reasons, findings."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from rich.console import JustifyMethod
from rich.table import Table
from rich.text import Text

from backoffice.cli.problem_texts import cell_of, message_of
from backoffice.cli.terminal import Wrapped
from backoffice.intake.problems import Level, Problem
from backoffice.messages import label, message
from estimator.answers.wording import price

if TYPE_CHECKING:
    from backoffice.intake.frozen_pieces import FrozenPiece
    from backoffice.jobs.desk import Desk
    from backoffice.jobs.findings import Finding
    from backoffice.jobs.kept_runs import Kept
    from estimator.policy.model import UndatedPolicy


def problem_table(problems: Iterable[Problem], desk: Desk, language: str) -> Table:
    """Return a row for each of `problems`: kind, ticket, cell, what is wrong."""
    table = Table(box=None, padding=(0, 2, 0, 0), header_style="bold")
    for key in ("level", "ticket", "cell", "message"):
        table.add_column(message("headings", key, language), no_wrap=key != "message")
    for problem in problems:
        style = "red" if problem.level is Level.FIX else "yellow"
        table.add_row(
            Text(problem.level.value.in_(language), style),
            problem.ticket or "",
            cell_of(problem, desk),
            Wrapped(message_of(problem, desk, language)),
        )
    return table


def piece_table(pieces: Iterable[FrozenPiece], policy: UndatedPolicy, language: str) -> Table:
    """Return a row for each piece of a batch: ticket, piece, work, net amount (of a tax-exempt seller, the amount)."""
    table = Table(box=None, padding=(0, 2, 0, 0), header_style="bold")
    for key in ("ticket", "piece", "work"):
        table.add_column(message("headings", key, language), no_wrap=key == "ticket")
    net = label("headings", "net") if policy.tax else label("order", "amount-exempt")
    table.add_column(net.in_(language), justify="right", no_wrap=True)
    for piece in pieces:
        amount = price(piece.net, policy.currency, language)
        table.add_row(piece.ticket, Wrapped(piece.piece), Wrapped(piece.work), amount)
    return table


def reason_table(reasons: Iterable[tuple[str, str]]) -> Table:
    """Return a row for each ticket that stays, with its reason."""
    table = Table(show_header=False, box=None, padding=(0, 2, 0, 2))
    for ticket, reason in reasons:
        table.add_row(Text(ticket, no_wrap=True), Wrapped(reason))
    return table


def version_table(kept: Iterable[Kept], language: str) -> Table:
    """Return a row for each earlier version: its name, its run, who ran it, tickets, closed months."""
    table = Table(box=None, padding=(0, 2, 0, 0), header_style="bold")
    for key in ("version", "kept", "who", "tickets", "closed"):
        justify: JustifyMethod = "right" if key == "tickets" else "left"
        heading = message("version-headings", key, language)
        table.add_column(heading, no_wrap=key in ("version", "tickets"), justify=justify)
    for each in kept:
        if each.why:
            table.add_row(each.name, Wrapped(each.why.in_(language)))
            continue
        closed = str(max(each.closed, default=""))
        tickets = str(each.tickets)
        table.add_row(each.name, _kept_text(each, language), Text(each.who), tickets, closed)
    return table


def _kept_text(kept: Kept, language: str) -> str:
    """Return before or after which command a version was kept."""
    key = "after" if kept.is_newest else "before" if kept.command else "unknown"
    return message("version", key, language, command=kept.command)


def version_text(kept: Kept, language: str) -> str:
    """Return a version in one sentence's part: its name, its command and who ran it."""
    what = _kept_text(kept, language)
    return message("version", "named", language, name=kept.name, what=what, who=kept.who or "?")


def finding_table(findings: Iterable[Finding]) -> Table:
    """Return a row for each thing examined: an icon, its name, what is wrong with it or is not."""
    table = Table(show_header=False, box=None, padding=(0, 2, 0, 0))
    for finding in findings:
        icon = Text("✓", "green") if finding.ok else Text("!", "bold red")
        table.add_row(icon, Text(finding.name, no_wrap=True), Wrapped(finding.message))
    return table
