"""The docket pad: numbered blank rows below the last row of Tickets; no other byte changes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from backoffice.books.workbook.package.cell_xml import CellWriter
from backoffice.books.workbook.package.worksheet import Shell, shell_of
from backoffice.books.workbook.package.xml_elements import spliced
from backoffice.messages.errors import BookUnavailableError
from backoffice.sheet.addresses import column_letters

_MOST_ROWS = 1_048_576
_ROW_NUMBER = re.compile(rb"""\sr\s*=\s*["'](\d+)["']""")
_VALUE = re.compile(rb"<(?:[A-Za-z_][\w.-]*:)?(?:v|is|f)[\s/>]")
_AREA = re.compile(rb"""\sref\s*=\s*["']([A-Z]+)(\d+)(?::([A-Z]+)(\d+))?["']""")


def append_rows(xml: bytes, numbers: Sequence[str], column: int, width: int) -> bytes:
    """Return the worksheet of Tickets with a row for each of `numbers` below the last used row.

    Args:
        xml: The worksheet part.
        numbers: Ticket numbers.
        column: Number of the Ticket column, counted from 1.
        width: Number of columns with headings.

    Raises:
        BookUnavailableError: If the sheet is full.
    """
    shell = shell_of(xml)
    last, kept = _last_used(shell)
    if last + len(numbers) > _MOST_ROWS:
        raise BookUnavailableError("file.no-room", rows=len(numbers))
    rows, rest = _rows_around(shell, kept, last + len(numbers))
    pad = "".join(_pad(shell, numbers, last, column, width)).encode()
    edits = [shell.filled(rows + pad + rest)]
    edits += shell.resized(_area(shell, last + len(numbers), width))
    return spliced(shell.xml, edits)


def _pad(shell: Shell, numbers: Sequence[str], last: int, column: int, width: int) -> list[str]:
    writer, styles, p = CellWriter(shell.prefix), shell.column_styles(), shell.prefix
    columns = [
        (n, column_letters(n), f' s="{styles[n]}"' if n in styles else "")
        for n in range(1, max(width, column) + 1)
        if n in styles or n == column
    ]
    rows = []
    for row, number in enumerate(numbers, start=last + 1):
        cells = "".join(
            f'<{p}c r="{letters}{row}"{style}{writer.text(number) if n == column else "/>"}'
            for n, letters, style in columns
        )
        rows.append(f'<{p}row r="{row}">{cells}</{p}row>')
    return rows


def _last_used(shell: Shell) -> tuple[int, int]:
    """Return number and end of the last row with a value.

    Some programs write formatted blank rows down to the last possible one.
    """
    rows = shell.rows
    end = len(rows)
    for at in _row_starts_backwards(shell):
        if _VALUE.search(rows, at, end):
            return _row_number(shell, at), end
        end = at
    return 0, 0


def _row_starts_backwards(shell: Shell, last: int | None = None) -> Iterator[int]:
    """Yield the start of each row from the last to the first, or from the row at `last`."""
    rows, tag = shell.rows, b"<" + shell.prefix.encode() + b"row"
    at = len(rows) if last is None else last + len(tag)
    while (at := rows.rfind(tag, 0, at)) >= 0:
        if rows[at + len(tag)] in b" \t\r\n>/":
            yield at


def _row_number(shell: Shell, start: int) -> int:
    """Return the number of the row at `start`; a row without a number follows the one before."""
    later = 0
    for at in _row_starts_backwards(shell, start):
        own = _ROW_NUMBER.search(shell.rows, at, shell.rows.index(b">", at))
        if own:
            return int(own[1]) + later
        later += 1
    return later


def _rows_around(shell: Shell, kept: int, last: int) -> tuple[bytes, bytes]:
    """Return the rows to keep above and below the pad, without the blank rows that it replaces."""
    rows, tag, at = shell.rows, b"<" + shell.prefix.encode() + b"row", kept
    while (at := rows.find(tag, at)) >= 0:
        own = _ROW_NUMBER.search(rows, at, rows.index(b">", at))
        if own and int(own[1]) > last:
            return rows[:kept], rows[at:]
        at += len(tag)
    return rows[:kept], b""


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
