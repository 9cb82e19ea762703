"""Styles of one workbook, added behind those of another."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from backoffice.books.workbook.package.xml_elements import Element, elements, spliced

_ORDER = (
    "numFmts",
    "fonts",
    "fills",
    "borders",
    "cellStyleXfs",
    "cellXfs",
    "cellStyles",
    "dxfs",
    "tableStyles",
    "colors",
    "extLst",
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
        self._all = elements(xml)
        self.root = self._all[0]
        self.top = {each.name: each for each in self._all if each.depth == 1}

    def elements_of(self, name: str) -> list[Element]:
        """Return the entries of a list."""
        part = self.top.get(name)
        if part is None:
            return []
        return [e for e in self._all if e.depth == 2 and part.inner <= e.start < part.end]

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
        b"fontId": len(mine.entries("fonts")),
        b"fillId": len(mine.entries("fills")),
        b"borderId": len(mine.entries("borders")),
    }
    more: dict[str, list[bytes]] = {"numFmts": added}
    more |= {name: theirs.entries(name) for name in ("fonts", "fills", "borders", "dxfs")}
    more["cellXfs"] = [_shifted(xf, shifts, formats) for xf in theirs.entries("cellXfs")]
    more["dxfs"] = [_renumbered(each, formats) for each in more["dxfs"]]
    prefix = mine.root.prefix.encode()
    edits: list[tuple[int, int, bytes]] = []
    for name, entries in more.items():
        if entries:
            edits += _appended(mine, name, [_TAG.sub(rb"<\1" + prefix, e) for e in entries])
    return spliced(book, edits), len(mine.entries("cellXfs")), len(mine.entries("dxfs"))


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


def _appended(lists: _Lists, name: str, entries: Sequence[bytes]) -> list[tuple[int, int, bytes]]:
    """Return the edits that put `entries` at the end of a list, which is made if there is none."""
    new, prefix = b"".join(entries), lists.root.prefix
    part = lists.top.get(name)
    tag = f"{prefix}{name}"
    if part is None:
        earlier = _ORDER[: _ORDER.index(name)]
        at = max([lists.root.inner, *(lists.top[e].end for e in earlier if e in lists.top)])
        element = f'<{tag} count="{len(entries)}">'.encode() + new + f"</{tag}>".encode()
        return [(at, at, element)]
    count = len(lists.entries(name)) + len(entries)
    start = _COUNT.sub(rb"\g<1>%d" % count, lists.xml[part.start : part.inner])
    if start.endswith(b"/>"):
        return [(part.start, part.end, start[:-2] + b">" + new + f"</{tag}>".encode())]
    closing = lists.xml.rindex(b"</", part.inner, part.end)
    return [(part.start, part.inner, start), (closing, closing, new)]
