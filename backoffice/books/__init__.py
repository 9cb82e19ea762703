"""The shared spreadsheet and its homes."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from backoffice.errors import BookUnavailableError

if TYPE_CHECKING:
    from backoffice.books.book import Book

_GOOGLE = re.compile(r"https?://|docs\.google\.com|\A[A-Za-z0-9_-]{40,}\Z")


def open_book(where: str | Path) -> Book:
    """Return the book at `where`: the path of an .xlsx workbook.  Nothing is read yet.

    Raises:
        BookUnavailableError: If `where` names no home this program knows.
    """
    text = str(where).strip()
    if _GOOGLE.search(text):
        raise BookUnavailableError(
            f"{text} looks like a Google Sheet. Google Sheets are not connected yet: in Google, "
            "choose File, Download, Microsoft Excel (.xlsx), and give the path of that file.",
            f"{text} は Google スプレッドシートのようですが、まだ接続できません。Google で"
            "「ファイル」→「ダウンロード」→「Microsoft Excel(.xlsx)」を選び、そのファイルのパスを指定してください。",
        )
    if Path(text).suffix.lower() != ".xlsx":
        raise BookUnavailableError(
            f"{text or 'An empty name'} is not the path of an Excel workbook: it should end in .xlsx.",
            f"{text or '空の名前'} は Excel ブックのパスではありません。"
            ".xlsx で終わるパスを指定してください。",
        )
    # calamine and the rest load only when a book is really opened
    from backoffice.books.workbook import Workbook

    return Workbook(Path(text))
