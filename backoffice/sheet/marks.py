"""The marks in Log: numbers that were used for a write and cannot be used again."""

from __future__ import annotations

from collections.abc import Iterable

from backoffice.messages.errors import LayoutError
from backoffice.sheet.heading_checks import only_index
from backoffice.sheet.headings import Tab, find_tab
from backoffice.sheet.script_columns import LOG
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
    name = find_tab(Tab.LOG, list(snapshot.sheets))
    rows = snapshot.sheets[name].rows if name else ()
    if not name or not rows:
        raise LayoutError("layout.log-missing", en=Tab.LOG.value.en, ja=Tab.LOG.value.ja)
    mark, frees = (
        only_index(column, name, rows[0]) for column in LOG if column.key in ("mark", "frees")
    )
    return marks_after(rows[1:], mark, frees)


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
