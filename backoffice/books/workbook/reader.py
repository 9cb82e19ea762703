"""A workbook's bytes as a snapshot, by python-calamine, which guesses no types."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence

from backoffice.books.workbook.package.workbook_package import WorkbookPackage
from backoffice.books.workbook.tab_reader import TabReader
from backoffice.messages.errors import BookUnavailableError
from backoffice.sheet.headings import Tab, find_tab
from backoffice.sheet.layout import lacks_derived_tabs
from backoffice.sheet.snapshot import EPOCH, EPOCH_1904, Cell, Sheet, Snapshot


def snapshot_of(data: bytes, *, all_tabs: bool = True) -> Snapshot:
    """Return the worksheets of the workbook `data`.

    Args:
        data: The file.
        all_tabs: Whether staff's own tabs are read too; else their rows are left out.

    Raises:
        BookUnavailableError: If it cannot be read; the message continues the file's name.
    """
    book = WorkbookPackage(data)
    tickets = None if all_tabs else find_tab(Tab.TICKETS, list(book.sheets))
    ours = [name for name in book.sheets if all_tabs or _is_ours(name)]
    read = TabReader(book, tickets, ours).rows_of
    sheets = {name: Sheet(name, read(name) if name in ours else ()) for name in book.sheets}
    if not all_tabs and lacks_derived_tabs(list(sheets)):
        sheets |= {
            name: Sheet(name, _headings(name, read)) for name in sheets if not _is_ours(name)
        }
    epoch = EPOCH_1904 if book.date1904 else EPOCH
    return Snapshot(sheets, version_of(data), epoch=epoch)


def version_of(data: bytes) -> str:
    """Return the hash of the file, its version for optimistic locking."""
    return hashlib.sha256(data).hexdigest()


def is_readable(data: bytes) -> bool:
    """Return whether `data` is a workbook."""
    try:
        snapshot_of(data, all_tabs=False)
    except BookUnavailableError:
        return False
    return True


def _headings(
    name: str, read: Callable[[str], Sequence[Sequence[Cell]]]
) -> Sequence[Sequence[Cell]]:
    """Return the first row of a tab of staff's own, which may be one of the desk's, renamed."""
    try:
        return read(name)[:1]
    except BookUnavailableError:  # damage in other people's tabs stops no run
        return ()


def _is_ours(name: str) -> bool:
    return any(find_tab(tab, [name]) for tab in Tab)
