"""Tickets of a closed batch that were edited, deleted or sent again since: all are problems."""

from __future__ import annotations

from collections.abc import Collection

import numpy as np

from backoffice.intake.arrays import is_filled
from backoffice.intake.frames import Known, Typed
from backoffice.intake.ledger import Ledger
from backoffice.intake.problems import Level, Problem, ProblemCode
from backoffice.rules.checks import Checks


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
    checks.fix(ProblemCode.EDITED_AFTER_BATCH, edited, other="batched")


def check_sent(ledger: Ledger, known: Collection[str]) -> list[Problem]:
    """Return which tickets were sent in two batches, and which of one batch have no row that is `known`."""
    unknown = ledger.piece_of.keys() - known
    if not unknown and len(ledger.piece_of) == len(ledger.pieces):
        return []
    months: dict[str, list[str]] = {}
    for piece in ledger.pieces:
        months.setdefault(piece.ticket, []).append(str(piece.month))
    twice = {ticket for ticket, each in months.items() if len(each) > 1}
    return [
        Problem(code, Level.FIX, ticket=ticket, more={"other": ", ".join(months[ticket])})
        for code, tickets in (
            (ProblemCode.BATCHED_TWICE, twice),
            (ProblemCode.DELETED_AFTER_BATCH, unknown - twice),
        )
        for ticket in months
        if ticket in tickets
    ]
