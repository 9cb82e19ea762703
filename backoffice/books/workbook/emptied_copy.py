"""A copy of a workbook in which cells of staff's are emptied; the workbook itself stays as it is."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from html import escape

from backoffice.books.changes import Changes
from backoffice.books.workbook.applied_changes import with_changes
from backoffice.books.workbook.package.contents import contents_of, without_calculation_chain
from backoffice.books.workbook.package.emptied_cells import with_emptied_cells
from backoffice.books.workbook.package.parts import Package
from backoffice.books.workbook.package.worksheet import has_formulas
from backoffice.sheet.headings import Tab
from backoffice.sheet.layout import tab_name
from backoffice.sheet.seals import cell_text

_LEAST = 4
"""Letters of a text that is looked for; a shorter one is found everywhere."""


def emptied_copy(data: bytes, changes: Changes) -> bytes:
    """Return the file with `changes`, and the cells that they name emptied."""
    package = Package(b"".join(with_changes(data, changes)))
    contents = contents_of(package)
    part = contents.sheets[tab_name(Tab.TICKETS, list(contents.sheets))]
    parts: dict[str, bytes] = {}
    chain = ""
    if has_formulas(package.read(part)):
        parts, chain = without_calculation_chain(package, contents)
    positions = [(cell.row, cell.column + 1) for cell in changes.emptied]
    parts |= with_emptied_cells(package, contents, part, positions, parts)
    return b"".join(package.changed(parts, {chain}))


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
