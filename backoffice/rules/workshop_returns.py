"""The workshop: what was sent is reconciled with what came back: missing, extra, too early, late."""

from __future__ import annotations

from datetime import date

import numpy as np

from backoffice.intake.arrays import days_from, is_any, is_filled
from backoffice.intake.frames import Known, Typed
from backoffice.intake.ledger import Ledger
from backoffice.intake.problems import ProblemCode
from backoffice.rules.approval import answer_labels, contradicts
from backoffice.rules.checks import Checks, day_in
from backoffice.sheet.choices import OUT, Answer


def reconcile(checks: Checks, ledger: Ledger, today: date) -> None:
    """Note what is missing or extra, and what was answered after it was sent."""
    facts = checks.tickets
    sent, came = is_filled(facts, Known.BATCHED), is_filled(facts, Typed.BACK)
    returned, out = is_filled(facts, Typed.SENT), is_any(facts, Typed.ANSWER, *OUT)
    lost = is_any(facts, Typed.ANSWER, Answer.LOST)
    away = sent & ~came & ~returned & ~lost
    pieces = [*map(ledger.piece_of.get, facts[Typed.TICKET])]
    dispatch = days_from([piece and piece.dispatch for piece in pieces])
    due = days_from([piece and piece.back for piece in pieces])
    checks.fix(ProblemCode.BACK_NOT_SENT, came & ~sent, "back")
    checks.fix(ProblemCode.SENT_NOT_REPAIRED, returned & ~sent & ~came & ~out, "sent")
    checks.fix(ProblemCode.SENT_NOT_BACK, returned & sent & ~came & ~lost, "sent")
    answered = answer_labels(facts)
    checks.fix(
        ProblemCode.ANSWERED_AFTER_BATCH, away & out, "answer", found=answered, other="batched"
    )
    changed = sent & came & contradicts(facts)
    checks.fix(
        ProblemCode.ANSWERED_AFTER_RETURN, changed, "answer", found=answered, other="batched"
    )
    early = sent & came & (facts[Typed.BACK].to_numpy() < dispatch)
    checks.look(ProblemCode.BACK_TOO_EARLY, early, "back", found="back", other=day_in(dispatch))
    late = away & (due < np.datetime64(today))
    checks.look(ProblemCode.OVERDUE, late, "back", other="batched")
