"""What a shop says beyond its rules: promises, the owner's terms, the trader, what letters need.

Each is somebody's word: it has a source, or it is marked as waiting for the owner.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum

from estimator.policy.label import Label


class OwnersWord(Enum):
    """What the owner said about a sentence that goes beyond the shop's own text."""

    PENDING = "pending"
    APPROVED = "approved"
    DECLINED = "declined"


@dataclass(frozen=True, slots=True, kw_only=True)
class Promise:
    """A sentence that goes beyond the shop's own text.

    Attributes:
        owner: The owner's word; None where a source gives the sentence.
        source: Where it comes from; empty while the owner's word is all there is.
    """

    code: str
    text: Label
    owner: OwnersWord | None
    source: str

    @property
    def said(self) -> bool:
        """Whether pages and letters have it; a declined one leaves all of them."""
        return self.owner is not OwnersWord.DECLINED


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """Something that only the owner can decide, as the warranty.

    Attributes:
        text: What customers read; while fields are empty, that they should ask.
        missing: The empty fields.
        source: Who said so; empty while fields are.
        numbers: The fields that are numbers, as far as they are filled in.
    """

    code: str
    text: Label
    missing: tuple[str, ...]
    source: str
    numbers: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Trader:
    """Who sells, as the law on distance selling (特定商取引法) asks for; a missing field is None."""

    seller: Label | None = None
    responsible: Label | None = None
    address: Label | None = None
    telephone: Label | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Letters:
    """What only the owner knows of letters and status pages; empty until it is filled in.

    Attributes:
        send_to: The address to which customers send their pieces.
        status_pages: The address below which status pages are published; ends with a slash.
    """

    send_to: Label | None = None
    status_pages: str = ""
