"""Rehearsing a change of prices or readings: what it would do to texts, requests, letters and income."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from backoffice.jobs.desk import Desk, Run, read_desk
from backoffice.rules.income_rehearsal import Income, yearly_income
from backoffice.rules.price_rehearsal import OpenRequest, open_requests
from estimator.policy.comparison import Difference, differences, price_changes
from estimator.policy.policy_book import PolicyBook


@dataclass(frozen=True, slots=True, kw_only=True)
class Rehearsed:
    """What another policy would change from a day on.

    Attributes:
        desk: The book under the policy in force.
        new: The policy that is rehearsed.
        day: From when on.
        differences: Prices, readings and texts that are not the same on that day.
        later: Days after that on which further prices of only one of the two begin.
        requests: Every open request, in the order of the sheet.
        income: That of the twelve months up to today.
    """

    desk: Desk
    new: PolicyBook
    day: date
    differences: Sequence[Difference]
    later: Sequence[date]
    requests: Sequence[OpenRequest]
    income: Income


def rehearse(run: Run, new: PolicyBook, day: date) -> Rehearsed:
    """Return what would change if `new` were the policy.  Writes nothing.

    Raises:
        PolicyError: If one of the two does not know the day.
    """
    found = differences(run.policy.on(day), new.on(day))
    desk = read_desk(run)
    return Rehearsed(
        desk=desk,
        new=new,
        day=day,
        differences=found,
        later=[each for each in price_changes(run.policy, new) if each > day],
        requests=open_requests(desk.assessment, desk.ledger, new, day, run.now),
        income=yearly_income(desk.assessment, new, day, run.now.date()),
    )
