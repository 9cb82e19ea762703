"""Everything in a book for a copy of it, and what it holds besides cell values, which a copy therefore lacks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from backoffice.messages import message
from backoffice.sheet.snapshot import Snapshot


class UncopiedKind(StrEnum):
    """What is not copied; the value is the key of what staff read."""

    FORMULAS = "formulas"
    NOTES = "notes"
    PICTURES = "pictures"
    CHARTS = "charts"
    PIVOTS = "pivots"
    MACROS = "macros"
    LINKS = "links"
    LONG_LINKS = "long-links"
    MERGED = "merged"
    OTHER = "other"
    START = "start"


@dataclass(frozen=True, slots=True, order=True)
class Uncopied:
    """One thing that is not copied.

    Attributes:
        tab: The tab that holds it; empty if it belongs to the book as such.
        count: How many there are; 0 if unknown.
    """

    tab: str
    kind: UncopiedKind
    count: int = 0

    def text(self, language: str) -> str:
        """Return a description for staff."""
        kind = message("uncopied", self.kind, language)
        number = f" × {self.count}" if self.count else ""
        return f"{self.tab}: {kind}{number}" if self.tab else f"{kind}{number}"


@dataclass(frozen=True, slots=True)
class Export:
    """Everything in a book.

    Attributes:
        snapshot: Every tab with its cells, also those of staff's own.
        uncopied: What the book holds besides cell values.
    """

    snapshot: Snapshot
    uncopied: Sequence[Uncopied]
