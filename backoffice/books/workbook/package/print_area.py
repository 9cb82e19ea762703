"""The area of Tickets that is printed: kept up to date as long as staff have not chosen another.

Beside Excel's own name of the area the workbook holds a name of ours with the same area.  Programs move
both when rows and columns are inserted; where they differ, somebody has chosen what is printed.
"""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from backoffice.books.workbook.package.xml_elements import Element, elements, spliced
from backoffice.sheet.addresses import column_letters
from backoffice.sheet.design.printed_columns import last_printed_row, pages_of_columns
from backoffice.sheet.snapshot import Row

_AREA, _OURS = "_xlnm.Print_Area", "Desk_Print_Area"


def printed_area(name: str, rows: Sequence[Row], ticket: int) -> str:
    """Return the areas that are printed of the tab `name`, each on pages of its own.

    Args:
        name: Of Tickets.
        rows: The headings first.
        ticket: Index of the column of ticket numbers.
    """
    tab, last = name.replace("'", "''"), last_printed_row(rows, ticket)
    return ",".join(
        f"'{tab}'!${column_letters(left + 1)}$1:${column_letters(right + 1)}${last}"
        for left, right in pages_of_columns(rows[0])
    )


def with_first_print_area(book: bytes, name: str, area: str) -> bytes:
    """Return the part of a new workbook with the printed area of the tab `name`."""
    index = _sheets(elements(book)).index(name)
    at = book.index(b"<definedNames>") + len(b"<definedNames>")
    text = escape(area, quote=False)
    names = (
        f'<definedName name="{_AREA}" localSheetId="{index}">{text}</definedName>'
        f'<definedName name="{_OURS}" hidden="1">{text}</definedName>'
    )
    return spliced(book, [(at, at, names.encode())])


def with_print_area(book: bytes, name: str, area: str) -> bytes:
    """Return the part of the workbook with another printed area, unless staff have chosen theirs."""
    every = elements(book)
    index = str(_sheets(every).index(name))
    names = [each for each in every if each.name == "definedName"]
    ours = [each for each in names if each.attributes.get("name") == _OURS]
    theirs = [
        each
        for each in names
        if each.attributes.get("name") == _AREA and each.attributes.get("localSheetId") == index
    ]
    if len(ours) != 1 or len(theirs) != 1 or _text(book, ours[0]) != _text(book, theirs[0]):
        return book
    text = escape(area, quote=False).encode()
    edits = [(each.inner, _end(book, each), text) for each in (*ours, *theirs)]
    return spliced(book, edits)


def _sheets(every: Sequence[Element]) -> list[str | None]:
    return [
        each.attributes.get("name") for each in every if each.name == "sheet" and each.depth == 2
    ]


def _text(book: bytes, name: Element) -> bytes:
    """Return what a name stands for, without the quotes that programs set as they like."""
    return book[name.inner : _end(book, name)].replace(b"'", b"").replace(b"&apos;", b"")


def _end(book: bytes, name: Element) -> int:
    return book.rfind(b"</", name.inner, name.end) if name.inner < name.end else name.inner
