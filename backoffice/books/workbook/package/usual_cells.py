"""Worksheets whose cells are all as programs usually write them: each different cell is looked at once.

No formula, no error, every cell in its row, not far to the right.  Rows are split at the addresses of their
cells (`usual_rows`), and what is between them is looked up (`usual_columns`).  Any other worksheet is looked at in full.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass

from backoffice.books.workbook.package.gathered_cells import cells_in, compact_sheet
from backoffice.books.workbook.package.usual_columns import UnusualError
from backoffice.books.workbook.package.usual_rows import UsualRows
from backoffice.books.workbook.package.worksheet import body_of
from backoffice.books.workbook.package.xml_elements import check_well_formed
from backoffice.messages.errors import BookUnavailableError
from backoffice.sheet.snapshot import Cell

_BEGIN, _END = b"<sheetData>", b"</sheetData>"
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
    rows, pieces = UsualRows(strings), iter(pieces)
    try:
        for piece in pieces:
            xml += piece
            if not head:
                begin = xml.find(_BEGIN) + len(_BEGIN)
                if begin >= len(_BEGIN):
                    head, xml = xml[:begin], xml[begin:]
            if head:
                end = xml.find(_END)
                ended = end >= 0
                cut = end if ended else max(0, xml.rfind(b"<row "))
                rows.add(xml[:cut])
                xml = xml[cut:]
            if ended or len(xml) > _LONGEST:
                break
    except (UnusualError, UnicodeDecodeError):
        return None
    xml += b"".join(pieces)
    if not ended or body_of(head)[0] or xml.find(b"sheetData", len(_END)) >= 0:
        return None
    if b"<!" in head or head.count(b"<?") > 1:  # the cells may be part of a comment
        return None
    with suppress(BookUnavailableError):  # damage is said by whoever looks at all of it
        check_well_formed(head + xml, "file.damaged-part")
        return UsualCells(rows.columns(), len(rows.late), compact_sheet(rows.late))
    return None
