"""The one-piece choices that the answer table has, and what each of them costs."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import lru_cache
from itertools import product
from math import prod

from estimator.policy.model import Policy
from estimator.policy.offer import Service
from estimator.policy.policy_book import PolicyBook
from estimator.rules.items import Item, Replating, Span
from estimator.rules.quotes import quote

COUNTED = 10
"""The highest count, as of stones, that the table has."""

LARGEST = 5_000
"""More choices of work than these would make the page heavy."""

Amounts = tuple[Span, Span | None]
"""Total, and the amount before tax where there is a tax."""


def pieces(policy: Policy) -> list[str]:
    """Return the materials with the answers about re-plating that the form can give, as keys."""
    asked = {code for rule in policy.surcharges for code in rule.materials}
    return [
        f"{material},{answer.value}"
        for material in policy.material_labels
        for answer in (Replating if material in asked else [Replating.NOT_SURE])
    ]


def works(policy: Policy) -> Iterator[dict[str, int]]:
    """Yield every choice of work, the last service changing first; the first one is none at all.

    Where there are too many for a page, there is none: then Python alone answers.
    """
    listed = counted(policy)
    if prod(most + 1 for _, most in listed) > LARGEST:
        return
    for counts in product(*(range(most + 1) for _, most in listed)):
        yield {service.code: n for (service, _), n in zip(listed, counts, strict=True) if n}


class _Day:
    """The policy of a day as a key: a book resolves each day once."""

    def __init__(self, policy: Policy) -> None:
        self.policy = policy

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Day) and self.policy is other.policy

    def __hash__(self) -> int:
        return id(self.policy)


@lru_cache(maxsize=8)
def _spans(day: _Day) -> list[tuple[Amounts | None, ...]]:
    choices = list(works(day.policy))
    return [
        tuple(_amounts(key, services, day.policy) for services in choices)
        for key in pieces(day.policy)
    ]


def spans_on(book: PolicyBook, day: date) -> list[tuple[Amounts | None, ...]]:
    """Return the amounts of each of `pieces` with each of `works`, asked on `day`."""
    return _spans(_Day(book.on(day)))


def _amounts(key: str, services: dict[str, int], policy: Policy) -> Amounts | None:
    if not services or not services.keys() <= policy.rates.keys():
        return None
    material, answer = key.split(",")
    item = Item(material=material, services=services, replating=Replating(answer))
    done = quote([item], policy)
    return done.total, done.net if done.tax else None


def counted(policy: Policy) -> list[tuple[Service, int]]:
    """Return the services on offer, each with the highest count that the table has."""
    return [
        (service, min(service.most, COUNTED) if service.unit else 1) for service in policy.offered
    ]
