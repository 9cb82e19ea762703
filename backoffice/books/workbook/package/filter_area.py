"""The filter of Tickets, made wider for columns that a desk was given later."""

from __future__ import annotations

import re
from collections.abc import Callable

from backoffice.books.workbook.package.xml_elements import elements, spliced
from backoffice.sheet.addresses import column_letters, column_number
from backoffice.sheet.filtered_columns import filter_width
from backoffice.sheet.snapshot import Row

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
    every = elements(book)
    tabs = [
        each.attributes.get("name") for each in every if each.name == "sheet" and each.depth == 2
    ]
    wanted = {"name": "_xlnm._FilterDatabase", "localSheetId": str(tabs.index(name))}
    for each in every:
        if each.name != "definedName" or not wanted.items() <= each.attributes.items():
            continue
        end = book.rfind(b"</", each.inner, each.end)
        found = _NAMED.search(book[each.inner : end])
        if not found:
            return None
        first, last, bottom = found.groups()
        width = filter_width(headings, column_number(last.decode()))
        if width == column_number(last.decode()):
            return None
        letters = column_letters(width).encode()
        tag = re.compile(_TAG % (first, last, bottom))
        sheet, count = tag.subn(rb"\g<1>%s1:%s%s" % (first, letters, bottom), read(), count=1)
        at = each.inner + found.start(2), each.inner + found.end(2)
        return (spliced(book, [(*at, letters)]), sheet) if count else None
    return None
