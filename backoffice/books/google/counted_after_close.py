"""The rows of a month, counted once more after its close."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from backoffice.books.google.batch_get import Reading, read_rows
from backoffice.books.google.connection import Connection
from backoffice.books.google.refused_by_us import month_differs
from backoffice.sheet.closing_tabs import month_text
from backoffice.sheet.headings import Tab
from backoffice.sheet.layout import tab_name
from backoffice.sheet.script_columns import position
from backoffice.sheet.snapshot import Row

_MONTH, _TICKET = position(Tab.BATCHES, "month"), position(Tab.BATCHES, "ticket")


def check_month(connection: Connection, read: Reading, written: Sequence[Row], mark: int) -> None:
    """Check that Batches shows each piece of the month of `mark` once, and no other.

    Args:
        connection: To the sheet.
        read: What the close was computed from.
        written: The rows of Batches that it wrote.
        mark: Of the month.

    Raises:
        BookUnavailableError: If it does not.  The close is written.
    """
    name, month = tab_name(Tab.BATCHES, list(read.sheets)), month_text(mark)
    found = _pieces(read_rows(connection.ask, {name: Tab.BATCHES})[name], month)
    expected = _pieces(written, month)
    if found != expected:
        raise month_differs(connection.where, month, found.total(), expected.total())


def _pieces(rows: Iterable[Row], month: str) -> Counter[str]:
    """Return how often each ticket is in the rows of `month`."""
    return Counter(str(row[_TICKET]) for row in rows if len(row) > _TICKET and row[_MONTH] == month)
