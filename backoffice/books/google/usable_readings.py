"""From which reading of a sheet may be written."""

from __future__ import annotations

import time

from backoffice.books.changes import Changes
from backoffice.books.google.batch_get import Reading
from backoffice.books.google.connection import Connection
from backoffice.books.google.refused_by_us import changed, done_before
from backoffice.sheet.marks import is_in_use

FRESH = 900.0
"""Seconds after which a reading is too old to write from.  Notes of old versions are deleted in the end,
so after a week in standby a version number that was used could be free again."""


def usable_reading(connection: Connection, changes: Changes, once: int) -> Reading:
    """Return what `changes` were computed from.

    Raises:
        AlreadyWrittenError: If it shows that `once` is in use.
        BookChangedError: If it is too old.
    """
    read = changes.read
    if not isinstance(read, Reading) or read.key != connection.key:
        raise ValueError("changes must be computed from a reading of the same sheet")
    if is_in_use(once, read):
        raise done_before(connection.where, once)
    if not 0 <= time.time() - read.read_at <= FRESH:
        raise changed(connection.where)
    return read
