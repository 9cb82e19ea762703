"""The workshop: what was sent is reconciled with what came back: missing, extra, too early, late."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

import numpy as np

from backoffice.intake.arrays import days_from, is_any, is_filled
from backoffice.intake.frames import Known, Typed
from backoffice.intake.frozen_pieces import FrozenPiece
from backoffice.intake.ledger import Ledger
from backoffice.intake.problems import ProblemCode
from backoffice.rules.approval import answer_labels, contradicts
from backoffice.rules.checks import Checks
from backoffice.sheet.choices import OUT, Answer


def reconcile(checks: Checks, ledger: Ledger, today: date) -> None:
    """Note what is missing or extra, and what was answered after it was sent."""
    facts = checks.tickets
    sent, came = is_filled(facts, Known.BATCHED), is_filled(facts, Typed.BACK)
    returned, out = is_filled(facts, Typed.SENT), is_any(facts, Typed.ANSWER, *OUT)
    lost = is_any(facts, Typed.ANSWER, Answer.LOST)
    away = sent & ~came & ~returned & ~lost
    pieces = [*map(ledger.piece_of.get, facts[Typed.TICKET])]
    checks.fix(ProblemCode.BACK_NOT_SENT, came & ~sent, "back")
    checks.fix(ProblemCode.SENT_NOT_REPAIRED, returned & ~sent & ~came & ~out, "sent")
    checks.fix(ProblemCode.SENT_NOT_BACK, returned & sent & ~came & ~lost, "sent")
    month = _of(pieces, lambda piece: piece.month)
    answered = answer_labels(facts)
    checks.fix(ProblemCode.ANSWERED_AFTER_BATCH, away & out, "answer", found=answered, other=month)
    changed = sent & came & contradicts(facts)
    checks.fix(ProblemCode.ANSWERED_AFTER_RETURN, changed, "answer", found=answered, other=month)
    early = facts[Typed.BACK].to_numpy() < _days(pieces, lambda piece: piece.dispatch)
    dispatch = _of(pieces, lambda piece: piece.dispatch)
    checks.look(
        ProblemCode.BACK_TOO_EARLY, sent & came & early, "back", found="back", other=dispatch
    )
    late = _days(pieces, lambda piece: piece.back) < np.datetime64(today)
    checks.look(ProblemCode.OVERDUE, away & late, "back", other=month)


def _of(
    pieces: Sequence[FrozenPiece | None], fact: Callable[[FrozenPiece], object]
) -> Callable[[int], object]:
    """Return a function that gives a fact of the piece at an index."""

    def fact_at(index: int) -> object:
        piece = pieces[index]
        return fact(piece) if piece else ""

    return fact_at


def _days(
    pieces: Sequence[FrozenPiece | None], day: Callable[[FrozenPiece], date | None]
) -> np.ndarray[Any, Any]:
    """Return a day of each piece; NaT where it has none."""
    return days_from([day(piece) if piece else None for piece in pieces])
