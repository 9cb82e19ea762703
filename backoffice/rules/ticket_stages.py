"""Stages: where each ticket is, from the facts of its row.  Nobody types a stage."""

from __future__ import annotations

import numpy as np
import pandas as pd

from backoffice.intake.arrays import first_of, is_any, is_filled
from backoffice.intake.frames import Known, Typed
from backoffice.rules.holds import Hold
from backoffice.rules.missing_entries import complete
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
        (complete(facts), Stage.EXPECTED),
        (np.ones_like(arrived), Stage.ENQUIRY),
    ]
    return first_of(stages)
