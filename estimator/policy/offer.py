"""What can be ordered: services, materials, what they make necessary, and notices about them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum

from estimator.policy.label import Label

UNKNOWN = "unknown"
"""What a request has as the material of a piece whose material its author does not know."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """What a service is counted by, where it is not simply done once: stones, parts.

    `label` is one of it, `counted` has the number: ``{n} stones``; `most` is the largest count in
    one item.
    """

    code: str
    label: Label
    counted: Label
    most: int

    def times(self, count: int) -> Label:
        """Return so many of it: ``1 stone``, ``3 stones``, ``3石``."""
        many = self.counted.filled("n", Label(en=str(count), ja=str(count)))
        return Label(en=f"1 {self.label.en}", ja=many.ja) if count == 1 else many


@dataclass(frozen=True, slots=True, kw_only=True)
class Service:
    """One thing that can be done to a piece.

    Attributes:
        number: Its number in estimate codes; never given to another service.
        sign: The short sign on price lists: ``①``.
        unit: What it is counted by; None where it is done once.
        note: What a customer should know beside the price.
    """

    code: str
    number: int
    sign: str
    label: Label
    clause: str
    unit: Unit | None = None
    note: Label | None = None

    @property
    def most(self) -> int:
        """Largest count in one item."""
        return self.unit.most if self.unit else 1

    @property
    def name(self) -> Label:
        """Its label after its sign: ``④ Stone setting``."""
        return Label(en=f"{self.sign} {self.label.en}", ja=f"{self.sign} {self.label.ja}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Material:
    """What a piece is made of; `number` is that in estimate codes, `also` what else staff type for it."""

    code: str
    number: int
    label: Label
    also: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class UnknownMaterial:
    """A material that the customer does not know: its name in an answer, and among those to choose."""

    label: Label
    choice: Label


class Remedy(Enum):
    """What a symptom leads to: services, a letter to the shop, or a plain no."""

    REPAIR = "repair"
    ASK = "ask"
    NOT_OFFERED = "not-offered"


@dataclass(frozen=True, slots=True, kw_only=True)
class Symptom:
    """Something that customers say of a piece.

    Attributes:
        code: Its name in addresses.
        drawing: The drawing that shows it; None where there is nothing to draw.
        label, text: What happened, as a customer says it; what the shop does about it.
        services: What answers it, in the order of price lists; none unless it is a repair.
        words: What people type who look for it, by language; each leads to one symptom only.
    """

    code: str
    drawing: str | None
    label: Label
    text: Label
    remedy: Remedy
    services: tuple[str, ...]
    material: str | None
    words: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Surcharge:
    """A service that others, those of `after`, may make necessary on these materials, asked for as *re-plating*.

    It is charged once per piece.  Source: policy P6.
    """

    service: str
    materials: frozenset[str]
    after: frozenset[str]
    clause: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition:
    """When a piece gets a notice.  An empty set is no condition.

    It is one of these materials, at least one of the services is done, all of `all_services` are
    done or may be needed, and none of `unless` is certain to be done.
    """

    materials: frozenset[str]
    services: frozenset[str]
    all_services: frozenset[str]
    unless: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeRule:
    """A notice: its text, its rule and, for notices about a piece, when it is due."""

    code: str
    clause: str
    text: Label
    when: tuple[Condition, ...] = ()
