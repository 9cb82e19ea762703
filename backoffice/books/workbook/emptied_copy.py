"""A copy of a workbook in which cells of staff's are emptied; the workbook itself stays as it is.

Value, formula and link go, format and address stay.  A text that a workbook shares between cells goes
with the last cell that shows it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from html import escape

from backoffice.books.changes import Changes
from backoffice.books.workbook.applied_changes import with_changes
from backoffice.books.workbook.package.parts import Package
from backoffice.books.workbook.package.workbook_package import WorkbookPackage, rels_of
from backoffice.books.workbook.package.worksheet import (
    RowElement,
    Shell,
    cells_in,
    has_formulas,
    rows_in,
    shell_of,
)
from backoffice.books.workbook.package.xml_elements import Edit, elements, spliced
from backoffice.sheet.addresses import column_letters
from backoffice.sheet.headings import Tab
from backoffice.sheet.layout import tab_name
from backoffice.sheet.seals import cell_text

_LEAST = 4
"""Letters of a text that is looked for; a shorter one is found everywhere."""

_SHARED = re.compile(
    rb"""<(?:[\w.-]+:)?c\s(?=[^<>]*\bt\s*=\s*["']s["'])[^<>]*>(?:(?!</(?:[\w.-]+:)?c>).)*?"""
    rb"""<(?:[\w.-]+:)?v[^<>]*>\s*(\d+)""",
    re.DOTALL,
)


def emptied_copy(data: bytes, changes: Changes) -> bytes:
    """Return the file with `changes`, and the cells that they name emptied."""
    book = WorkbookPackage(b"".join(with_changes(data, changes)))
    part = book.sheets[tab_name(Tab.TICKETS, list(book.sheets))]
    xml = book.read(part)
    parts, chain = book.without_calculation_chain() if has_formulas(xml) else ({}, "")
    shell = shell_of(xml)
    rows, p = shell.rows, shell.prefix
    wanted = {(cell.row, cell.column + 1) for cell in changes.emptied}
    found = [*_found(shell, wanted)]
    freed = _SHARED.findall(b"".join(rows[cell.start : cell.end] for _, cell in found))
    blanks = [
        (cell.start, cell.end, f'<{p}c r="{address}"{cell.style(rows)}/>'.encode())
        for address, cell in found
    ]
    links, ids = _links(shell, {_address(*each) for each in wanted})
    parts[part] = spliced(shell.xml, [*links, shell.filled(spliced(rows, blanks))])
    parts |= _without_targets(book, part, ids)
    parts |= _without_texts(book, parts, {*freed})
    return b"".join(book.changed(parts, {chain}))


def _found(shell: Shell, wanted: set[tuple[int, int]]) -> Iterator[tuple[str, RowElement]]:
    """Yield the address and the element of each wanted cell that the worksheet has."""
    rows = {row for row, _ in wanted}
    for row in rows_in(shell.rows, shell.prefix):
        for cell in cells_in(shell.rows, shell.prefix, row) if row.number in rows else ():
            if (row.number, cell.number) in wanted:
                yield _address(row.number, cell.number), cell


def _address(row: int, column: int) -> str:
    return f"{column_letters(column)}{row}"


def _links(shell: Shell, addresses: set[str]) -> tuple[list[Edit], set[str]]:
    """Return the edits that take links off the cells, and the ids of the addresses they led to."""
    every = [e for e in elements(shell.xml) if e.name == "hyperlink"]
    taken = [e for e in every if e.attributes.get("ref", "").replace("$", "") in addresses]
    if not taken:
        return [], set()
    lists = [e for e in shell.top if e.name == "hyperlinks"]
    rest = {e.relation for e in every if e not in taken}
    removed = lists if len(taken) == len(every) else taken
    return [e.removed() for e in removed], {e.relation for e in taken} - rest


def _without_targets(book: WorkbookPackage, part: str, ids: set[str]) -> dict[str, bytes]:
    """Return the relationships of a worksheet without some of them."""
    rels = rels_of(part)
    if not ids or rels not in book:
        return {}
    xml = book.read(rels)
    edits = [e.removed() for e in elements(xml) if e.attributes.get("Id") in ids]
    return {rels: spliced(xml, edits)}


def _without_texts(
    book: WorkbookPackage, parts: Mapping[str, bytes], freed: set[bytes]
) -> dict[str, bytes]:
    """Return the shared strings with those blanked that only emptied cells showed."""
    name = book.kinds.get("sharedStrings", "")
    if not freed or not name:
        return {}
    for sheet in book.sheets.values():
        freed = freed - {*_SHARED.findall(parts.get(sheet) or book.read(sheet))}
    xml = book.read(name)
    blank = {int(number) for number in freed}
    strings = (e for e in elements(xml)[0].children if e.name == "si")
    edits = [
        (e.start, e.end, f"<{e.tag}><{e.prefix}t/></{e.tag}>".encode())
        for at, e in enumerate(strings)
        if at in blank
    ]
    return {name: spliced(xml, edits)} if edits else {}


def remains(copy: bytes, changes: Changes) -> list[str]:
    """Return the parts of the copy in which a text that was emptied is found all the same.

    Texts that another row of Tickets shows are not looked for: they are that row's.
    """
    emptied = {(cell.row, cell.column) for cell in changes.emptied}
    tickets = changes.read.sheets[tab_name(Tab.TICKETS, list(changes.read.sheets))]
    kept = "\n".join(
        cell_text(cell)
        for number, row in enumerate(tickets.rows, start=1)
        for column, cell in enumerate(row)
        if (number, column) not in emptied
    )
    texts = {cell_text(cell.value).strip() for cell in changes.emptied}
    wanted = [text for text in texts if len(text) >= _LEAST and text not in kept]
    return [*_found_in(Package(copy), wanted)] if wanted else []


def _found_in(package: Package, texts: Sequence[str]) -> Iterator[str]:
    pattern = re.compile("|".join(re.escape(escape(text, quote=False)) for text in texts).encode())
    for name in package.names:
        if name.endswith((".xml", ".rels", ".vml")) and pattern.search(package.read(name)):
            yield name
