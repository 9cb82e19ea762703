"""The columns of the tabs that the script writes: key, kind and width; their headings are in ``columns.toml``."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from backoffice.messages import label
from backoffice.sheet.columns import other_labels
from backoffice.sheet.headings import Column, Kind, Tab


def _column(
    key: str,
    kind: Kind = Kind.TEXT,
    width: int = 12,
    *,
    heading: str | None = None,
    hidden: bool = False,
) -> Column:
    """Return a column of a script tab; its heading is found by its key, or by `heading`."""
    key_of_heading = heading or key
    return Column(
        key=key,
        label=label("headings", key_of_heading),
        kind=kind,
        width=width,
        other_labels=other_labels(key_of_heading),
        hidden=hidden,
    )


QUOTES = [
    _column("ticket", Kind.NUMBER, 11),
    _column("request", Kind.NUMBER, 11),
    _column("stage", width=14),
    _column("guide_low", Kind.YEN, 13),
    _column("guide_high", Kind.YEN, 13),
    _column("quoted", Kind.YEN, 13),
    _column("handling", Kind.YEN, 13),
    _column("total_low", Kind.YEN, 15),
    _column("total_high", Kind.YEN, 15),
    _column("batch", width=10),
    _column("dispatch", Kind.DATE, 12),
    _column("back", Kind.DATE, 12, heading="back-about"),
    _column("edition", Kind.DATE, 12),
    _column("inputs", width=40),
    _column("hash", width=12, hidden=True),
    _column("agreed", Kind.MOMENT, 17),
    _column("computed", Kind.MOMENT, 17),
    _column("seal", width=12, hidden=True),
    _column("asked", width=12),
    _column("entries", width=46, hidden=True),
]

BATCHES = [
    _column("month", width=10),
    _column("ticket", Kind.NUMBER, 11),
    _column("piece", width=24),
    _column("material", width=14),
    _column("work", width=36),
    _column("net", Kind.YEN, 11),
    _column("arrived", Kind.DATE, 12),
    _column("dispatch", Kind.DATE, 12),
    _column("back", Kind.DATE, 12, heading="back-about"),
    _column("closed", Kind.MOMENT, 17),
    _column("run", Kind.COUNT, 8),
    _column("hash", width=12, hidden=True),
    _column("seal", width=12, hidden=True),
    _column("note", width=24, heading="workshop_note"),
]

TO_FIX = [
    _column("level", width=10),
    _column("ticket", Kind.NUMBER, 11),
    _column("message", width=90),
    _column("cell", Kind.LINK, 14),
    _column("column", width=20),
    _column("found", width=20),
]

TODAY = [
    _column("ticket", Kind.LINK, 11),
    _column("name", width=18),
    _column("piece", width=24),
    _column("stage", width=14),
    _column("total", Kind.YEN, 24),
    _column("waiting", width=11),
    _column("days", Kind.COUNT, 8),
    _column("step", width=62),
    _column("batch", width=10),
    _column("row", width=8, hidden=True),
]

LOG = [
    _column("run", Kind.COUNT, 8),
    _column("when", Kind.MOMENT, 17),
    _column("who", width=14),
    _column("command", width=12),
    _column("month", width=10),
    _column("tickets", Kind.COUNT, 10),
    _column("problems", Kind.COUNT, 10),
    _column("batched", Kind.COUNT, 12),
    _column("edition", Kind.DATE, 12),
    _column("version", width=10),
    _column("pad_to", Kind.NUMBER, 12),
    _column("mark", Kind.COUNT, 10, hidden=True),
    _column("frees", Kind.COUNT, 10, hidden=True),
    _column("record", width=14, hidden=True),
]

ADDED_COLUMNS = {Tab.QUOTES: ("asked", "entries"), Tab.BATCHES: ("note",)}
"""Columns at the end of a script tab that a book of an earlier version does not have yet."""

FORMER_ORDERS = {Tab.TO_FIX: ("level", "ticket", "column", "cell", "found", "message")}
"""The columns of a tab in the order of earlier versions; such a tab is made again."""

SCRIPT_COLUMNS: Mapping[Tab, Sequence[Column]] = {
    Tab.TO_FIX: TO_FIX,
    Tab.TODAY: TODAY,
    Tab.QUOTES: QUOTES,
    Tab.BATCHES: BATCHES,
    Tab.LOG: LOG,
}


def position(tab: Tab, key: str) -> int:
    """Return the index of column `key` in a row of script tab `tab`."""
    return [column.key for column in SCRIPT_COLUMNS[tab]].index(key)
