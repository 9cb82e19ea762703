"""What the text of several commands has: counts, pieces, reasons, findings, long lists."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from backoffice.cli.printer import Column, Printer
from backoffice.messages import label

if TYPE_CHECKING:
    from backoffice.intake.frozen_pieces import FrozenPiece
    from backoffice.jobs.desk import Desk
    from backoffice.jobs.doctor import Finding
    from estimator.policy.model import UndatedPolicy

MOST_SHOWN = 40
"""Rows of one table, or names in one sentence; the sheet has them all."""


def first_of(names: Sequence[str], most: int = MOST_SHOWN) -> list[str]:
    """Return the first of `names`, and how many are left out.

    >>> first_of(["R-00101", "R-00102", "R-00103"], most=2)
    ['R-00101', 'R-00102', '… (+1)']
    """
    left_out = len(names) - most
    return [*names[:most], *([f"… (+{left_out})"] if left_out > 0 else [])]


def print_counts(to: Printer, tickets: int, to_fix: int, look: int) -> None:
    """Print how many tickets there are, and how many problems."""
    if to_fix or look:
        to.say("to-fix", tickets=tickets, fix=to_fix, look=look)
    else:
        to.say("all-well", tickets=tickets)


def print_summary(to: Printer, desk: Desk) -> None:
    """Print how many tickets a sheet has, and how many problems."""
    print_counts(to, len(desk.rows.frame), desk.to_fix, len(desk.problems) - desk.to_fix)


def print_pieces(to: Printer, pieces: Iterable[FrozenPiece], policy: UndatedPolicy) -> None:
    """Print a row for each piece of a batch: ticket, piece, work, net amount (of a tax-exempt seller, the amount)."""
    from estimator.answers.wording import price

    net = label("headings", "net") if policy.tax else label("order", "amount-exempt")
    columns = to.columns("headings", ("ticket", "piece", "work"), unwrapped="ticket")
    amounts = Column(heading=net.in_(to.language), wraps=False, right=True)
    rows = (
        (each.ticket, each.piece, each.work, price(each.net, policy.currency, to.language))
        for each in pieces
    )
    to.table([*columns, amounts], rows)


def print_reasons(to: Printer, reasons: Iterable[tuple[str, str]]) -> None:
    """Print a row for each ticket that stays, with its reason."""
    to.table([Column(wraps=False), Column()], reasons, indent="  ")


def print_findings(to: Printer, findings: Iterable[Finding]) -> None:
    """Print a row for each thing examined: an icon, its name, what is wrong with it or is not."""
    icons = Column(wraps=False, colors={"✓": "green", "!": "red"})
    rows = (("✓" if each.ok else "!", each.name, each.message) for each in findings)
    to.table([icons, Column(wraps=False), Column()], rows)


def print_probed(to: Printer, findings: Sequence[Finding]) -> None:
    """Print what was not as expected when it was tried out, and what follows for a close."""
    shown = [each for each in findings if not each.ok or each is findings[-1]]
    if shown:
        to.say("probed")
        print_findings(to, shown)
