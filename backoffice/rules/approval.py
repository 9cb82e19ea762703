"""Approval: who said yes, when and up to what amount.  What was agreed to: `approved_quotes`.  Source: policy P4."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

import pandas as pd

from backoffice.intake.arrays import is_any, is_filled
from backoffice.intake.frames import Flags, Known, Typed
from backoffice.rules.go_ahead import is_approved_in_advance
from backoffice.sheet.choices import ANSWERS, Answer, Charge

TAKEN_BACK = (Answer.DECLINED, Answer.CANCELLED)
"""Answers that contradict an agreement; a piece may turn out not repairable at the workshop."""


def approvals_of(facts: pd.DataFrame) -> Flags:
    """Return which tickets are approved: by answer, in advance up to an amount, or as there is no charge.

    An amount in advance is for the request: it counts once all its pieces are quoted, and for all.
    """
    in_advance = is_approved_in_advance(facts)
    return is_any(facts, Typed.ANSWER, Answer.APPROVED) | in_advance | without_charge(facts)


def without_charge(facts: pd.DataFrame) -> Flags:
    """Return which tickets cost the customer nothing and were inspected: nobody has to be asked."""
    free = is_any(facts, Typed.CHARGE, Charge.NO_CHARGE)
    return free & ~is_filled(facts, Typed.ANSWER) & is_filled(facts, Typed.INSPECTED)


def agreed_moments(facts: pd.DataFrame, has_problem: Flags, now: datetime) -> pd.Series:
    """Return when each approval was first seen; None where there is none, or no quote to agree to.

    An approval that is seen for the first time is dated `now`, unless a problem touches its ticket.  One
    that an answer contradicts stays until the answer is cleared.
    """
    sent = is_filled(facts, Known.BATCHED)
    quoted = is_filled(facts, Known.QUOTED)
    yes = sent | (facts[Known.APPROVED].to_numpy() & quoted) | contradicts(facts)
    columns = (facts[Known.AGREED].tolist(), yes.tolist(), (sent | ~has_problem).tolist())
    return pd.Series(
        [
            (seen or (now if begins else None)) if said else None
            for seen, said, begins in zip(*columns, strict=True)
        ],
        dtype=object,
    )


def contradicts(facts: pd.DataFrame) -> Flags:
    """Return which answers take back what was agreed or sent; its amount stays."""
    agreed = is_filled(facts, Known.AGREED) | is_filled(facts, Known.BATCHED)
    return is_any(facts, Typed.ANSWER, *TAKEN_BACK) & agreed


def answer_labels(facts: pd.DataFrame) -> Callable[[int], object]:
    """Return a function that gives the answer of the ticket at an index, as people read it."""
    labels = {choice.code: choice.label for choice in ANSWERS}
    return lambda at: labels[facts[Typed.ANSWER].iat[at]]
