"""What a book can hold."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What a book can hold; None where nothing is limited.

    Attributes:
        text: Characters of one cell.
        address: Characters of the address of a link.
        links: Of one tab.
        rows, columns: Of one tab.
        cells: Of all tabs together, filled or not.
        first_day: The earliest date that a cell can hold.
        bad_tab_name: Matches names that a tab cannot have.
    """

    text: int
    address: int | None = None
    links: int | None = None
    rows: int | None = None
    columns: int | None = None
    cells: int | None = None
    first_day: date | None = None
    bad_tab_name: re.Pattern[str] | None = None


WORKBOOK_LIMITS = Limits(
    text=32_767,
    address=2_079,
    links=65_530,
    rows=1_048_576,
    columns=16_384,
    first_day=date(1900, 1, 1),
    bad_tab_name=re.compile(r"[\[\]:*?/\\]|^'|'$|^.{32,}$", re.DOTALL),
)

GOOGLE_SHEET_LIMITS = Limits(text=50_000, cells=10_000_000)
