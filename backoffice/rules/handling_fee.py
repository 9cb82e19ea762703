"""The handling fee of a request: for which of its pieces it is charged, and how often.

Before tax, as list prices are, it is charged once, or for each piece, as the policy says; not when no live piece
is left (as where none can be repaired), nor for pieces without charge, nor where one row of the request waives it.
Source: policy P7, P17.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pandas as pd

from backoffice.intake.arrays import is_any
from backoffice.intake.frames import Flags, Integers, Typed
from backoffice.sheet.choices import Answer, Charge
from estimator.policy.model import UndatedPolicy
from estimator.policy.readings import Per


def handling_charged(tickets: pd.DataFrame, live: Flags, policy: UndatedPolicy) -> Flags:
    """Return for which tickets handling is charged; of pieces that cannot be repaired if the policy says so."""
    charged = live
    if policy.handling.when_not_repairable:
        charged = live | is_any(tickets, Typed.ANSWER, Answer.NOT_REPAIRABLE)
    return charged & ~is_any(tickets, Typed.CHARGE, Charge.NO_CHARGE)


def handling_times(
    tickets: pd.DataFrame,
    charged: Flags,
    together: Callable[[Flags], Integers],
    policy: UndatedPolicy,
) -> Integers:
    """Return how often the request of each ticket is charged handling; `together` counts within requests."""
    pieces = together(charged)
    waived = together(charged & is_any(tickets, Typed.CHARGE, Charge.HANDLING_WAIVED))
    if policy.handling.per is Per.ITEM:
        return pieces - waived
    return np.asarray((pieces > 0) & (waived == 0), dtype=np.int64)
