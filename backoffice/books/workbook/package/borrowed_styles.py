"""Styles of one workbook, added behind those of another."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from backoffice.books.workbook.package.xml_elements import Edit, Element, elements, spliced

_ORDER = (
    *("numFmts", "fonts", "fills", "borders", "cellStyleXfs", "cellXfs", "cellStyles"),
    *("dxfs", "tableStyles", "colors", "extLst"),
)
"""The lists of a part of styles, ISO/IEC 29500-1, 18.8.39."""

_TAG = re.compile(rb"<(/?)(?=\w)")
_COUNT = re.compile(rb'(\scount\s*=\s*["\'])\d+')
_FIRST_OWN_FORMAT = 164
"""Number formats below are built in, and the same in every book."""


class _Lists:
    """The lists of a part of styles, and the bytes of their entries."""

    def __init__(self, xml: bytes) -> None:
        self.xml = xml
        self.root = elements(xml)[0]
        self.by_name = {each.name: each for each in self.root.children}

    def elements_of(self, name: str) -> list[Element]:
        """Return the entries of a list."""
        return self.by_name[name].children if name in self.by_name else []

    def entries(self, name: str) -> list[bytes]:
        """Return the bytes of the entries of a list."""
        return [self.xml[each.start : each.end] for each in self.elements_of(name)]


def with_styles_of(book: bytes, source: bytes) -> tuple[bytes, int, int]:
    """Return the styles of `book` with those of `source` behind them.

    Args:
        book: The part of styles of the workbook that gets more.
        source: That of a workbook that XlsxWriter has made.

    Returns:
        The new part, and what to add to the number of a cell format and of a differential format.
    """
    mine, theirs = _Lists(book), _Lists(source)
    formats, added = _number_formats(mine, theirs)
    shifts = {
        b"fontId": len(mine.elements_of("fonts")),
        b"fillId": len(mine.elements_of("fills")),
        b"borderId": len(mine.elements_of("borders")),
    }
    more = {"numFmts": added}
    more |= {name: theirs.entries(name) for name in ("fonts", "fills", "borders")}
    more["dxfs"] = [_renumbered(each, formats) for each in theirs.entries("dxfs")]
    more["cellXfs"] = [_shifted(xf, shifts, formats) for xf in theirs.entries("cellXfs")]
    prefix = mine.root.prefix.encode()
    edits = [
        _appended(mine, name, [_TAG.sub(rb"<\1" + prefix, entry) for entry in entries])
        for name, entries in more.items()
        if entries
    ]
    new = spliced(book, [edit for found in edits for edit in found])
    return new, len(mine.elements_of("cellXfs")), len(mine.elements_of("dxfs"))


def _number_formats(mine: _Lists, theirs: _Lists) -> tuple[Mapping[bytes, bytes], list[bytes]]:
    """Return the number here of each number format there, and the entries that are new here."""
    known = {
        each.attributes["formatCode"]: int(each.attributes["numFmtId"])
        for each in mine.elements_of("numFmts")
    }
    last = max([_FIRST_OWN_FORMAT - 1, *known.values()])
    numbers: dict[bytes, bytes] = {}
    added = []
    for entry, each in zip(theirs.entries("numFmts"), theirs.elements_of("numFmts"), strict=True):
        there, code = each.attributes["numFmtId"].encode(), each.attributes["formatCode"]
        if code not in known:
            last += 1
            known[code] = last
            added.append(_replaced(entry, b"numFmtId", str(last).encode()))
        numbers[there] = str(known[code]).encode()
    return numbers, added


def _shifted(xf: bytes, shifts: Mapping[bytes, int], formats: Mapping[bytes, bytes]) -> bytes:
    """Return a cell format with the numbers that its parts have in this book."""

    def moved(found: re.Match[bytes]) -> bytes:
        return b'%s="%d"' % (found[1], int(found[2]) + shifts[found[1]])

    xf = re.sub(rb'\b(fontId|fillId|borderId)="(\d+)"', moved, xf)
    return _renumbered(_replaced(xf, b"xfId", b"0"), formats)


def _renumbered(entry: bytes, formats: Mapping[bytes, bytes]) -> bytes:
    """Return an entry with the number formats of this book."""
    return re.sub(
        rb'\bnumFmtId="(\d+)"',
        lambda found: b'numFmtId="%s"' % formats.get(found[1], found[1]),
        entry,
    )


def _replaced(entry: bytes, attribute: bytes, value: bytes) -> bytes:
    return re.sub(rb"\b" + attribute + rb'="\d+"', attribute + b'="' + value + b'"', entry)


def _appended(lists: _Lists, name: str, entries: Sequence[bytes]) -> list[Edit]:
    """Return the edits that put `entries` at the end of a list, which is made if there is none."""
    new, tag = b"".join(entries), f"{lists.root.prefix}{name}".encode()
    part = lists.by_name.get(name)
    if part is None:
        earlier = [
            lists.by_name[each] for each in _ORDER[: _ORDER.index(name)] if each in lists.by_name
        ]
        at = max([lists.root.inner, *(each.end for each in earlier)])
        return [(at, at, b'<%b count="%d">%b</%b>' % (tag, len(entries), new, tag))]
    start = _COUNT.sub(
        rb"\g<1>%d" % (len(part.children) + len(entries)), lists.xml[part.start : part.inner]
    )
    if part.inner == part.end:
        return [(part.start, part.end, b"%b>%b</%b>" % (start.removesuffix(b"/>"), new, tag))]
    return [(part.start, part.inner, start), (part.close, part.close, new)]
