"""What is known of an earlier version of a book without reading it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

NEWEST = "newest"
"""Name of the copy of what the newest run wrote."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EarlierVersion:
    """An earlier version of a book.

    Attributes:
        path: Where it is.
        replaced: When a run replaced it; None for the copy of what the newest run wrote.
    """

    path: Path
    replaced: datetime | None
