"""The docket pad: ticket numbers on blank rows of Tickets; no other cell changes by a byte."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import count

from backoffice.books.workbook.package.cell_xml import CellWriter
from backoffice.books.workbook.package.worksheet import (
    RowElement,
    Shell,
    cells_in,
    rows_in,
    shell_of,
)
from backoffice.books.workbook.package.xml_elements import spliced
from backoffice.messages.errors import BookUnavailableError
from backoffice.sheet.addresses import column_letters
from backoffice.sheet.reach_of_tickets import last_numbered_row
from backoffice.sheet.snapshot import Cell

_MOST_ROWS = 1_048_576
_AREA = re.compile(rb"""\sref\s*=\s*["']([A-Z]+)(\d+)(?::([A-Z]+)(\d+))?["']""")


def blank_rows(rows: Sequence[Sequence[Cell]], column: int) -> Iterator[int]:
    """Yield the rows, counted from 1, below the last ticket number in which nothing is to be seen.

    A memo far below the tickets does not move the pad there.  Formulas that show nothing yet, and
    boxes without a tick, are what staff prepare for tickets to come.

    Args:
        rows: Of Tickets, the heading first.
        column: Number of the Ticket column, counted from 1.
    """
    for number in count(last_numbered_row(rows, column - 1) + 1):
        row = rows[number - 1] if number <= len(rows) else ()
        if all(cell in (None, "") or cell is False for cell in row):
            yield number


def append_rows(
    xml: bytes, numbers: Sequence[str], column: int, width: int, blank: Iterable[int]
) -> bytes:
    """Return the worksheet of Tickets with each of `numbers` on a row of its own.

    Args:
        xml: The worksheet part.
        numbers: Ticket numbers.
        column: Number of the Ticket column, counted from 1.
        width: Number of columns with headings.
        blank: The rows to use, ascending.  One with a formula in the Ticket column is passed over.

    Raises:
        BookUnavailableError: If the sheet is full, or its rows are in no order.
    """
    shell = shell_of(xml)
    pad = _Pad(shell, column, width)
    last = pad.fill(numbers, blank)
    edits = [shell.filled(spliced(shell.rows, pad.edits))]
    return spliced(shell.xml, edits + shell.resized(_area(shell, last, width)))


class _Pad:
    """Collects the edits of the rows that put numbers on them."""

    def __init__(self, shell: Shell, column: int, width: int) -> None:
        self.edits: list[tuple[int, int, bytes]] = []
        self._rows, self._column, self._prefix = shell.rows, column, shell.prefix
        self._writer, styles = CellWriter(shell.prefix), shell.column_styles()
        self._height = _row_height(shell)
        self._style = styles.get(column, "")
        self._cells = [
            (n, column_letters(n), styles.get(n, ""))
            for n in range(1, max(width, column) + 1)
            if n in styles or n == column
        ]

    def fill(self, numbers: Sequence[str], blank: Iterable[int]) -> int:
        """Put each of `numbers` on the next row of `blank`; return the last one used."""
        there = rows_in(self._rows, self._prefix)
        at, element, row = 0, next(there, None), 0
        free_rows = iter(blank)
        for count_left, number in zip(range(len(numbers), 0, -1), numbers, strict=True):
            for row in free_rows:
                if row > _MOST_ROWS:
                    raise BookUnavailableError("file.no-room", rows=count_left)
                while element and element.number < row:
                    at, before = element.end, element.number
                    element = next(there, None)
                    if element and element.number <= before:
                        raise BookUnavailableError("file.unknown-tab")
                if not element or element.number > row:
                    self.edits.append((at, at, self._new_row(row, number)))
                    break
                if self._put_on(element, number):
                    break
        return row

    def _new_row(self, row: int, number: str) -> bytes:
        p = self._prefix
        cells = "".join(
            f'<{p}c r="{letters}{row}"{style}'
            f"{self._writer.text(number) if n == self._column else '/>'}"
            for n, letters, style in self._cells
        )
        return f'<{p}row r="{row}"{self._height}>{cells}</{p}row>'.encode()

    def _put_on(self, row: RowElement, number: str) -> bool:
        """Put `number` on a row that is there; return whether its cell was free."""
        p, rows, start, end = self._prefix, self._rows, row.inner, row.inner
        style = self._style
        for cell in cells_in(rows, p, row):
            if cell.number == self._column:
                if rows[cell.inner : cell.end].strip() not in (b"", f"</{p}c>".encode()):
                    return False
                style = cell.style(rows)
                start, end = cell.start, cell.end
                break
            if cell.number > self._column:
                break
            start = end = cell.end
        address = f"{column_letters(self._column)}{row.number}"
        new = f'<{p}c r="{address}"{style}{self._writer.text(number)}'
        if row.inner == row.end:  # <row r="7"/>
            tag = rows[row.start : row.inner].rstrip(b"/> \t\r\n")
            self.edits.append((row.start, row.end, tag + f">{new}</{p}row>".encode()))
        else:
            self.edits.append((start, end, new.encode()))
        return True


def _row_height(shell: Shell) -> str:
    """Return the height of a new row, which grows with a long text; empty where the sheet has none of its own."""
    formats = (each.attributes for each in shell.top if each.name == "sheetFormatPr")
    height = next(formats, {}).get("defaultRowHeight", "")
    return f' ht="{height}"' if re.fullmatch(r"\d+(\.\d+)?", height) else ""


def _area(shell: Shell, last: int, width: int) -> str:
    """Return the used area, extended by the pad."""
    area = next(
        (_AREA.search(shell.xml, e.start, e.end) for e in shell.top if e.name == "dimension"), None
    )
    first, corner, right, bottom = "A", 1, column_letters(width), last
    if area:
        first, corner = area[1].decode(), int(area[2])
        right = max(right, (area[3] or area[1]).decode(), key=lambda x: (len(x), x))
        bottom = max(bottom, int(area[4] or 1))
    return f"{first}{corner}:{right}{bottom}"
