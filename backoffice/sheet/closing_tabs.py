"""Names of the tabs that a close leaves in a Google Sheet so that no other can close the same month."""

from __future__ import annotations

import re

_NAME = re.compile(r"(2[01]\d\d)-(0[1-9]|1[0-2]) closing")


def month_text(mark: int) -> str:
    """Return the month of `mark` as Batches and Log show it.

    >>> month_text(202606)
    '2026-06'
    """
    year, month = divmod(mark, 100)
    return f"{year}-{month:02}"


def closing_tab(mark: int) -> str:
    """Return the name of the tab that closing the month of `mark` leaves.

    >>> closing_tab(202606)
    '2026-06 closing'
    """
    return f"{month_text(mark)} closing"


def closed_by(name: str) -> int | None:
    """Return the mark of the month whose closing left the tab `name`; None for every other tab.

    >>> closed_by("2026-06 Closing"), closed_by("2026-06 closing notes")
    (202606, None)
    """
    found = _NAME.fullmatch(name.strip().casefold())
    return int(found[1]) * 100 + int(found[2]) if found else None
