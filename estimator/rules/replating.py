"""Re-plating that other work may make necessary: charged once for each piece, never twice.  Source: policy P6."""

from __future__ import annotations

from collections.abc import Iterator

from estimator.policy.model import Policy
from estimator.policy.offer import Surcharge
from estimator.rules.items import Item, LineItem, Replating


def replating_lines(item: Item, number: int, policy: Policy) -> Iterator[LineItem]:
    """Yield the lines of new plating for one piece: none after *no*, not certain after *not sure*.

    What is not certain counts at the upper end of the estimate alone: a low–high range.
    """
    if item.replating is Replating.NO:
        return
    for surcharge in surcharges_on(item, policy):
        rate = policy.rates[surcharge.service]
        yield LineItem(
            item=number,
            code=surcharge.service,
            quantity=1,
            unit=rate.value,
            clause=surcharge.clause,
            since=rate.since,
            certain=item.replating is Replating.YES,
        )


def surcharges_on(item: Item, policy: Policy) -> list[Surcharge]:
    """Return what other work on `item` may make necessary, each service once.

    Never a service that is chosen anyway, so nothing is charged twice; nothing on a piece of another material.
    """
    due: dict[str, Surcharge] = {}
    for surcharge in policy.surcharges:
        if (
            surcharge.service in policy.rates
            and item.material in surcharge.materials
            and surcharge.service not in item.services
            and not surcharge.after.isdisjoint(item.services)
        ):
            due.setdefault(surcharge.service, surcharge)
    return list(due.values())


def is_answered_for_nothing(item: Item, policy: Policy) -> bool:
    """Return whether re-plating was answered where the answer changes nothing: a notice says so.

    A *no* on a piece that could be plated again gets no notice.
    """
    if item.replating is Replating.NOT_SURE or surcharges_on(item, policy):
        return False
    concerned = any(item.material in surcharge.materials for surcharge in policy.surcharges)
    chosen = any(surcharge.service in item.services for surcharge in policy.surcharges)
    return not concerned or (item.replating is Replating.YES and not chosen)
