"""What the workshop is asked to do to one piece, in words."""

from __future__ import annotations

from dataclasses import dataclass

from backoffice.messages import message
from estimator.answers.wording import service_name
from estimator.policy.model import Policy
from estimator.rules.quotes import Item, Replating, surcharges_on


@dataclass(frozen=True, slots=True)
class Work:
    """A material and what is done to it, as the workshop order says."""

    material: str
    work: str


def work_of(item: Item, policy: Policy, language: str) -> Work:
    """Return what is to be done to one piece: ``① Refinish to new, ④ Stone setting × 3``.

    Source: policy P5, P6.
    """
    counts = {code: item.services[code] for code in policy.services if code in item.services}
    done = [
        service_name(code, policy, language) + (f" × {count}" if count > 1 else "")
        for code, count in counts.items()
    ]
    if item.replating is not Replating.NO:
        if_needed = f" ({message('work', 'if-needed', language)})"
        perhaps = "" if item.replating is Replating.YES else if_needed
        done += [
            service_name(surcharge.service, policy, language) + perhaps
            for surcharge in surcharges_on(item, policy)
        ]
    material = policy.materials.get(item.material)
    return Work(
        material=material.label.in_(language) if material else "",
        work=message("work", "all", language, parts=done),
    )
