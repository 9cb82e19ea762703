"""Addresses of Google Sheets, and of tabs and cells within them."""

from __future__ import annotations

import re

_KEY = r"[A-Za-z0-9_-]{20,}"
_IN_PATH = re.compile(rf"/d/({_KEY})(?:[/?#]|\Z)")
_IN_QUERY = re.compile(rf"[?&](?:key|id)=({_KEY})")
_KEY_ALONE = re.compile(r"\A[A-Za-z0-9_-]{40,}\Z")
_OTHER_KINDS = {
    "/document/": "document",
    "/presentation/": "presentation",
    "/forms/": "form",
    "/drawings/": "drawing",
    "/folders/": "folder",
    "/spreadsheets/d/e/": "published",
}
_WEB = re.compile(r"\Ahttps?://|docs\.google\.com", re.IGNORECASE)


def is_google(where: str) -> bool:
    """Return whether `where` is a web address or the bare key of a Google Sheet.

    >>> is_google("desk.xlsx"), is_google("https://docs.google.com/spreadsheets/d/1a")
    (False, True)
    """
    return bool(_WEB.search(where) or _KEY_ALONE.match(where))


def key_of(where: str) -> str | None:
    """Return the key in an address, or the key itself; None if there is none.

    >>> key_of("https://docs.google.com/spreadsheets/u/0/d/1aBcDeFgHiJkLmNoPqRsTuVw/edit#gid=0")
    '1aBcDeFgHiJkLmNoPqRsTuVw'
    """
    if _KEY_ALONE.match(where):
        return where
    match = _IN_PATH.search(where) or _IN_QUERY.search(where)
    return match[1] if match else None


def other_kind(where: str) -> str | None:
    """Return what an address of Google leads to that is no sheet; None if it may be one.

    >>> other_kind("https://docs.google.com/document/d/1aBcDeFgHiJkLmNoPqRsTuVw/edit")
    'document'
    """
    kinds = (kind for part, kind in _OTHER_KINDS.items() if part in where)
    return next(kinds, None) if "google.com/" in where else None


def address_of(key: str) -> str:
    """Return the address at which people open the sheet."""
    return f"https://docs.google.com/spreadsheets/d/{key}"


def tab_range(name: str) -> str:
    """Return all cells of a tab in A1 notation.

    >>> tab_range("To fix"), tab_range("Bob's")
    ("'To fix'", "'Bob''s'")
    """
    return "'" + name.replace("'", "''") + "'"


def first_row(name: str) -> str:
    """Return the row of headings of a tab in A1 notation."""
    return f"{tab_range(name)}!1:1"


def link_within(sheet_id: int, cell: str) -> str:
    """Return the target of a link to a cell of the same file.

    >>> link_within(7, "F12")
    '#gid=7&range=F12'
    """
    return f"#gid={sheet_id}&range={cell}"
