"""Rows of a usual worksheet, as they come → columns: split at the addresses of cells, or faster where rows are alike."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import zip_longest
from operator import itemgetter
from typing import Any

from backoffice.books.workbook.package.extent import reaches_far
from backoffice.books.workbook.package.usual_columns import BLANK, SEPARATOR, Column, UnusualError
from backoffice.sheet.addresses import column_letters, column_number
from backoffice.sheet.snapshot import Cell

_ROW_END = b"</row>"
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


class UsualRows:
    """The rows of a worksheet as far as they have been read.

    Attributes:
        late: What calamine is to read; its index is in its place in the columns.
    """

    def __init__(self, strings: Sequence[str | None]) -> None:
        self._strings = strings
        self._columns: list[Column] = []
        self._last = self._count = 0
        self._pickers: dict[bytes, itemgetter[Any]] = {}
        self._between: Sequence[bytes] = ()
        self.late: list[str] = []

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
                self._columns.append(Column(self.late, self._strings))
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
        if columns[:2] != [SEPARATOR * len(rows)] * 2:
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

    def columns(self) -> list[list[Cell]]:
        """Return the cells of each column, all as long."""
        for column in self._columns:
            column.add(b"", self._last, self._last)
        return [column.cells for column in self._columns]


def _joined(rows: Iterable[Sequence[bytes]], missing: bytes) -> list[bytes]:
    """Return the columns of `rows`, each cell with a separator behind it."""
    columns = zip_longest(*rows, fillvalue=missing)
    return [SEPARATOR.join((*cells, b"")) for cells in columns]
