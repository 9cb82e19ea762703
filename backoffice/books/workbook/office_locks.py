"""Who has a workbook open in another program, from the lock files that these programs create."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from unicodedata import normalize

from backoffice.messages import label
from estimator.policy.label import Label

# Excel's lock file: one byte of length and 54 of the name in the code page of the machine, then two
# bytes of length and the name again in UTF-16.
_OLD_NAME, _NAME_LENGTH, _NAME = slice(1, 55), slice(55, 57), slice(57, 165)
_COMMA = re.compile(r"(?<!\\),")


def open_elsewhere(book: Path) -> Label | None:
    """Return who has `book` open and what to do, or None.

    Raises:
        OSError: If its folder cannot be listed.
    """
    try:
        paths = sorted(book.parent.iterdir())
    except (FileNotFoundError, NotADirectoryError):
        return None
    locks = {_same(path.name): path for path in paths}
    for before, behind, program, name_in in _KINDS:
        if lock := locks.get(_same(f"{before}{book.name}{behind}")):
            name = _owner(lock, name_in)
            who = label("open", "person", name=name) if name else label("open", "somebody")
            key = "elsewhere" if program else "elsewhere-other"
            return label("open", key, who=who, book=book.name, program=program, lock=lock)
    return None


def _same(name: str) -> str:
    """Return `name` without what file systems do not distinguish: case and composition."""
    return normalize("NFC", name).casefold()


def _owner(lock: Path, name_in: Callable[[bytes], str]) -> str:
    try:
        data = lock.read_bytes()
    except OSError:  # Excel may lock this file too
        return ""
    return "".join(letter for letter in name_in(data) if letter.isprintable())[:60]


def _excel_name(data: bytes) -> str:
    encoded = data[_NAME][: int.from_bytes(data[_NAME_LENGTH], "little") * 2]
    name = encoded.decode("utf-16-le", "replace").strip("\0 ")
    return name or data[_OLD_NAME][: data[0] if data else 0].decode("latin-1").strip("\0 ")


def _libreoffice_name(data: bytes) -> str:
    fields = [part.replace("\\,", ",") for part in _COMMA.split(data.decode("utf-8", "replace"))]
    return next((field.strip() for field in fields[:2] if field.strip()), "")


_KINDS: tuple[tuple[str, str, str, Callable[[bytes], str]], ...] = (
    # Excel for Windows and Mac; a folder that OneDrive or another service copies has the file, too
    ("~$", "", "Excel", _excel_name),
    (".~lock.", "#", "LibreOffice", _libreoffice_name),
    (".~", "", "WPS Office", _excel_name),
    (".~$", "", "", _excel_name),
    ("~lock.", "#", "", _libreoffice_name),
    (".#", "", "", lambda _: ""),
    ("", ".lck", "", lambda _: ""),
    (".", ".lck", "", lambda _: ""),
)
"""Lock files: what is before and behind the name of the book, the program, and who the content names."""
