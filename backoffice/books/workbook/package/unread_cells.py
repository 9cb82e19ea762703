"""Cells of a worksheet that calamine gives as blank though they are not.

An error, a formula for which the file holds no result, and a rich value such as a picture in the
cell.  The bytes are searched, not parsed: a sheet of 100,000 rows takes a few milliseconds more.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from html import unescape

from backoffice.books.workbook.package.worksheet import body_of
from backoffice.books.workbook.package.xml_elements import spliced
from backoffice.sheet.addresses import column_number
from backoffice.sheet.snapshot import NAMELESS_ERROR, Cell, NoResult, is_error

_KNOWN_ERRORS = frozenset(
    {b"#REF!", b"#N/A", b"#VALUE!", b"#DIV/0!", b"#NAME?", b"#NUM!", b"#NULL!"}
)
_NAMELESS = NAMELESS_ERROR.encode()
_ERROR = re.compile(rb"""\st=["']e["']""")
_TEXT = re.compile(rb"""\st=["']str["']""")
_ADDRESS = re.compile(rb"""\sr=["']([A-Z]{1,3})(\d+)["']""")
_ROW = re.compile(rb"""\sr=["'](\d+)["']""")
_ENDS = (b" ", b">", b"\n", b"\r", b"\t")
_RICH = re.compile(rb"""\svm=["'](\d+)["']""")


@dataclass(frozen=True, slots=True)
class _UnreadCell:
    """One cell.

    Attributes:
        start, tag: Offset of its start tag; the tag itself.
        value: What it shows.
        span: Offsets of the name of its error; None for a formula.
    """

    start: int
    tag: bytes
    value: bytes
    span: tuple[int, int] | None = None


def unread_cells(xml: bytes, rich: Callable[[], Sequence[Cell]]) -> list[tuple[int, int, Cell]]:
    """Return row and column, both from 1, and content of each such cell.

    Args:
        xml: The part of a worksheet.
        rich: Returns the rich values of the workbook; None where one shows no more than its error.
            Called only if a cell refers to one.
    """
    prefix, end = body_of(xml)
    found = [*_errors(xml, prefix, end), *_without_result(xml, prefix, end)]
    if not found:
        return []
    positions = positions_of(xml, [cell.start for cell in found])
    return [
        (*position, _content(cell, rich)) for cell, position in zip(found, positions, strict=True)
    ]


def positions_of(xml: bytes, starts: Sequence[int]) -> list[tuple[int, int]]:
    """Return row and column, both from 1, of the cells whose tags start at `starts`."""
    addresses = [_ADDRESS.search(xml, start, xml.find(b">", start) + 1) for start in starts]
    if all(addresses):
        return [_position(match) for match in addresses if match]
    counted = dict(_counted(xml, *body_of(xml), {*starts}))
    return [counted[start] for start in starts]


def with_known_errors(xml: bytes) -> bytes:
    """Return `xml` with ``#N/A`` for the errors that calamine refuses, as ``#SPILL!``."""
    edits = [
        (*cell.span, b"#N/A")
        for cell in _errors(xml, *body_of(xml))
        if cell.span and cell.value not in _KNOWN_ERRORS
    ]
    return spliced(xml, edits) if edits else xml


def _errors(xml: bytes, prefix: bytes, end: int) -> Iterator[_UnreadCell]:
    if xml.rfind(b't="e"', 0, end) < 0 and xml.rfind(b"t='e'", 0, end) < 0:
        return  # searched from the end: twice as fast, and five times as fast as the pattern
    value = re.compile(b"<" + prefix + rb"v(?:\s[^<>]*)?>([^<]+)<")
    for match in _ERROR.finditer(xml, 0, end):
        start, inner = xml.rfind(b"<", 0, match.start()), xml.find(b">", match.end()) + 1
        tag = xml[start:inner]
        if not re.match(b"<" + prefix + rb"c\s", tag):
            continue
        shown = None
        if not tag.endswith(b"/>"):
            shown = value.search(xml, inner, xml.find(b"</" + prefix + b"c>", inner))
        yield _UnreadCell(
            start, tag, shown[1] if shown else _NAMELESS, shown.span(1) if shown else None
        )


def _without_result(xml: bytes, prefix: bytes, end: int) -> Iterator[_UnreadCell]:
    if xml.rfind(b"<" + prefix + b"f", 0, end) < 0:
        return
    tags, after = [b"<" + prefix + b"c" + space for space in _ENDS], 0
    for match in _formula(prefix).finditer(xml, 0, end):
        start = max(xml.rfind(tag, after, match.start()) for tag in tags)
        after = match.end()
        if start < 0:  # a formula outside of a cell
            continue
        tag = xml[start : xml.find(b">", start) + 1]
        empty_text = match["empty"] and _TEXT.search(tag)
        if not empty_text and not _ERROR.search(tag):
            yield _UnreadCell(start, tag, b"=" + (match["formula"] or b""))


@cache
def _formula(prefix: bytes) -> re.Pattern[bytes]:
    """Return the pattern of a formula that nothing but an empty value follows in its cell."""
    p = re.escape(prefix)
    return re.compile(
        rb"<%bf(?:\s[^<>]*?)?(?:/>|>(?P<formula>[^<]*)</%bf>)"
        rb"\s*(?P<empty><%bv\s*/>|<%bv>\s*</%bv>)?\s*</%bc>" % ((p,) * 6)
    )


def _content(cell: _UnreadCell, rich: Callable[[], Sequence[Cell]]) -> Cell:
    shown = unescape(cell.value.decode("utf-8", "replace"))
    if shown.startswith("="):
        return NoResult(shown)
    shown = shown if is_error(shown) else NAMELESS_ERROR
    if not (index := _RICH.search(cell.tag)):
        return shown
    number, values = int(index[1]), rich()
    known = values[number - 1] if 0 < number <= len(values) else None
    return shown if known is None else known


def _position(address: re.Match[bytes]) -> tuple[int, int]:
    return int(address[2]), column_number(address[1].decode())


def _counted(
    xml: bytes, prefix: bytes, end: int, starts: Collection[int]
) -> Iterator[tuple[int, tuple[int, int]]]:
    """Yield the position of the cell at each of `starts`, where some cells have no address."""
    tags = re.compile(b"<" + re.escape(prefix) + rb"(row|c)(\s[^<>]*|/)?>")
    row = column = 0
    for match in tags.finditer(xml, 0, end):
        attributes = match[2] or b""
        if match[1] == b"row":
            number = _ROW.search(attributes)
            row, column = int(number[1]) if number else row + 1, 0
            continue
        address = _ADDRESS.search(attributes)
        row, column = _position(address) if address else (row, column + 1)
        if match.start() in starts:
            yield match.start(), (row, column)
