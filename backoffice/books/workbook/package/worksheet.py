"""One worksheet without its rows.

Parsing 100,000 rows element by element takes too long, so the rows are cut out unread and only the
rest, the *shell*, is parsed.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from backoffice.books.workbook.package.unread_cells import body_of
from backoffice.books.workbook.package.xml_elements import Edit, Element, elements
from backoffice.messages.errors import BookUnavailableError

_SHEET_DATA = re.compile(rb"<((?:[A-Za-z_][\w.-]*:)?)sheetData(?:\s[^<>]*)?/?>")
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

    def column_styles(self) -> dict[int, int]:
        """Return the style of each column that has one, counted from 1, up to column 300."""
        styles = {}
        for col in (each for part in self.top for each in part.children if each.name == "col"):
            style, first, last = (
                whole_number(col.attributes.get(name)) for name in ("style", "min", "max")
            )
            if style and first and last:
                styles.update(dict.fromkeys(range(first, min(last, 300) + 1), style))
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
