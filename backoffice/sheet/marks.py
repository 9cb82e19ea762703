"""The marks in Log: numbers that were used for a write and cannot be used again."""

from __future__ import annotations

from collections.abc import Iterable

from backoffice.sheet.columns import LOG
from backoffice.sheet.headings import Tab
from backoffice.sheet.layout import find_columns, tab_name
from backoffice.sheet.snapshot import Row, Snapshot


def is_in_use(mark: int, snapshot: Snapshot) -> bool:
    """Return whether Log shows `mark` and no later row frees it.

    Raises:
        LayoutError: If Log or its columns are missing: a second write could go unnoticed.
    """
    return mark in marks_in_use(snapshot)


def marks_in_use(snapshot: Snapshot) -> frozenset[object]:
    """Return every mark that Log shows and that no later row frees.

    Raises:
        LayoutError: If Log or its columns are missing.
    """
    log = snapshot.sheets[tab_name(Tab.LOG, list(snapshot.sheets))]
    index = find_columns(log, [column for column in LOG if column.key in ("mark", "frees")])
    return marks_after(log.rows[1:], index["mark"], index["frees"])


def marks_after(rows: Iterable[Row], mark: int, frees: int) -> frozenset[object]:
    """Return the marks that are in use after `rows` of Log.

    Args:
        rows: Oldest first.
        mark: Index of the column *mark*.
        frees: Index of the column *frees*.
    """
    used: set[object] = set()
    for row in rows:
        used.discard(row[frees])
        if row[mark] not in (None, ""):
            used.add(row[mark])
    return frozenset(used)
