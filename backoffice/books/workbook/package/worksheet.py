"""One worksheet: its *shell* without rows, its rows, and the cells of a row.

Parsing 100,000 rows element by element takes too long, so the rows are cut out unread and only the shell is
parsed.  Single rows and cells are found in the bytes.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from backoffice.books.workbook.package.xml_elements import Edit, Element, elements
from backoffice.messages.errors import BookUnavailableError
from backoffice.sheet.addresses import column_number

_SHEET_DATA = re.compile(rb"<((?:[A-Za-z_][\w.-]*:)?)sheetData(?:\s[^<>]*)?/?>")
_PREFIX = re.compile(rb"<([\w.-]+:)?worksheet[\s>]")
_ROW_NUMBER = re.compile(rb"""\sr\s*=\s*["'](\d+)["']""")
_LETTERS = re.compile(rb"""\sr\s*=\s*["']([A-Za-z]+)\d+["']""")
_STYLE = re.compile(rb"""\ss\s*=\s*["'](\d+)["']""")
_REF = re.compile(rb"""(\sref\s*=\s*)(["']).*?\2""")


@dataclass(frozen=True, slots=True)
class Shell:
    """A worksheet without its rows.

    Attributes:
        xml: The worksheet with nothing between ``<sheetData>`` and its end.
        top: The children of the root element.
        data: The ``sheetData`` element.
        rows: The bytes between them.
    """

    xml: bytes
    top: list[Element]
    data: Element
    rows: bytes

    @property
    def prefix(self) -> str:
        """The namespace prefix of the sheet with its colon; usually empty."""
        return self.data.prefix

    def filled(self, rows: bytes) -> Edit:
        """Return the edit that inserts `rows`."""
        return self.data.extended(self.xml, rows)

    def resized(self, area: str) -> list[Edit]:
        """Return the edit that sets the used area; none for a sheet without ``<dimension>``."""
        for element in self.top:
            if element.name == "dimension" and "ref" in element.attributes:
                tag = self.xml[element.start : element.inner]
                new = _REF.sub(rb"\1\2%s\2" % area.encode(), tag)
                return [(element.start, element.inner, new)]
        return []

    def column_styles(self) -> dict[int, str]:
        """Return the attribute for the format of each column that has one, from 1 up to column 300."""
        styles = {}
        for col in (each for part in self.top for each in part.children if each.name == "col"):
            style, first, last = (
                whole_number(col.attributes.get(name)) for name in ("style", "min", "max")
            )
            if style and first and last:
                styles.update(dict.fromkeys(range(first, min(last, 300) + 1), f' s="{style}"'))
        return styles


def whole_number(text: str | None) -> int:
    """Return the number that an attribute holds; 0 if it is missing or none.

    >>> whole_number("12"), whole_number("1e9"), whole_number(None)
    (12, 0, 0)
    """
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 10 else 0


def shell_of(xml: bytes) -> Shell:
    """Return `xml` as shell and rows.

    Raises:
        BookUnavailableError: If it does not have the structure of a worksheet.
    """
    tag = _SHEET_DATA.search(xml)
    if tag is None:
        raise BookUnavailableError("file.no-cells")
    start = end = tag.end()
    if not tag[0].endswith(b"/>"):
        end = xml.rfind(b"</" + tag[1] + b"sheetData")
    shell = xml[:start] + xml[end:]
    top = elements(shell)[0].children
    data = [element for element in top if element.name == "sheetData"]
    if end < start or len(data) != 1 or data[0].start != tag.start():
        raise BookUnavailableError("file.unknown-tab")
    return Shell(shell, top, data[0], xml[start:end])


def has_formulas(xml: bytes) -> bool:
    """Return whether any cell of the sheet holds a formula."""
    prefix, end = body_of(xml)
    return any(
        xml.find(b"<" + prefix + b"f" + behind, 0, end) >= 0 for behind in (b">", b" ", b"/")
    )


def body_of(xml: bytes) -> tuple[bytes, int]:
    """Return the prefix of every element with its colon, and where the cells end."""
    root = _PREFIX.search(xml)
    prefix = root[1] or b"" if root else b""
    return prefix, max(0, xml.rfind(b"</" + prefix + b"sheetData"))


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
