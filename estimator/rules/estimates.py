"""The estimate: price, dates and notices of one request."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from estimator.policy.model import Policy
from estimator.policy.policy_book import PolicyBook
from estimator.rules.items import Item
from estimator.rules.notices import Notice, notices_for
from estimator.rules.quotes import Quote, quote
from estimator.rules.schedule import Schedule, schedule_for


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """One letter from a customer: day of the enquiry, whose prices apply, day of delivery, pieces."""

    asked: date
    arrives: date
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Estimate:
    """The answer to a request, before anybody has seen the pieces.  Source: policy P4."""

    request: Request
    policy: Policy
    quote: Quote
    schedule: Schedule
    notices: tuple[Notice, ...]


def estimate(request: Request, book: PolicyBook) -> Estimate:
    """Return price, dates and notices for `request`; a PolicyError for a day beyond the calendar."""
    policy = book.on(request.asked)
    return estimate_on(request, policy, schedule_for(request.arrives, policy))


def estimate_on(request: Request, policy: Policy, schedule: Schedule) -> Estimate:
    """Return the estimate of a request whose policy and schedule are known already."""
    return Estimate(
        request=request,
        policy=policy,
        quote=quote(request.items, policy),
        schedule=schedule,
        notices=notices_for(request.items, schedule, policy),
    )
