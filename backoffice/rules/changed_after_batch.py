"""Tickets of a closed batch that were edited or deleted since: both are problems."""

from __future__ import annotations

from collections.abc import Collection

import numpy as np

from backoffice.intake.arrays import is_filled
from backoffice.intake.frames import Known, Typed
from backoffice.intake.ledger import Ledger
from backoffice.intake.problems import Level, Problem, ProblemCode
from backoffice.rules.checks import Checks
from backoffice.rules.workshop_returns import months_by_ticket


def check_edited(checks: Checks, ledger: Ledger) -> None:
    """Note which tickets of a batch say something else than what was frozen."""
    facts = checks.tickets
    pieces = [*map(ledger.piece_of.get, facts[Typed.TICKET])]
    frozen = np.array([piece and piece.fingerprint for piece in pieces], dtype=object)
    edited = is_filled(facts, Known.BATCHED)
    for key in (Known.SENT_AS, Known.SENT_AS_BEFORE):
        edited &= frozen != facts[key].to_numpy()
    if ledger.forgotten:  # a text that named the customer is emptied
        edited &= ~facts[Typed.TICKET].isin(ledger.forgotten).to_numpy()
    months = [piece.month if piece else "" for piece in pieces]
    checks.fix(ProblemCode.EDITED_AFTER_BATCH, edited, other=months.__getitem__)


def check_deleted(ledger: Ledger, known: Collection[str]) -> list[Problem]:
    """Return which tickets of a batch are not `known` any more; `check_doubled` reports those in two batches."""
    unknown = ledger.piece_of.keys() - known
    missing = [piece for piece in ledger.pieces if piece.ticket in unknown] if unknown else []
    return [
        Problem(
            ProblemCode.DELETED_AFTER_BATCH, Level.FIX, ticket=ticket, more={"other": str(month)}
        )
        for ticket, [month, *others] in months_by_ticket(missing).items()
        if not others
    ]
