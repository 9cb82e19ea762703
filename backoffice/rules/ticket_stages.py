"""Stages: where each ticket is, from the facts of its row.  Nobody types a stage."""

from __future__ import annotations

import numpy as np
import pandas as pd

from backoffice.rules.facts import complete
from backoffice.rules.holds import Hold
from backoffice.rules.quoting import Column
from backoffice.sheet.choices import Answer, Stage


def stages_of(facts: pd.DataFrame, holds: Column) -> Column:
    """Return the `Stage` of each ticket; the first that fits, in the order below."""
    arrived, answer = facts["arrived"].notna(), facts["answer"]
    stages = [
        (facts["sent"].notna(), Stage.SENT_BACK),
        (facts["batched"].notna() & facts["back"].isna(), Stage.AT_WORKSHOP),
        (answer == Answer.CANCELLED, Stage.CANCELLED),
        (answer == Answer.NOT_REPAIRABLE, Stage.NOT_REPAIRABLE),
        (answer == Answer.DECLINED, Stage.DECLINED),
        (facts["back"].notna(), Stage.BACK),
        (holds.isin([Hold.PROBLEM, Hold.EXCEPTION]), Stage.ON_HOLD),
        (arrived & facts["approved"], Stage.APPROVED),
        (arrived & facts["quoted"].notna(), Stage.QUOTED),
        (arrived, Stage.ARRIVED),
        (pd.Series(complete(facts)), Stage.EXPECTED),
    ]
    conditions = [np.asarray(condition, dtype=bool) for condition, _ in stages]
    indices = np.select(conditions, list(range(len(stages))), default=len(stages))
    names = [*(stage for _, stage in stages), Stage.ENQUIRY]
    return pd.Series([names[index] for index in indices.tolist()], dtype=object)
