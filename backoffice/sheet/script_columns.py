"""The columns of the tabs that the script writes: key, kind and width; their headings are in ``columns.toml``."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from backoffice.sheet.columns import column
from backoffice.sheet.headings import Column, Kind, Tab

QUOTES = [
    column("ticket", Kind.NUMBER, 11),
    column("request", Kind.NUMBER, 11),
    column("stage", width=14),
    column("guide_low", Kind.YEN, 13),
    column("guide_high", Kind.YEN, 13),
    column("quoted", Kind.YEN, 13),
    column("handling", Kind.YEN, 13),
    column("total_low", Kind.YEN, 15),
    column("total_high", Kind.YEN, 15),
    column("batch", width=10),
    column("dispatch", Kind.DATE, 12),
    column("back", Kind.DATE, 12, heading="back-about"),
    column("edition", Kind.DATE, 12),
    column("inputs", width=40),
    column("hash", width=12, hidden=True),
    column("agreed", Kind.MOMENT, 17),
    column("computed", Kind.MOMENT, 17),
    column("seal", width=12, hidden=True),
    column("asked", width=12),
    column("entries", width=46, hidden=True),
]

BATCHES = [
    column("month", width=10),
    column("ticket", Kind.NUMBER, 11),
    column("piece", width=24),
    column("material", width=14),
    column("work", width=36),
    column("net", Kind.YEN, 11),
    column("arrived", Kind.DATE, 12),
    column("dispatch", Kind.DATE, 12),
    column("back", Kind.DATE, 12, heading="back-about"),
    column("closed", Kind.MOMENT, 17),
    column("run", Kind.COUNT, 8),
    column("hash", width=12, hidden=True),
    column("seal", width=12, hidden=True),
    column("note", width=24, heading="workshop_note"),
]

TO_FIX = [
    column("level", width=10),
    column("ticket", Kind.NUMBER, 11),
    column("message", width=90),
    column("cell", Kind.LINK, 14),
    column("column", width=20),
    column("found", width=20),
]

TODAY = [
    column("ticket", Kind.LINK, 11),
    column("name", width=18),
    column("piece", width=24),
    column("stage", width=14),
    column("total", Kind.YEN, 24),
    column("waiting", width=11),
    column("days", Kind.COUNT, 8),
    column("step", width=62),
    column("batch", width=10),
    column("row", width=8, hidden=True),
]

LOG = [
    column("run", Kind.COUNT, 8),
    column("when", Kind.MOMENT, 17),
    column("who", width=14),
    column("command", width=12),
    column("month", width=10),
    column("tickets", Kind.COUNT, 10),
    column("problems", Kind.COUNT, 10),
    column("batched", Kind.COUNT, 12),
    column("edition", Kind.DATE, 12),
    column("version", width=10),
    column("pad_to", Kind.NUMBER, 12),
    column("mark", Kind.COUNT, 10, hidden=True),
    column("frees", Kind.COUNT, 10, hidden=True),
    column("record", width=14, hidden=True),
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
    return [each.key for each in SCRIPT_COLUMNS[tab]].index(key)
