"""The filled cells of a worksheet, gathered without the blanks between them.

Calamine gives a worksheet as a rectangle: a note in the last row of a wide tab makes it allocate
gigabytes of blanks.  It refuses a tab because of one cell of an unknown type, and reads some cells with
unusual XML as blank.  Such tabs are parsed here, element by element, which is slow and exact; values are
still converted by calamine, from a compact worksheet that has only the filled cells, in adjacent columns.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from html import escape
from itertools import chain
from math import isfinite

from backoffice.books.workbook.package.xml_elements import guarded_parser, parse
from backoffice.messages.errors import BookUnavailableError
from backoffice.sheet.addresses import column_letters, column_number
from backoffice.sheet.snapshot import NAMELESS_ERROR, Cell

MOST_ROWS, MOST_COLUMNS = 1_048_576, 16_384
WIDTH = 50
"""Columns of the compact worksheet."""

_ADDRESS = re.compile(r"([A-Za-z]{1,3})([1-9]\d{0,6})")
_LETTERS = [column_letters(number) for number in range(1, WIDTH + 1)]


@dataclass(slots=True)
class GatheredCells:
    """Filled cells: the position of each, counted from 1, and a compact worksheet of them."""

    positions: list[tuple[int, int]]
    xml: bytes

    def spread(self, read: Sequence[Sequence[Cell]]) -> list[Sequence[Cell]]:
        """Return the rows of the tab, with the values `read` from `xml`; blank rows are empty."""
        values = cells_in(read, len(self.positions))
        places = zip(self.positions, values, strict=True)
        return placed((), ((row, column, cell) for (row, column), cell in places))


def placed(
    rows: Sequence[Sequence[Cell]], cells: Iterable[tuple[int, int, Cell]]
) -> list[Sequence[Cell]]:
    """Return `rows` with each of `cells` at its row and column; what they lack is blank."""
    filled = [*rows]
    for row, column, cell in cells:
        filled += [()] * (row - len(filled))
        line = filled[row - 1]
        if not isinstance(line, list):
            line = filled[row - 1] = [*line]
        line += [""] * (column - len(line))
        line[column - 1] = cell
    return filled


def compact_sheet(cells: Sequence[str]) -> bytes:
    """Return a worksheet of `cells`, each given from behind its address to its end."""
    rows = (
        "".join(map(f'<c r="{{}}{number}"{{}}'.format, _LETTERS, cells[at : at + WIDTH]))
        for number, at in enumerate(range(0, len(cells), WIDTH), start=1)
    )
    body = "".join(f'<row r="{number}">{row}</row>' for number, row in enumerate(rows, start=1))
    return f"<worksheet><sheetData>{body}</sheetData></worksheet>".encode()


def cells_in(read: Sequence[Sequence[Cell]], count: int) -> list[Cell]:
    """Return the `count` cells of a compact worksheet, of which `read` lacks blanks at its ends."""
    rows = ([*row, *[""] * (WIDTH - len(row))] for row in read)
    cells = [*chain.from_iterable(rows)][:count]
    return [*cells, *[""] * (count - len(cells))]


def gathered(tab: str, xml: bytes, strings: int) -> GatheredCells:
    """Return the filled cells of the worksheet `xml` in a workbook with so many shared strings.

    Raises:
        BookUnavailableError: If the XML is damaged, a cell has no address that can be understood, or
            there is a text outside of all cells.
    """
    reader = _Reader(tab, strings)
    parser = guarded_parser()
    parser.StartElementHandler = reader.begin
    parser.EndElementHandler = reader.finish
    parser.CharacterDataHandler = reader.text
    parse(parser, xml, "file.damaged-tab", tab=tab)
    return GatheredCells(reader.positions, compact_sheet(reader.written))


@dataclass(slots=True)
class _CellText:
    """One cell: its attributes, and the text of its value, its formula and what is typed inline.

    `misplaced` is whether it has a text in an element where no program writes one.
    """

    attributes: dict[str, str]
    value: str | None = None
    formula: str | None = None
    inline: str | None = None
    misplaced: bool = False


class _Reader:
    """Collects filled cells; elements are matched by local name, whatever their namespace."""

    def __init__(self, tab: str, strings: int) -> None:
        self.positions: list[tuple[int, int]] = []
        self.written: list[str] = []
        self._tab, self._strings = tab, strings
        self._open: list[str] = []
        self._row = self._column = self._depth = 0
        self._cell: _CellText | None = None
        self._pieces: list[str] = []

    def begin(self, tag: str, attributes: dict[str, str]) -> None:
        name = tag.rpartition(":")[2]
        parent = self._open[-1] if self._open else ""
        self._open.append(name)
        if name == "row" and parent == "sheetData":
            self._row, self._column = self._row_number(attributes), 0
        elif name == "c" and self._cell is None and "sheetData" in self._open:
            self._depth = len(self._open)
            self._cell = _CellText(
                {key: value for key, value in attributes.items() if ":" not in key}
            )
        elif self._is_text():
            self._pieces = []

    def text(self, text: str) -> None:
        if self._is_text():
            self._pieces.append(text)
        elif not text.strip() or "sheetData" not in self._open:
            return
        elif self._cell is None:
            raise BookUnavailableError("file.misplaced", tab=self._tab)
        elif not {"rPh", "extLst"} & {*self._open[self._depth :]}:
            self._cell.misplaced = True

    def _is_text(self) -> bool:
        """Return whether the element that is open holds a text of a cell: its value, formula or words."""
        path = self._open[self._depth :]
        return self._cell is not None and (
            path in (["v"], ["f"]) or (path in (["is", "t"], ["is", "r", "t"]))
        )

    def finish(self, _tag: str) -> None:
        is_text, name, cell = self._is_text(), self._open.pop(), self._cell
        if cell is None:
            return
        text = "".join(self._pieces)
        if len(self._open) < self._depth:
            self._add(cell)
            self._cell = None
        elif is_text and name == "v":
            cell.value = text
        elif is_text and name == "f":
            cell.formula = text
        elif is_text:
            cell.inline = (cell.inline or "") + text

    def _row_number(self, attributes: dict[str, str]) -> int:
        text = attributes.get("r")
        if text is None:
            return self._row + 1
        number = int(text) if text.isascii() and text.isdigit() and len(text) < 8 else 0
        if not 0 < number <= MOST_ROWS:
            raise self._no_address(text)
        return number

    def _position(self, cell: _CellText) -> tuple[int, int]:
        text = cell.attributes.get("r")
        if text is None:
            return self._row, self._column + 1
        address = _ADDRESS.fullmatch(text.strip())
        column = column_number(address[1]) if address else 0
        row = int(address[2]) if address else 0
        if not (0 < row <= MOST_ROWS and 0 < column <= MOST_COLUMNS):
            raise self._no_address(text)
        return row, column

    def _no_address(self, text: str) -> BookUnavailableError:
        return BookUnavailableError("file.no-address", tab=self._tab, address=text)

    def _add(self, cell: _CellText) -> None:
        row, self._column = self._position(cell)
        content = self._content(cell)
        if content:
            style = cell.attributes.get("s", "")
            is_known = style.isascii() and style.isdigit() and not _is_no_day(cell.value or "")
            style = f' s="{style}"' if is_known else ""
            self.positions.append((row, self._column))
            self.written.append(f"{style}{content}</c>")

    def _content(self, cell: _CellText) -> str:
        """Return what follows address and style of a filled cell; empty for a blank one."""
        if cell.misplaced:
            return _error(None, None)
        kind, value = cell.attributes.get("t", "n"), cell.value
        if kind == "inlineStr" or (value is None and cell.inline is not None):
            kind, value = "str", cell.inline if cell.inline is not None else value
        formula = "" if cell.formula is None else f"<f>{escape(cell.formula, quote=False)}</f>"
        if kind == "e":
            return _error(value, cell.attributes.get("vm"))
        if kind in ("n", "s", "b") and value is not None:
            value = value.strip()
        if not value:
            return f">{formula}" if formula and kind != "str" else ""
        if not self._is_known(kind, value):
            return _error(None, None)
        if kind == "n" and not _is_number(value):
            kind = "str"
        return f' t="{kind}">{formula}<v>{escape(value, quote=False)}</v>'

    def _is_known(self, kind: str, value: str) -> bool:
        """Return whether a value is of a type that can be read."""
        if kind == "s":
            is_number = value.isascii() and value.isdigit() and len(value) < 10
            return is_number and int(value) < self._strings
        if kind == "b":
            return value.lower() in ("0", "1", "true", "false")
        return kind in ("n", "str", "d")


def _error(value: str | None, rich: str | None) -> str:
    rich = f' vm="{rich}"' if rich and rich.isascii() and rich.isdigit() else ""
    return f' t="e"{rich}><v>{escape(value or NAMELESS_ERROR, quote=False)}</v>'


def _is_no_day(text: str) -> bool:
    """Return whether a number is too large to be shown as days and hours."""
    return _is_number(text) and abs(float(text)) > timedelta.max.days


def _is_number(text: str) -> bool:
    try:
        return isfinite(float(text)) and "_" not in text
    except ValueError:
        return False
