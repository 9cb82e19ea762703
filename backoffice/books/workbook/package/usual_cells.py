"""Worksheets whose cells are all as programs usually write them: each different cell is looked at once.

No formula, no error, every cell in its row, not far to the right.  Rows are split at the addresses of their
cells, see `usual_columns` for what is between them.  Any other worksheet is looked at in full.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import repeat, zip_longest
from operator import itemgetter
from typing import Any

from backoffice.books.workbook.package.extent import reaches_far
from backoffice.books.workbook.package.gathered_cells import cells_in, compact_sheet
from backoffice.books.workbook.package.unread_cells import body_of
from backoffice.books.workbook.package.usual_columns import BLANK, SEPARATOR, Column, UnusualError
from backoffice.books.workbook.package.xml_elements import check_well_formed
from backoffice.messages.errors import BookUnavailableError
from backoffice.sheet.addresses import column_letters, column_number
from backoffice.sheet.snapshot import Cell

_BEGIN, _END, _ROW_END = b"<sheetData>", b"</sheetData>", b"</row>"
_TRUTH, _NUMBER, _LENGTH = rb"(?:[01]|true|false)", rb"\d++", rb"[\d.]++"
_ROW_TAG = rb'<row r="([1-9]\d{0,6})"' + b"".join(
    rb'(?: %b="%b")?+' % attribute
    for attribute in (
        (b"spans", rb"[\d: ]*+"),
        (b"s", _NUMBER),
        (b"customFormat", _TRUTH),
        (b"ht", _LENGTH),
        (b"hidden", _TRUTH),
        (b"customHeight", _TRUTH),
        (b"outlineLevel", rb"\d"),
        (b"collapsed", _TRUTH),
        (b"thickTop", _TRUTH),
        (b"thickBot", _TRUTH),
        (b"x14ac:dyDescent", _LENGTH),
    )
)
_BLANK_ROWS = re.compile(rb"(?:%b/>)*+" % _ROW_TAG)
_ROW_BEGIN = re.compile(rb"(?:%b/>)*+%b>" % (_ROW_TAG, _ROW_TAG))
_ADDRESS = re.compile(rb'<c r="([A-Z]+\d+)"')
_COLUMNS = re.compile(rb"(?:[AB]?[A-Z] )*+")

_LONGEST = 1 << 22
"""Bytes in which the first row must begin, and each row end."""


@dataclass(frozen=True, slots=True)
class UsualCells:
    """The cells of a worksheet.

    Attributes:
        columns: The cells of each column; a number stands for that cell of `compact`.
        late: How many cells calamine is to read.
        compact: A worksheet that has them.
    """

    columns: Sequence[list[Cell]]
    late: int
    compact: bytes

    def rows(self, read: Sequence[Sequence[Cell]]) -> list[list[Cell]] | None:
        """Return the rows, with what was `read` from `compact`; None if something in it is blank."""
        found: dict[Cell, Cell] = dict(enumerate(cells_in(read, self.late)))
        if "" in found.values():
            return None
        columns = [
            [*map(found.get, column, column)] if int in {*map(type, column)} else column
            for column in self.columns
        ]
        while columns and columns[-1].count("") == len(columns[-1]):
            del columns[-1]
        rows = [*map(list, zip(*columns, strict=True))]
        while rows and rows[-1].count("") == len(columns):
            del rows[-1]
        return rows


def usual_cells(pieces: Iterable[bytes], strings: Sequence[str | None]) -> UsualCells | None:
    """Return the cells; None unless calamine reads all as they are.

    Args:
        pieces: The worksheet, of which no more than some rows are held at once.
        strings: The shared strings; None for each that calamine is to read.
    """
    xml, head, ended = b"", b"", False
    rows = _Rows(strings)
    try:
        for piece in pieces:
            xml += piece
            if not head:
                begin = xml.find(_BEGIN) + len(_BEGIN)
                if begin >= len(_BEGIN):
                    head, xml = xml[:begin], xml[begin:]
            if head and not ended:
                end = xml.find(_END)
                ended = end >= 0
                cut = end if ended else max(0, xml.rfind(b"<row "))
                rows.add(xml[:cut])
                xml = xml[cut:]
            if not ended and len(xml) > _LONGEST:
                return None
    except (UnusualError, UnicodeDecodeError):
        return None
    if not ended or body_of(head)[0] or xml.find(b"sheetData", len(_END)) >= 0:
        return None
    return rows.cells() if _is_well_formed(head + xml) else None


class _Rows:
    """The rows of a worksheet as far as they have been read."""

    def __init__(self, strings: Sequence[str | None]) -> None:
        self._strings = strings
        self._columns: list[Column] = []
        self._last = self._count = 0
        self._pickers: dict[bytes, itemgetter[Any]] = {}
        self._between: Sequence[bytes] = ()
        self._late: list[str] = []

    def add(self, xml: bytes) -> None:
        """Add rows.

        Raises:
            UnusualError: If they are not as usual.
        """
        *rows, rest = xml.split(_ROW_END)
        if not _BLANK_ROWS.fullmatch(rest):
            raise UnusualError
        above, columns = self._last, self._alike(rows) or self._one_by_one(rows) if rows else ()
        for at, cells in enumerate(columns):
            if at == len(self._columns):
                self._columns.append(Column(self._late, self._strings))
            self._columns[at].add(cells, above, self._last)

    def _alike(self, rows: Sequence[bytes]) -> Sequence[bytes]:
        """Return the columns of `rows` if all begin as the last row did, and have the same columns.

        Such a row is split at its number: ``<row r="``, ``><c r="A``, `` s="2"><v>1</v></c><c r="B`` …
        """
        if not self._between:
            return ()
        numbered = enumerate(rows, self._last + 1)
        columns = _joined((row.split(b'%d"' % number) for number, row in numbered), SEPARATOR)
        if len(columns) != len(self._between):
            return ()
        for at, (column, end) in enumerate(zip(columns, self._between, strict=True)):
            columns[at] = column.replace(end + SEPARATOR, SEPARATOR)
            if len(column) - len(columns[at]) != len(end) * len(rows):
                return ()
        if any(map(bytes.strip, columns[:2], repeat(SEPARATOR))):
            return ()
        self._last, self._count = self._last + len(rows), self._count + len(rows)
        return columns[2:]

    def _one_by_one(self, rows: Sequence[bytes]) -> Sequence[bytes]:
        """Return the columns of `rows`, each of which may have others."""
        block: list[Sequence[bytes]] = []
        shapes: set[bytes] = set()
        tag = None
        for row in rows:
            before, *cells = _ADDRESS.split(row)
            tag = _ROW_BEGIN.fullmatch(before)
            if not tag:
                raise UnusualError
            number = int(tag[2])
            above = number - self._last - 1
            if above < 0 or (above and reaches_far(number, self._count)):
                raise UnusualError
            block += [(BLANK, BLANK)] * above
            self._last, self._count = number, self._count + before.count(b"<row ")
            shape = b"".join(cells[::2]).replace(tag[2], b" ")
            pick = self._pickers.get(shape) or self._picker(shape)
            block.append(pick([*cells[1::2], BLANK]))
            shapes.add(shape)
        width = len(block[-1]) if block else 0
        self._between = ()
        letters = [column_letters(number).encode() for number in range(1, width + 1)]
        if tag and shapes == {b"".join(b"%b " % each for each in letters)}:
            begun = tag.string[tag.end(2) + 1 :] + b'<c r="A'
            others = (b'<c r="%b' % name for name in letters[1:])
            self._between = (b'<row r="', begun, *others, b"")
        return _joined(block, BLANK)

    def _picker(self, columns: bytes) -> itemgetter[Any]:
        """Return what takes the cells in these columns, and the blanks between them, from a row."""
        numbers = [column_number(letters) for letters in columns.decode().split()]
        at = {number: index for index, number in enumerate(numbers)}
        if not _COLUMNS.fullmatch(columns) or numbers != sorted(at):
            raise UnusualError
        self._pickers[columns] = itemgetter(
            *(at.get(number, -1) for number in range(1, max([2, *numbers]) + 1))
        )
        return self._pickers[columns]

    def cells(self) -> UsualCells:
        """Return the cells."""
        for column in self._columns:
            column.add(b"", self._last, self._last)
        return UsualCells(
            [column.cells for column in self._columns], len(self._late), compact_sheet(self._late)
        )


def _joined(rows: Iterable[Sequence[bytes]], missing: bytes) -> list[bytes]:
    """Return the columns of `rows`, each cell with a separator behind it."""
    columns = zip_longest(*rows, fillvalue=missing)
    return [SEPARATOR.join((*cells, b"")) for cells in columns]


def _is_well_formed(xml: bytes) -> bool:
    try:
        check_well_formed(xml, "file.damaged-part")
    except BookUnavailableError:  # said by whoever looks at all of it
        return False
    return True
