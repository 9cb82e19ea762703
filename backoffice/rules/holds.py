"""Holds: why a piece that has arrived stays in the shop, as a code and in words."""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum

import numpy as np
import pandas as pd

from backoffice.intake.arrays import first_of, is_any, is_filled
from backoffice.intake.frames import Flags, Known, Typed
from backoffice.intake.problems import problem_text
from backoffice.rules.go_ahead import is_within
from backoffice.sheet.choices import EXCEPTIONS, OUT
from estimator.answers.wording import price
from estimator.policy.model import UndatedPolicy


class Hold(StrEnum):
    """Why a piece cannot go to the workshop now; the texts are in ``problems.toml``."""

    NONE = ""
    PROBLEM = "problem"
    EXCEPTION = "exception"
    NOT_INSPECTED = "not-inspected"
    NO_QUOTE = "no-quote"
    NO_TOTAL = "no-total"
    TOGETHER = "together"
    ABOVE_LIMIT = "above-limit"
    WAITING = "waiting"


def holds_of(facts: pd.DataFrame, has_problem: Flags) -> pd.Series:
    """Return the `Hold` of each ticket; NONE for a piece that may go or is not in the shop.

    The tickets have their prices, totals, limits and approvals.
    """
    answered, quoted = is_filled(facts, Typed.ANSWER), is_filled(facts, Known.QUOTED)
    here = (
        ~is_any(facts, Typed.ANSWER, *OUT)
        & is_filled(facts, Typed.ARRIVED)
        & ~is_filled(facts, Known.BATCHED)
    )
    seen = is_filled(facts, Typed.INSPECTED) | is_filled(facts, Typed.PRICE)
    reasons = [
        (~here, Hold.NONE),
        (has_problem, Hold.PROBLEM),
        (is_filled(facts, Typed.EXCEPTION) & ~answered, Hold.EXCEPTION),
        (facts[Known.APPROVED].to_numpy(), Hold.NONE),
        (~seen, Hold.NOT_INSPECTED),
        (~quoted, Hold.NO_QUOTE),
        (~is_filled(facts, Known.TOTAL_HIGH), Hold.NO_TOTAL),
        (is_within(facts), Hold.TOGETHER),
        (is_filled(facts, Known.LIMIT) & quoted, Hold.ABOVE_LIMIT),
        (np.ones_like(here), Hold.WAITING),
    ]
    return first_of(reasons)


def hold_texts(
    frame: pd.DataFrame, policy: UndatedPolicy, language: str
) -> Iterator[tuple[str, Hold, str]]:
    """Yield each ticket of `frame` that is on hold, with the reason as a code and in words."""
    exceptions = {choice.code: choice.label.in_(language) for choice in EXCEPTIONS}
    on_hold = frame[frame[Known.HOLD] != Hold.NONE]
    columns = (
        on_hold[Typed.TICKET],
        on_hold[Known.HOLD],
        on_hold[Typed.EXCEPTION],
        on_hold[Known.TOTAL_HIGH],
    )
    for ticket, hold, exception, total in zip(*columns, strict=True):
        other = exceptions.get(exception, "")
        if hold is Hold.ABOVE_LIMIT:
            other = price(int(total), policy.currency, language)
        yield ticket, hold, problem_text(hold, language).format(other=other)
