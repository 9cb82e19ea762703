"""Opening the book at a path (an .xlsx workbook) or at an address or key (a Google Sheet)."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from backoffice.books.deadline import Patience
from backoffice.books.google.sheet_urls import is_google, key_of, other_kind
from backoffice.messages import label
from backoffice.messages.errors import BookUnavailableError

if TYPE_CHECKING:
    from backoffice.books.book import Book

_OTHER_FILES = {
    ".xlsm": "other-file.macros",
    ".xltm": "other-file.macros",
    ".xls": "other-file.excel",
    ".xlsb": "other-file.excel",
    ".xltx": "other-file.excel",
    ".ods": "other-file.open-document",
    ".numbers": "other-file.numbers",
    ".gsheet": "other-file.link",
}
"""Files that hold a table and are no book: what is said about them, and how to make a book of each."""


def open_book(
    where: str | Path,
    *,
    credentials: str | Path | None = None,
    waiting: Callable[[float], None] = lambda _: None,
    patience: Patience | None = None,
) -> Book:
    """Return the book at `where`.  Nothing is read yet.

    Args:
        where: The path of an .xlsx workbook, or the address or key of a Google Sheet.
        credentials: For Google, the key file; None searches the default locations.
        waiting: For Google, called with the seconds of each wait before it begins.
        patience: For Google, that of the command; None gives this book one of its own.

    Raises:
        BookUnavailableError: If `where` names neither a workbook nor a Google Sheet.
    """
    text = str(where).strip()
    if is_google(text):
        return _google_sheet(text, credentials, waiting, patience or Patience())
    suffix = Path(text).suffix.lower()
    if kind := _OTHER_FILES.get(suffix):
        raise BookUnavailableError(kind, path=text, save_as=label("other-file", "save-as"))
    if suffix != ".xlsx":
        raise BookUnavailableError("address.neither", address=text or label("address", "empty"))
    # calamine and the rest load only when a book is really opened
    from backoffice.books.workbook.workbook import Workbook

    return Workbook(Path(text))


def _google_sheet(
    text: str,
    credentials: str | Path | None,
    waiting: Callable[[float], None],
    patience: Patience,
) -> Book:
    if kind := other_kind(text):
        raise BookUnavailableError("address.other-kind", address=text, kind=label("address", kind))
    key = key_of(text)
    if key is None:
        raise BookUnavailableError("address.no-sheet", address=text)
    from backoffice.books.google.google_sheet import GoogleSheet
    from backoffice.books.google.timeouts_and_retries import RetryPolicy

    policy = RetryPolicy(waiting=waiting, patience=patience)
    return GoogleSheet(key, credentials=credentials, retry_policy=policy)
