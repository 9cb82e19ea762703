"""What the workshop is asked to do to one piece, in words."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from backoffice.messages import message
from estimator.answers.wording import service_name
from estimator.policy.model import Language, Policy, UndatedPolicy
from estimator.rules.items import Item, Replating
from estimator.rules.replating import surcharges_on

_BETWEEN = "|".join(message("work", "all", language, parts=["", ""]) for language in Language)
"""What is between two services, in either language."""


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
        for surcharge in surcharges_on(item, policy):
            done.append(service_name(surcharge.service, policy, language) + perhaps)
    material = policy.materials.get(item.material)
    return Work(
        material=material.label.in_(language) if material else "",
        work=message("work", "all", language, parts=done),
    )


@dataclass(frozen=True, slots=True)
class OrderedService:
    """One service as an order names it.

    Attributes:
        if_needed: Whether the workshop decides that.
    """

    code: str
    count: int
    if_needed: bool


def parts_of(work: str) -> list[str]:
    """Return the services of a frozen text of work, each in its words."""
    return re.split(_BETWEEN, work)


def services_in(work: str, policy: UndatedPolicy) -> list[OrderedService] | None:
    """Return the services that a frozen text of work names; None where a name is not the policy's.

    It is the reverse of `work_of`: frozen rows hold the words alone.
    """
    for language in Language:
        names = {service_name(code, policy, language): code for code in policy.services}
        if_needed = message("work", "if-needed", language)
        found = [_service_in(part, names, if_needed) for part in parts_of(work)]
        if all(found):
            return [each for each in found if each]
    return None


def _service_in(part: str, names: Mapping[str, str], if_needed: str) -> OrderedService | None:
    perhaps = f" ({if_needed})"
    name = part.removesuffix(perhaps)
    count = re.search(r" × ([1-9]\d*)$", name, re.ASCII)
    code = names.get(name[: count.start()] if count else name)
    if code is None:
        return None
    return OrderedService(code, int(count[1]) if count else 1, part.endswith(perhaps))
