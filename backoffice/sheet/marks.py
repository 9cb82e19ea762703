"""Marks: numbers that were used for a write and cannot be used again; that of a month is 202606.

They are in Log.  In a Google Sheet a close also leaves a tab, so that no other can close the same month.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from backoffice.messages.errors import LayoutError
from backoffice.sheet.heading_checks import only_index
from backoffice.sheet.headings import Tab, find_tab
from backoffice.sheet.script_columns import LOG
from backoffice.sheet.snapshot import Row, Snapshot
from estimator.rules.schedule import Batch

_CLOSING_TAB = re.compile(r"(2[01]\d\d)-(0[1-9]|1[0-2]) closing")


def is_in_use(mark: int, snapshot: Snapshot) -> bool:
    """Return whether Log shows `mark` and no later row frees it; raises as `marks_in_use`."""
    return mark in marks_in_use(snapshot)


def marks_in_use(snapshot: Snapshot) -> frozenset[object]:
    """Return every mark that Log shows and that no later row frees.

    Raises:
        LayoutError: If Log or its columns are missing: a second write could go unnoticed.
    """
    name = find_tab(Tab.LOG, list(snapshot.sheets))
    rows = snapshot.sheets[name].rows if name else ()
    if not name or not rows:
        raise LayoutError("layout.log-missing", en=Tab.LOG.value.en, ja=Tab.LOG.value.ja)
    mark, frees = (
        only_index(column, name, rows[0]) for column in LOG if column.key in ("mark", "frees")
    )
    return marks_after(rows[1:], mark, frees)


def marks_after(rows: Iterable[Row], mark: int, frees: int) -> frozenset[object]:
    """Return the marks in use after `rows` of Log, oldest first; `mark` and `frees` are indices of columns."""
    used: set[object] = set()
    for row in rows:
        used.discard(row[frees])
        if row[mark] not in (None, ""):
            used.add(row[mark])
    return frozenset(used)


def mark_of(month: Batch) -> int:
    """Return the mark that closing `month` leaves: 202606.  It can be left once."""
    return month.year * 100 + month.month


def month_of(mark: int) -> Batch | None:
    """Return the month whose closing left `mark`; None for the mark of a run."""
    year, month = divmod(mark, 100)
    return Batch(year, month) if 2000 <= year <= 2199 and 1 <= month <= 12 else None


def closing_tab(mark: int) -> str:
    """Return the name of the tab that closing the month of `mark` leaves.

    >>> closing_tab(202606)
    '2026-06 closing'
    """
    return f"{month_of(mark)} closing"


def closed_by(name: str) -> int | None:
    """Return the mark of the month whose closing left the tab `name`; None for every other tab.

    >>> closed_by("2026-06 Closing"), closed_by("2026-06 closing notes")
    (202606, None)
    """
    found = _CLOSING_TAB.fullmatch(name.strip().casefold())
    return mark_of(Batch(int(found[1]), int(found[2]))) if found else None
