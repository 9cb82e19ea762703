"""Files that are no book of the desk although they hold a table, and how to make a book of each."""

from __future__ import annotations

from pathlib import Path

from backoffice.errors import BookUnavailableError
from backoffice.messages import label

_KINDS = {
    ".xlsm": "macros",
    ".xltm": "macros",
    ".xls": "other-excel",
    ".xlsb": "other-excel",
    ".xltx": "other-excel",
    ".ods": "open-document",
    ".numbers": "numbers",
    ".gsheet": "sheet-link",
}


def no_book(text: str) -> BookUnavailableError:
    """Return the refusal of `text`, which names neither a workbook nor a Google Sheet."""
    key = _KINDS.get(Path(text).suffix.lower(), "neither")
    address = text or label("address", "empty")
    save_as = label("address", "save-as")
    return BookUnavailableError(f"address.{key}", address=address, save_as=save_as)
