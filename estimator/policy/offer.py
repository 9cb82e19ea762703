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

    Attributes:
        code: Its name in the policy file.
        label: One of it.
        counted: With the number: ``{n} stones``.
        most: Largest count in one item.
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
        code: Its name in requests.
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
    """What a piece is made of.

    Attributes:
        number: Its number in estimate codes, never reused.
        also: What else staff type for it in the sheet.
    """

    code: str
    number: int
    label: Label
    also: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class UnknownMaterial:
    """A material that the customer does not know.

    Attributes:
        label: Its name in an answer: ``Material not known``.
        choice: Its name among the materials to choose from: ``I don’t know``.
    """

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
        label: What happened, as a customer says it.
        text: What the shop does about it.
        services: What answers it, in the order of price lists; none unless it is a repair.
        material: The material that it tells of, or None.
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
    """A service that others may make necessary, asked for as *re-plating*.

    Attributes:
        service: What is charged, once per piece.
        materials: Pieces it concerns.
        after: Services that may make it necessary.

    Source: policy P6.
    """

    service: str
    materials: frozenset[str]
    after: frozenset[str]
    clause: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition:
    """When a piece gets a notice.  An empty set is no condition.

    Attributes:
        materials: The piece is one of these.
        services: At least one of these is done.
        all_services: Every one of these is done or may be needed.
        unless: None of these is certain to be done.
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
