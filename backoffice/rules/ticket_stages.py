"""Stages: where each ticket is, from the facts of its row.  Nobody types a stage."""

from __future__ import annotations

import numpy as np
import pandas as pd

from backoffice.intake.frames import Known, Typed
from backoffice.rules.holds import Hold
from backoffice.rules.missing_entries import complete
from backoffice.sheet.choices import Answer, Stage


def stages_of(facts: pd.DataFrame, holds: pd.Series) -> pd.Series:
    """Return the `Stage` of each ticket; the first that fits, in the order below."""
    arrived, answer = facts[Typed.ARRIVED].notna(), facts[Typed.ANSWER]
    stages = [
        (answer == Answer.LOST, Stage.LOST),
        (facts[Typed.SENT].notna(), Stage.SENT_BACK),
        (facts[Known.BATCHED].notna() & facts[Typed.BACK].isna(), Stage.AT_WORKSHOP),
        (answer == Answer.CANCELLED, Stage.CANCELLED),
        (answer == Answer.NOT_REPAIRABLE, Stage.NOT_REPAIRABLE),
        (answer == Answer.DECLINED, Stage.DECLINED),
        (facts[Typed.BACK].notna(), Stage.BACK),
        (holds.isin([Hold.PROBLEM, Hold.EXCEPTION]), Stage.ON_HOLD),
        (arrived & facts[Known.APPROVED], Stage.APPROVED),
        (arrived & facts[Known.QUOTED].notna(), Stage.QUOTED),
        (arrived, Stage.ARRIVED),
        (pd.Series(complete(facts)), Stage.EXPECTED),
    ]
    conditions = [np.asarray(condition, dtype=bool) for condition, _ in stages]
    indices = np.select(conditions, list(range(len(stages))), default=len(stages))
    names = [*(stage for _, stage in stages), Stage.ENQUIRY]
    return pd.Series([names[index] for index in indices.tolist()], dtype=object)
