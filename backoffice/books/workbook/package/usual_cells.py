"""Worksheets whose cells are all as programs usually write them: nothing in them needs a closer look.

No formula, no error, every cell in its row, not far to the right: one pattern fits all of it, in the time
that a parser takes to see whether the XML is well-formed.  Any other worksheet is looked at in full.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from backoffice.books.workbook.package.extent import reaches_far
from backoffice.books.workbook.package.unread_cells import body_of
from backoffice.books.workbook.package.xml_elements import check_well_formed
from backoffice.messages.errors import BookUnavailableError

_BEGIN, _END = b"<sheetData>", b"</sheetData>"
_TRUTH, _NUMBER, _LENGTH = rb"(?:[01]|true|false)", rb"\d++", rb"[\d.]++"
_ROW_ATTRIBUTES = b"".join(
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
_LETTERS = rb"[^<&\]\x00-\x08\x0b\x0c\x0e-\x1f]*+"
_TEXT = rb"%b(?:(?:&(?:amp|lt|gt|quot|apos);|\](?!\]>))%b)*+" % (_LETTERS, _LETTERS)
_CELL = (
    rb'<c r="[AB]?[A-Z]\1"(?: s="\d++")?+(?:/>'
    rb'|(?: t="n")?+><v>-?+\d++(?:\.\d++)?+(?:[eE][-+]?\d\d?)?+</v></c>'
    rb'| t="inlineStr"><is><t(?: xml:space="preserve")?+>%b</t></is></c>'
    rb'| t="s"><v>\d++</v></c>'
    rb'| t="b"><v>[01]</v></c>)' % _TEXT
)
_ROWS = re.compile(
    rb'(?:<row r="([1-9]\d{0,6})"%b(?:/>|>(?:%b)*+</row>))*+' % (_ROW_ATTRIBUTES, _CELL)
)
_NO_CHARACTER = re.compile("\ufffe|\uffff".encode())
_ROW_NUMBER = re.compile(rb'<row r="(\d+)"')
_LONGEST = 1 << 22
"""Bytes in which the first row must begin, and each row end."""


def usual_cells(pieces: Iterable[bytes]) -> int | None:
    """Return how many cells have a value; None unless calamine reads all cells as they are.

    Args:
        pieces: The worksheet, of which no more than some rows are held at once.
    """
    xml, head, end = b"", b"", -1
    highest = count = filled = 0
    for piece in pieces:
        xml += piece
        if end >= 0:
            continue
        if not head:
            begin = xml.find(_BEGIN) + len(_BEGIN)
            if begin >= len(_BEGIN):
                head, xml = xml[:begin], xml[begin:]
        if head:
            end = xml.find(_END)
            rows = xml[: max(0, xml.rfind(b"<row ") if end < 0 else end)]
            xml = xml[len(rows) :]
            if not (_ROWS.fullmatch(rows) and _is_text(rows)):
                return None
            numbers = _ROW_NUMBER.findall(rows)
            highest = max([highest, *map(int, numbers)])
            count += len(numbers)
            filled += rows.count(b"</c>")
        if end < 0 and len(xml) > _LONGEST:
            return None
    if end < 0 or body_of(head)[0] or xml.find(b"sheetData", len(_END)) >= 0:
        return None
    if reaches_far(highest, count) or not _is_well_formed(head + xml):
        return None
    return filled


def _is_well_formed(xml: bytes) -> bool:
    try:
        check_well_formed(xml, "file.damaged-part")
    except BookUnavailableError:  # said by whoever looks at all of it
        return False
    return True


def _is_text(xml: bytes) -> bool:
    """Return whether `xml` is UTF-8, without the two characters above control characters that XML lacks."""
    if xml.isascii():
        return True
    try:
        xml.decode()
    except UnicodeDecodeError:
        return False
    return b"\xef\xbf" not in xml or not _NO_CHARACTER.search(xml)
