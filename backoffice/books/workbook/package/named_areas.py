"""Areas of Tickets that the workbook names: what its filter covers, and what is printed.

Columns that a desk was given later come into the filter.  What is printed is kept up to date as long as
staff have not chosen another area: beside Excel's own name of it the workbook holds a name of ours with the
same area.  Programs move both when rows and columns are inserted; where they differ, somebody has chosen.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from html import escape

from backoffice.books.workbook.package.workbook_package import tabs_among
from backoffice.books.workbook.package.xml_elements import Element, elements, spliced
from backoffice.sheet.addresses import column_letters, column_number
from backoffice.sheet.reach_of_tickets import filter_width, last_printed_row, pages_of_columns
from backoffice.sheet.snapshot import Row

_FILTER, _AREA, _OURS = "_xlnm._FilterDatabase", "_xlnm.Print_Area", "Desk_Print_Area"
_NAMED = re.compile(rb"!\$([A-Z]+)\$1:\$([A-Z]+)\$(\d+)$")
_TAG = rb"(<(?:\w+:)?autoFilter\s[^<>]*?\bref\s*=\s*[\"'])%s1:%s%s(?=[\"'])"


def with_wider_filter(
    book: bytes, name: str, headings: Row, read: Callable[[], bytes]
) -> tuple[bytes, bytes] | None:
    """Return the part of the workbook and the worksheet of Tickets with more columns in the filter.

    None if all are in it.  What a filter hides stays.

    Args:
        book: The part of the workbook, which repeats the area of each filter.
        name: Of Tickets.
        headings: Of Tickets.
        read: Returns its worksheet, which takes long for a large one.
    """
    names = _names(elements(book), name, _FILTER)
    found = _NAMED.search(book, names[0].inner, names[0].close) if names else None
    if not found:
        return None
    first, last, bottom = found.groups()
    width = filter_width(headings, column_number(last.decode()))
    if width == column_number(last.decode()):
        return None
    letters = column_letters(width).encode()
    tag = re.compile(_TAG % (first, last, bottom))
    sheet, count = tag.subn(rb"\g<1>%s1:%s%s" % (first, letters, bottom), read(), count=1)
    return (spliced(book, [(*found.span(2), letters)]), sheet) if count else None


def printed_area(name: str, rows: Sequence[Row], ticket: int) -> str:
    """Return the areas that are printed of a tab, each on pages of its own; `ticket` is an index."""
    tab, last = name.replace("'", "''"), last_printed_row(rows, ticket)
    return ",".join(
        f"'{tab}'!${column_letters(left + 1)}$1:${column_letters(right + 1)}${last}"
        for left, right in pages_of_columns(rows[0])
    )


def with_first_print_area(book: bytes, name: str, area: str) -> bytes:
    """Return the part of a new workbook with the printed area of the tab `name`."""
    at = book.index(b"<definedNames>") + len(b"<definedNames>")
    text = escape(area, quote=False)
    names = (
        f'<definedName name="{_AREA}" localSheetId="{_index(elements(book), name)}">{text}</definedName>'
        f'<definedName name="{_OURS}" hidden="1">{text}</definedName>'
    )
    return spliced(book, [(at, at, names.encode())])


def with_print_area(book: bytes, name: str, area: str) -> bytes:
    """Return the part of the workbook with another printed area, unless staff have chosen theirs."""
    every = elements(book)
    ours = [
        each
        for each in every
        if each.name == "definedName" and each.attributes.get("name") == _OURS
    ]
    both = [*ours, *_names(every, name, _AREA)]
    # programs set the quotes around a tab as they like
    texts = [re.sub(rb"'|&apos;", b"", book[each.inner : each.close]) for each in both]
    if len(ours) != 1 or len(both) != 2 or texts[0] != texts[1]:
        return book
    new = escape(area, quote=False).encode()
    return spliced(book, [(each.inner, each.close, new) for each in both])


def _names(every: Sequence[Element], tab: str, name: str) -> list[Element]:
    """Return the elements of the workbook that give an area of a tab this name."""
    wanted = {"name": name, "localSheetId": str(_index(every, tab))}
    named = (each for each in every if each.name == "definedName")
    return [each for each in named if wanted.items() <= each.attributes.items()]


def _index(every: Sequence[Element], tab: str) -> int:
    return [each.attributes.get("name") for each in tabs_among(every)].index(tab)
