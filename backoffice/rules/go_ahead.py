"""The go-ahead amount: approved in advance, on any row for the whole request, which travels together.

It is with tax.  Two different amounts in one request are a problem.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from backoffice.intake.arrays import amounts, is_any, is_filled
from backoffice.intake.frames import Flags, Known, Typed
from backoffice.intake.problems import ProblemCode
from backoffice.rules.checks import Checks
from backoffice.sheet.choices import OUT
from estimator.policy.label import Label


def limits_of(tickets: pd.DataFrame) -> pd.Series:
    """Return the go-ahead amount of each ticket's request, on whichever row it is; of several, the least."""
    return tickets[Typed.GO_AHEAD].groupby(tickets[Typed.REQUEST]).transform("min")


def is_approved_in_advance(facts: pd.DataFrame) -> Flags:
    """Return which tickets are within their limit, once all pieces of the request are quoted, or were then."""
    complete = ~waits_for_others(facts) | is_filled(facts, Known.AGREED)
    return is_within(facts) & complete


def is_within(facts: pd.DataFrame) -> Flags:
    """Return which tickets have a quote, no answer, and a total up to the go-ahead amount."""
    return (
        ~is_filled(facts, Typed.ANSWER)
        & is_filled(facts, Known.QUOTED)
        & (amounts(facts, Known.TOTAL_HIGH) <= amounts(facts, Known.LIMIT))
    )


def waits_for_others(facts: pd.DataFrame) -> Flags:
    """Return which tickets belong to a request of which a piece has no quote yet."""
    unquoted = ~is_any(facts, Typed.ANSWER, *OUT) & ~is_filled(facts, Known.QUOTED)
    requests = facts[Typed.REQUEST].to_numpy()
    waiting = {*requests[unquoted]}
    return np.array([request in waiting for request in requests.tolist()], dtype=bool)


def check_go_ahead(checks: Checks) -> None:
    """Note different go-ahead amounts in one request: it is one amount for the whole of it."""
    tickets = checks.tickets
    own: dict[str, dict[int, None]] = {}
    limits, requests = tickets[Typed.GO_AHEAD].tolist(), tickets[Typed.REQUEST].tolist()
    for request, limit in zip(requests, limits, strict=True):
        if limit is not pd.NA:
            own.setdefault(request, {})[limit] = None
    several = [
        limit is not pd.NA and len(own[request]) > 1
        for request, limit in zip(requests, limits, strict=True)
    ]

    def another(at: int) -> Label:
        return checks.amount(next(limit for limit in own[requests[at]] if limit != limits[at]))

    differs = np.array(several, dtype=bool) & checks.live
    checks.fix(ProblemCode.GO_AHEAD_DIFFERS, differs, "go_ahead", other=another)
