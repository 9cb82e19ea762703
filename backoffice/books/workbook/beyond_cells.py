"""What a workbook holds besides cell values."""

from __future__ import annotations

import re
from collections.abc import Iterator

from backoffice.books.uncopied import Uncopied, UncopiedKind
from backoffice.books.workbook.package.contents import contents_of
from backoffice.books.workbook.package.parts import Package

_PART_NAMES = {
    UncopiedKind.PICTURES: re.compile(r"xl/(media/|drawings/drawing[^/]*\.xml$)"),
    UncopiedKind.CHARTS: re.compile(r"xl/charts/chart[^/]*\.xml$"),
    UncopiedKind.NOTES: re.compile(r"xl/(comments[^/]*\.xml|comments/|threadedComments/)"),
    UncopiedKind.PIVOTS: re.compile(r"xl/pivotTables/"),
    UncopiedKind.MACROS: re.compile(r"xl/vbaProject\.bin$"),
    UncopiedKind.OTHER: re.compile(r"xl/(chartsheets|dialogsheets|macrosheets)/[^/]+\.xml$"),
}
_TAB_MARKUP = {
    UncopiedKind.FORMULAS: re.compile(rb"<(?:[\w.-]+:)?f[\s>]"),
    UncopiedKind.MERGED: re.compile(rb"<(?:[\w.-]+:)?mergeCell\s"),
}


def uncopied_in(data: bytes) -> list[Uncopied]:
    """Return what a copy of the workbook `data` would lack.

    Raises:
        BookUnavailableError: If it is no workbook.
    """
    return sorted(_uncopied(Package(data)))


def _uncopied(package: Package) -> Iterator[Uncopied]:
    names_by_kind = {
        kind: [name for name in package.names if pattern.match(name)]
        for kind, pattern in _PART_NAMES.items()
    }
    if names_by_kind[UncopiedKind.CHARTS]:  # every chart has a drawing part, which is no picture
        names_by_kind[UncopiedKind.PICTURES] = [
            n for n in names_by_kind[UncopiedKind.PICTURES] if n.startswith("xl/media/")
        ]
    yield from (Uncopied("", kind.name) for kind, names in names_by_kind.items() if names)
    for name, part in contents_of(package).sheets.items():
        xml = package.read(part)
        for kind, pattern in _TAB_MARKUP.items():
            if count := len(pattern.findall(xml)):
                yield Uncopied(name, kind.name, count)
