"""Stages: where each ticket is, from the facts of its row.  Nobody types a stage.

A ticket begins as an enquiry.  Source: policy P1.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from backoffice.intake.arrays import first_of, is_any, is_filled
from backoffice.intake.frames import SERVICE, Flags, Known, Typed
from backoffice.intake.request_entries import effective
from backoffice.rules.holds import Hold
from backoffice.sheet.choices import Answer, Stage


def stages_of(facts: pd.DataFrame, holds: pd.Series) -> pd.Series:
    """Return the `Stage` of each ticket; the first that fits, in the order below."""
    arrived, came_back = is_filled(facts, Typed.ARRIVED), is_filled(facts, Typed.BACK)
    hold = holds.to_numpy()
    on_hold = (hold == Hold.PROBLEM) | (hold == Hold.EXCEPTION)
    stages = [
        (is_any(facts, Typed.ANSWER, Answer.LOST), Stage.LOST),
        (is_filled(facts, Typed.SENT), Stage.SENT_BACK),
        (is_filled(facts, Known.BATCHED) & ~came_back, Stage.AT_WORKSHOP),
        (is_any(facts, Typed.ANSWER, Answer.CANCELLED), Stage.CANCELLED),
        (is_any(facts, Typed.ANSWER, Answer.NOT_REPAIRABLE), Stage.NOT_REPAIRABLE),
        (is_any(facts, Typed.ANSWER, Answer.DECLINED), Stage.DECLINED),
        (came_back, Stage.BACK),
        (on_hold, Stage.ON_HOLD),
        (arrived & facts[Known.APPROVED].to_numpy(), Stage.APPROVED),
        (arrived & is_filled(facts, Known.QUOTED), Stage.QUOTED),
        (arrived, Stage.ARRIVED),
        (facts[Known.COMPLETE].to_numpy(), Stage.EXPECTED),
        (np.ones_like(arrived), Stage.ENQUIRY),
    ]
    return first_of(stages)


def complete(tickets: pd.DataFrame) -> Flags:
    """Return which tickets have all that a customer's first message needs.  Source: policy P2."""
    needed = (Typed.ENQUIRED, Typed.NAME, Typed.PHOTO, Typed.MATERIAL)
    found = some_service(tickets)
    for column in needed:
        found &= effective(tickets, column).notna().to_numpy()
    return found


def some_service(tickets: pd.DataFrame) -> Flags:
    """Return which tickets have something to do."""
    columns = [column for column in tickets if column.startswith(SERVICE)]
    return np.asarray((tickets[columns].to_numpy() > 0).any(axis=1), dtype=bool)
