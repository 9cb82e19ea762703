"""What a workbook holds beside the values of its cells."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from backoffice.books.uncopied import Uncopied, UncopiedKind
from backoffice.books.workbook.package.contents import contents_of
from backoffice.books.workbook.package.parts import Package

_PARTS = {
    UncopiedKind.PICTURES: re.compile(r"xl/(media/|drawings/drawing[^/]*\.xml$)"),
    UncopiedKind.CHARTS: re.compile(r"xl/charts/chart[^/]*\.xml$"),
    UncopiedKind.NOTES: re.compile(r"xl/(comments[^/]*\.xml|comments/|threadedComments/)"),
    UncopiedKind.PIVOTS: re.compile(r"xl/pivotTables/"),
    UncopiedKind.MACROS: re.compile(r"xl/vbaProject\.bin$"),
    UncopiedKind.OTHER: re.compile(r"xl/(chartsheets|dialogsheets|macrosheets)/[^/]+\.xml$"),
}
_IN_TAB = {
    UncopiedKind.FORMULAS: re.compile(rb"<(?:[\w.-]+:)?f[\s>]"),
    UncopiedKind.MERGED: re.compile(rb"<(?:[\w.-]+:)?mergeCell\s"),
}


def uncopied_in(path: Path) -> list[Uncopied]:
    """Return what a copy of the workbook at `path` would lack.

    Raises:
        OSError: If it cannot be read.
        BookUnavailableError: If it is no workbook.
    """
    package = Package(path.read_bytes())
    return sorted(_found(package))


def _found(package: Package) -> Iterator[Uncopied]:
    found = {
        kind: [name for name in package.names if pattern.match(name)]
        for kind, pattern in _PARTS.items()
    }
    if found[UncopiedKind.CHARTS]:  # a chart lies on a drawing, which is none by itself
        found[UncopiedKind.PICTURES] = [
            n for n in found[UncopiedKind.PICTURES] if n.startswith("xl/media/")
        ]
    yield from (Uncopied("", kind.name) for kind, names in found.items() if names)
    for name, part in contents_of(package).sheets.items():
        xml = package.read(part)
        for kind, mark in _IN_TAB.items():
            if count := len(mark.findall(xml)):
                yield Uncopied(name, kind.name, count)
