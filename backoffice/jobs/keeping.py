"""How long personal data is kept, as the owner says in the policy."""

from __future__ import annotations

from datetime import date

import pandas as pd

from estimator.policy.policy_book import PolicyBook


def kept_since(policy: PolicyBook, today: date) -> date | None:
    """Return the day before which finished tickets are forgotten; None while the owner named no period.

    Source: ``terms.keeping.months``.
    """
    term = policy.undated.terms.get("keeping")
    months = term.numbers.get("months") if term else None
    if months is None:
        return None
    day: date = (pd.Timestamp(today) - pd.DateOffset(months=months)).date()
    return day
