"""The shared spreadsheet and the back ends that store it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from backoffice.books.google.sheet_urls import is_google, key_of
from backoffice.errors import BookUnavailableError

if TYPE_CHECKING:
    from backoffice.books.book import Book


def open_book(
    where: str | Path,
    *,
    credentials: str | Path | None = None,
    waiting: Callable[[float], None] = lambda _: None,
) -> Book:
    """Return the book at `where`.  Nothing is read yet.

    Args:
        where: The path of an .xlsx workbook, or the address or key of a Google Sheet.
        credentials: For Google, the file of the key to use; None looks in the usual places.
        waiting: For Google, called with the seconds of each wait before it begins.

    Raises:
        BookUnavailableError: If `where` names neither a workbook nor a Google Sheet.
    """
    text = str(where).strip()
    if is_google(text):
        return _google_sheet(text, credentials, waiting)
    if Path(text).suffix.lower() != ".xlsx":
        raise BookUnavailableError(
            f"{text or 'An empty name'} is neither the path of an Excel workbook, which ends in .xlsx, "
            "nor the address of a Google Sheet.",
            f"{text or '空の名前'} は、Excel ブックのパス(.xlsx で終わるもの)でも、"
            "Google スプレッドシートのアドレスでもありません。",
        )
    # calamine and the rest load only when a book is really opened
    from backoffice.books.workbook.workbook import Workbook

    return Workbook(Path(text))


def _google_sheet(
    text: str, credentials: str | Path | None, waiting: Callable[[float], None]
) -> Book:
    key = key_of(text)
    if key is None:
        raise BookUnavailableError(
            f"{text} is not the address of a Google Sheet. Open the sheet in the browser and copy the "
            "whole address: https://docs.google.com/spreadsheets/d/…",
            f"{text} は Google スプレッドシートのアドレスではありません。ブラウザーでシートを開き、"
            "アドレス全体(https://docs.google.com/spreadsheets/d/…)をコピーしてください。",
        )
    from backoffice.books.google.google_sheet import GoogleSheet
    from backoffice.books.google.http_client import RetryPolicy

    return GoogleSheet(key, credentials=credentials, retry_policy=RetryPolicy(waiting=waiting))
