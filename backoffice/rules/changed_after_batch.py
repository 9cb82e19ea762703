"""Tickets of a closed batch that were edited or deleted since: both are problems."""

from __future__ import annotations

from collections.abc import Collection

from backoffice.intake.frames import Known, Typed
from backoffice.intake.ledger import Ledger
from backoffice.intake.problems import Level, Problem, ProblemCode
from backoffice.rules.checks import Checks
from backoffice.rules.workshop_returns import months_by_ticket


def check_edited(checks: Checks, ledger: Ledger) -> None:
    """Note which tickets of a batch say something else than what was frozen.

    Args:
        checks: Collects the problems; its tickets have ``sent_as`` and ``sent_as_before``.
        ledger: What was frozen when each month was closed.
    """
    facts = checks.tickets
    pieces = [ledger.piece_of.get(ticket) for ticket in facts[Typed.TICKET]]
    edited = [
        piece is not None
        and piece.fingerprint not in either
        and piece.ticket not in ledger.forgotten  # a text that named the customer is emptied
        for piece, *either in zip(
            pieces, facts[Known.SENT_AS], facts[Known.SENT_AS_BEFORE], strict=True
        )
    ]
    months = [piece.month if piece else "" for piece in pieces]
    checks.flag(ProblemCode.EDITED_AFTER_BATCH, edited, level=Level.FIX, other=months.__getitem__)


def check_deleted(ledger: Ledger, known: Collection[str]) -> list[Problem]:
    """Return which tickets of a batch have no row any more; `check_doubled` reports those in two batches.

    Args:
        ledger: What was frozen when each month was closed.
        known: Every ticket number that is on a row with entries.
    """
    missing = [piece for piece in ledger.pieces if piece.ticket not in known]
    return [
        Problem(
            code=ProblemCode.DELETED_AFTER_BATCH,
            level=Level.FIX,
            ticket=ticket,
            more={"other": str(month)},
        )
        for ticket, [month, *others] in months_by_ticket(missing).items()
        if not others
    ]
