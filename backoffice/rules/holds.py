"""Holds: why a piece that has arrived stays in the shop, as a code and in words."""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum

import numpy as np
import pandas as pd

from backoffice.intake.frames import Known, Typed
from backoffice.intake.problems import problem_text
from backoffice.rules.approval import is_within
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


def holds_of(facts: pd.DataFrame, has_problem: pd.Series) -> pd.Series:
    """Return the `Hold` of each ticket; NONE for a piece that may go or is not in the shop.

    Args:
        facts: Tickets with their prices, totals, limits and approvals.
        has_problem: Whether something must be fixed first.
    """
    here = (
        ~facts[Typed.ANSWER].isin(OUT) & facts[Typed.ARRIVED].notna() & facts[Known.BATCHED].isna()
    )
    above_limit = facts[Known.LIMIT].notna() & facts[Known.QUOTED].notna()
    reasons = [
        (~here, Hold.NONE),
        (has_problem, Hold.PROBLEM),
        (facts[Typed.EXCEPTION].notna() & facts[Typed.ANSWER].isna(), Hold.EXCEPTION),
        (facts[Known.APPROVED], Hold.NONE),
        (facts[Typed.INSPECTED].isna() & facts[Typed.PRICE].isna(), Hold.NOT_INSPECTED),
        (facts[Known.QUOTED].isna(), Hold.NO_QUOTE),
        (facts[Known.TOTAL_HIGH].isna(), Hold.NO_TOTAL),
        (is_within(facts), Hold.TOGETHER),
        (above_limit, Hold.ABOVE_LIMIT),
    ]
    conditions = [np.asarray(condition, dtype=bool) for condition, _ in reasons]
    codes = np.select(conditions, [hold.value for _, hold in reasons], default=Hold.WAITING.value)
    return pd.Series([Hold(code) for code in codes], dtype=object)


def hold_texts(
    frame: pd.DataFrame, policy: UndatedPolicy, language: str
) -> Iterator[tuple[str, str]]:
    """Yield each ticket of `frame` that is on hold, with the reason in words."""
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
        yield ticket, problem_text(hold, language).format(other=other)
