"""Who has a workbook open in Excel or LibreOffice, from the lock files that these create."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

from backoffice.messages import label
from estimator.policy.model import Label

# Excel's lock file: one byte of length and 54 of the name in the code page of the machine, then two
# bytes of length and the name again in UTF-16.
_OLD_NAME, _NAME_LENGTH, _NAME = slice(1, 55), slice(55, 57), slice(57, 165)
_COMMA = re.compile(r"(?<!\\),")


def open_elsewhere(book: Path) -> Label | None:
    """Return who has `book` open and what to do, or None."""
    excel = book.with_name(f"~${book.name}")
    libreoffice = book.with_name(f".~lock.{book.name}#")
    for lock, program, name_in in (
        (excel, "Excel", _excel_name),
        (libreoffice, "LibreOffice", _libreoffice_name),
    ):
        if lock.exists():
            name = _owner(lock, name_in)
            who = label("open", "person", name=name) if name else label("open", "somebody")
            return label("open", "elsewhere", who=who, book=book.name, program=program, lock=lock)
    return None


def _owner(lock: Path, name_in: Callable[[bytes], str]) -> str:
    try:
        data = lock.read_bytes()
    except OSError:  # Excel may lock this file too
        return ""
    return _printable(name_in(data))


def _excel_name(data: bytes) -> str:
    encoded = data[_NAME][: int.from_bytes(data[_NAME_LENGTH], "little") * 2]
    name = encoded.decode("utf-16-le", "replace").strip("\0 ")
    return name or data[_OLD_NAME][: data[0] if data else 0].decode("latin-1").strip("\0 ")


def _libreoffice_name(data: bytes) -> str:
    fields = [part.replace("\\,", ",") for part in _COMMA.split(data.decode("utf-8", "replace"))]
    return next((field.strip() for field in fields[:2] if field.strip()), "")


def _printable(name: str) -> str:
    return "".join(letter for letter in name if letter.isprintable())[:60]
