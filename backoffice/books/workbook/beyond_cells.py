"""What a workbook holds besides cell values: addresses of links, and what a copy leaves out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from backoffice.books.uncopied import Export, Uncopied, UncopiedKind
from backoffice.books.workbook.package.workbook_package import WorkbookPackage, rels_of
from backoffice.books.workbook.package.worksheet import shell_of
from backoffice.books.workbook.package.xml_elements import elements
from backoffice.books.workbook.reader import snapshot_of
from backoffice.sheet.addresses import column_number
from backoffice.sheet.snapshot import Sheet, Snapshot, linked_text

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
_CELL = re.compile(r"\$?([A-Z]{1,3})\$?([1-9]\d{0,6})")


def export_of(data: bytes) -> Export:
    """Return everything in the workbook `data`.

    Raises:
        BookUnavailableError: If it is no workbook.
    """
    book = WorkbookPackage(data)
    return Export(_with_links(book, snapshot_of(data)), sorted(_uncopied(book)))


def _with_links(book: WorkbookPackage, snapshot: Snapshot) -> Snapshot:
    """Return the snapshot with the addresses of texts that are links."""
    sheets = dict(snapshot.sheets)
    for name, part in book.sheets.items():
        rows = list(map(list, sheets[name].rows)) if (links := [*_links(book, part)]) else []
        for row, column, address in links:
            if row <= len(rows) and column <= len(rows[row - 1]):
                cell = rows[row - 1][column - 1]
                if isinstance(cell, str):
                    rows[row - 1][column - 1] = linked_text(cell, address)
        if links:
            sheets[name] = Sheet(name, rows)
    return replace(snapshot, sheets=sheets)


def _links(book: WorkbookPackage, part: str) -> Iterator[tuple[int, int, str]]:
    """Yield row and column, counted from 1, and address of each link out of the worksheet `part`.

    Of a link that covers several cells the first counts.
    """
    rels = rels_of(part)
    targets = {
        element.attributes.get("Id", ""): element.attributes.get("Target", "")
        for element in (elements(book.read(rels)) if rels in book else ())
        if element.attributes.get("TargetMode") == "External"
        and element.attributes.get("Type", "").endswith("/hyperlink")
    }
    for element in elements(shell_of(book.read(part)).xml) if targets else ():
        cell = _CELL.match(element.attributes.get("ref", ""))
        if element.name == "hyperlink" and cell and element.relation in targets:
            within = element.attributes.get("location", "")
            address = targets[element.relation] + (f"#{within}" if within else "")
            yield int(cell[2]), column_number(cell[1]), address


def _uncopied(book: WorkbookPackage) -> Iterator[Uncopied]:
    names_by_kind = {
        kind: [name for name in book.names if pattern.match(name)]
        for kind, pattern in _PART_NAMES.items()
    }
    if names_by_kind[UncopiedKind.CHARTS]:  # every chart has a drawing part, which is no picture
        names_by_kind[UncopiedKind.PICTURES] = [
            n for n in names_by_kind[UncopiedKind.PICTURES] if n.startswith("xl/media/")
        ]
    yield from (Uncopied("", kind) for kind, names in names_by_kind.items() if names)
    for name, part in book.sheets.items():
        xml = book.read(part)
        for kind, pattern in _TAB_MARKUP.items():
            if count := len(pattern.findall(xml)):
                yield Uncopied(name, kind, count)
