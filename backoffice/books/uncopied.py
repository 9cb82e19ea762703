"""Everything in a book for a copy of it, and what it holds besides cell values, which a copy therefore lacks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

from backoffice.messages import label
from backoffice.sheet.snapshot import Snapshot


class UncopiedKind(Enum):
    """What is not copied; the value is what staff read."""

    FORMULAS = label("uncopied", "formulas")
    NOTES = label("uncopied", "notes")
    PICTURES = label("uncopied", "pictures")
    CHARTS = label("uncopied", "charts")
    PIVOTS = label("uncopied", "pivots")
    MACROS = label("uncopied", "macros")
    LINKS = label("uncopied", "links")
    LONG_LINKS = label("uncopied", "long-links")
    MERGED = label("uncopied", "merged")
    OTHER = label("uncopied", "other")
    START = label("uncopied", "start")


@dataclass(frozen=True, slots=True, order=True)
class Uncopied:
    """One thing that is not copied.

    Attributes:
        tab: The tab that holds it; empty if it belongs to the book as such.
        kind: Name of a `UncopiedKind`.
        count: How many there are; 0 if unknown.
    """

    tab: str
    kind: str
    count: int = 0

    def text(self, language: str) -> str:
        """Return a description for staff."""
        kind = UncopiedKind[self.kind].value.in_(language)
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
