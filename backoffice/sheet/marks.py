"""The marks in Log: numbers that were used for a write and cannot be used again."""

from __future__ import annotations

from collections.abc import Iterable

from backoffice.errors import LayoutError
from backoffice.sheet.columns import LOG
from backoffice.sheet.headings import Tab, find_column, find_tab
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
    if not rows:
        raise LayoutError(
            f"The tab {Tab.LOG.value.en} / {Tab.LOG.value.ja} is missing or empty. Restore it from "
            "an earlier version of the book.",
            f"「{Tab.LOG.value.ja}」({Tab.LOG.value.en})タブがないか、空になっています。"
            "以前の版から戻してください。",
        )
    places = {}
    for column in LOG:
        if column.key in ("mark", "frees"):
            found = find_column(column, rows[0])
            if len(found) != 1:
                raise LayoutError(
                    f"{name}: the heading “{column.label.en} / {column.label.ja}” stands "
                    f"{len(found)} times, it should stand once. Put it right and run this again.",
                    f"{name}:見出し「{column.label.ja} / {column.label.en}」は1つのはずですが、"
                    f"{len(found)} 個あります。直してから、もう一度実行してください。",
                )
            places[column.key] = found[0]
    return marks_after(rows[1:], places["mark"], places["frees"])


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
