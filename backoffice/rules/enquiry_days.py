"""The day of the enquiry of each request: its prices and its tax are those in force on that day."""

from __future__ import annotations

from datetime import date

import numpy as np
import pandas as pd

from backoffice.intake.frames import Typed
from backoffice.intake.request_entries import later_rows
from estimator.errors import PolicyError
from estimator.policy.model import Policy
from estimator.policy.policy_book import PolicyBook


def request_days(tickets: pd.DataFrame) -> pd.Series:
    """Return the day of the enquiry of each ticket's request: its first ticket's, else its own."""
    days = tickets[Typed.ENQUIRED].to_numpy(copy=True)
    later, first = later_rows(tickets)
    asked = days[first]
    days[later] = np.where(np.isnat(asked), days[later], asked)
    return pd.Series(days)


def policy_on(day: date | None, book: PolicyBook) -> Policy | None:
    """Return the policy in force on `day`; None where it knows no such day."""
    if day is None:
        return None
    try:
        return book.on(day)
    except PolicyError:
        return None
