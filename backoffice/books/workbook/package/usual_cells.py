"""Worksheets whose cells are all as programs usually write them: nothing in them needs a closer look.

No formula, no error, every cell in its row, not far to the right: one pattern fits all of it, in the time
that a parser takes to see whether the XML is well-formed.  Any other worksheet is looked at in full.
"""

from __future__ import annotations

import re
from codecs import getincrementaldecoder

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
_ROW_NUMBER = re.compile(rb'<row r="(\d+)"')
_PART = 1 << 20


def is_usual(xml: bytes) -> bool:
    """Return whether a worksheet is well-formed, and calamine reads all of its cells as they are."""
    prefix, end = body_of(xml)
    start = xml.find(_BEGIN) + len(_BEGIN)
    if prefix or not len(_BEGIN) <= start <= end or not xml.startswith(_END, end):
        return False
    if not _ROWS.fullmatch(xml, start, end) or not _is_text(xml):
        return False
    rows = [int(match[1]) for match in _ROW_NUMBER.finditer(xml, start, end)]
    if rows and reaches_far(max(rows), len(rows)):
        return False
    try:
        check_well_formed(xml[:start] + xml[end:], "file.damaged-part")
    except BookUnavailableError:  # said by whoever looks at all of it
        return False
    return True


def _is_text(xml: bytes) -> bool:
    """Return whether `xml` is UTF-8, without the two characters above control characters that XML lacks."""
    if xml.isascii():
        return True
    if b"\xef\xbf\xbe" in xml or b"\xef\xbf\xbf" in xml:
        return False
    decoder = getincrementaldecoder("utf-8")()
    try:
        for at in range(0, len(xml), _PART):
            decoder.decode(xml[at : at + _PART])
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True
