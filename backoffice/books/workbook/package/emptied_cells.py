"""Cells of a worksheet emptied: value, formula and link go, format and address stay.

A text that a workbook shares between cells goes with the last cell that shows it.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping

from backoffice.books.workbook.package.contents import Contents, rels_of
from backoffice.books.workbook.package.parts import Package
from backoffice.books.workbook.package.row_elements import RowElement, cells_in, rows_in
from backoffice.books.workbook.package.worksheet import shell_of
from backoffice.books.workbook.package.xml_elements import Element, elements, spliced
from backoffice.sheet.addresses import column_letters

Positions = Iterable[tuple[int, int]]
"""Row and column of cells, both counted from 1."""

_STYLE = re.compile(rb"""\ss\s*=\s*["'](\d+)["']""")
_SHARED = re.compile(
    rb"""<(?:[\w.-]+:)?c\s(?=[^<>]*\bt\s*=\s*["']s["'])[^<>]*>(?:(?!</(?:[\w.-]+:)?c>).)*?"""
    rb"""<(?:[\w.-]+:)?v[^<>]*>\s*(\d+)""",
    re.DOTALL,
)


def with_emptied_cells(
    package: Package,
    contents: Contents,
    part: str,
    positions: Positions,
    parts: Mapping[str, bytes],
) -> dict[str, bytes]:
    """Return the parts that change when cells of one worksheet are emptied.

    Args:
        package: The workbook.
        contents: What is in it.
        part: The worksheet.
        positions: The cells.
        parts: Parts that change for other reasons, as they will be.
    """
    wanted: dict[int, set[int]] = defaultdict(set)
    for row, column in positions:
        wanted[row].add(column)
    xml = parts.get(part) or package.read(part)
    freed = {*_SHARED.findall(b"".join(_cells(xml, wanted)))}
    emptied = _emptied(xml, wanted)
    without_links, targets = _without_links(emptied, wanted)
    changed = {part: without_links} | _without_targets(package, part, targets)
    return changed | _without_texts(package, contents, {**parts, **changed}, freed)


def _cells(xml: bytes, wanted: Mapping[int, set[int]]) -> Iterable[bytes]:
    shell = shell_of(xml)
    for _, cell in _found(shell.rows, shell.prefix, wanted):
        yield shell.rows[cell.start : cell.end]


def _found(
    rows: bytes, prefix: str, wanted: Mapping[int, set[int]]
) -> Iterable[tuple[int, RowElement]]:
    for row in rows_in(rows, prefix):
        if columns := wanted.get(row.number):
            for cell in cells_in(rows, prefix, row):
                if cell.number in columns:
                    yield row.number, cell


def _emptied(xml: bytes, wanted: Mapping[int, set[int]]) -> bytes:
    shell = shell_of(xml)
    edits = []
    for row, cell in _found(shell.rows, shell.prefix, wanted):
        own = _STYLE.search(shell.rows, cell.start, cell.inner)
        style = f' s="{int(own[1])}"' if own else ""
        blank = f'<{shell.prefix}c r="{column_letters(cell.number)}{row}"{style}/>'
        edits.append((cell.start, cell.end, blank.encode()))
    return spliced(shell.xml, [shell.filled(spliced(shell.rows, edits))])


def _without_links(xml: bytes, wanted: Mapping[int, set[int]]) -> tuple[bytes, set[str]]:
    """Return the worksheet without links on the cells, and the ids of the addresses they led to."""
    shell = shell_of(xml)
    addresses = {f"{column_letters(n)}{row}" for row, columns in wanted.items() for n in columns}
    inside = [e for e in elements(shell.xml) if e.name == "hyperlink"]
    gone = [e for e in inside if e.attributes.get("ref", "").replace("$", "") in addresses]
    if not gone:
        return xml, set()
    whole = [e for e in shell.top if e.name == "hyperlinks"] if len(gone) == len(inside) else gone
    edits = [(e.start, e.end, b"") for e in whole]
    rest = {_relation(e) for e in inside if e not in gone}
    return spliced(shell.xml, [*edits, shell.filled(shell.rows)]), {*map(_relation, gone)} - rest


def _relation(element: Element) -> str:
    return next((v for key, v in element.attributes.items() if key.endswith(":id")), "")


def _without_targets(package: Package, part: str, ids: set[str]) -> dict[str, bytes]:
    rels = rels_of(part)
    if not ids or rels not in package:
        return {}
    xml = package.read(rels)
    gone = [e for e in elements(xml) if e.attributes.get("Id") in ids]
    return {rels: spliced(xml, [(e.start, e.end, b"") for e in gone])}


def _without_texts(
    package: Package, contents: Contents, parts: Mapping[str, bytes], freed: set[bytes]
) -> dict[str, bytes]:
    """Return the shared strings with those blanked that only emptied cells showed."""
    name = next((each for each in package.names if each.endswith("sharedStrings.xml")), "")
    if not freed or not name:
        return {}
    for sheet in contents.sheets.values():
        freed = freed - {*_SHARED.findall(parts.get(sheet) or package.read(sheet))}
    xml = package.read(name)
    strings = [e for e in elements(xml) if e.name == "si" and e.depth == 1]
    blank = {int(number) for number in freed}
    edits = [
        (e.start, e.end, f"<{e.tag}><{e.prefix}t/></{e.tag}>".encode())
        for at, e in enumerate(strings)
        if at in blank
    ]
    return {name: spliced(xml, edits)} if edits else {}
