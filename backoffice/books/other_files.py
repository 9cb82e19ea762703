"""Files that are no book of the desk although they hold a table, and how to make a book of each."""

from __future__ import annotations

from pathlib import Path

from backoffice.messages import label
from backoffice.messages.errors import BookUnavailableError

_KINDS = {
    ".xlsm": "other-file.macros",
    ".xltm": "other-file.macros",
    ".xls": "other-file.excel",
    ".xlsb": "other-file.excel",
    ".xltx": "other-file.excel",
    ".ods": "other-file.open-document",
    ".numbers": "other-file.numbers",
    ".gsheet": "other-file.link",
}


def no_book(text: str) -> BookUnavailableError:
    """Return the refusal of `text`, which names neither a workbook nor a Google Sheet."""
    if kind := _KINDS.get(Path(text).suffix.lower()):
        return BookUnavailableError(kind, path=text, save_as=label("other-file", "save-as"))
    return BookUnavailableError("address.neither", address=text or label("address", "empty"))
