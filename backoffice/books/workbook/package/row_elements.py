"""Rows of a worksheet and the cells of a row, found in its bytes."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from backoffice.sheet.addresses import column_number

_ROW_NUMBER = re.compile(rb"""\sr\s*=\s*["'](\d+)["']""")
_LETTERS = re.compile(rb"""\sr\s*=\s*["']([A-Za-z]+)\d+["']""")
_STYLE = re.compile(rb"""\ss\s*=\s*["'](\d+)["']""")


@dataclass(frozen=True, slots=True)
class RowElement:
    """A row, or a cell of one: its number, and the bytes from its tag to its end."""

    number: int
    start: int
    inner: int
    end: int

    def style(self, rows: bytes) -> str:
        """Return its attribute for the format, as programs write it; empty if it has none."""
        own = _STYLE.search(rows, self.start, self.inner)
        return f' s="{int(own[1])}"' if own else ""


def rows_in(rows: bytes, prefix: str) -> Iterator[RowElement]:
    """Yield each row of the bytes inside ``sheetData``."""
    return _elements(rows, f"{prefix}row", 0, len(rows), _row_of)


def cells_in(rows: bytes, prefix: str, row: RowElement) -> Iterator[RowElement]:
    """Yield each cell of `row`; its number is that of its column, counted from 1."""
    return _elements(rows, f"{prefix}c", row.inner, row.end, _column_of)


def _elements(
    rows: bytes, tag: str, at: int, end: int, number_of: Callable[[bytes], int | None]
) -> Iterator[RowElement]:
    """Yield each element called `tag`; one without a number follows the one before."""
    name = re.escape(tag.encode())
    opening, number = re.compile(b"<" + name + rb"(?=[\s/>])[^<>]*>"), 0
    closing_tag = re.compile(b"</" + name + rb"\s*>")
    while match := opening.search(rows, at, end):
        number = number_of(match[0]) or number + 1
        at = match.end()
        if not match[0].endswith(b"/>"):
            closing = closing_tag.search(rows, at, end)
            at = closing.end() if closing else end
        yield RowElement(number, match.start(), match.end(), at)


def _row_of(tag: bytes) -> int | None:
    own = _ROW_NUMBER.search(tag)
    return int(own[1]) if own else None


def _column_of(tag: bytes) -> int | None:
    own = _LETTERS.search(tag)
    return column_number(own[1].decode()) if own else None
