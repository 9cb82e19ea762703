"""Addresses outside of the book to which the cells of a worksheet lead."""

from __future__ import annotations

import re
from collections.abc import Iterator

from backoffice.books.workbook.package.contents import rels_of
from backoffice.books.workbook.package.parts import Package
from backoffice.books.workbook.package.worksheet import shell_of
from backoffice.books.workbook.package.xml_elements import elements
from backoffice.sheet.addresses import column_number

_CELL = re.compile(r"\$?([A-Z]{1,3})\$?([1-9]\d{0,6})")


def cell_links(package: Package, part: str) -> Iterator[tuple[int, int, str]]:
    """Yield row and column, counted from 1, and address of each link of the worksheet `part`.

    Of a link that covers several cells the first counts.
    """
    targets = _targets(package, part)
    if not targets:
        return
    for element in elements(shell_of(package.read(part)).xml):
        if element.name != "hyperlink":
            continue
        number = next((v for key, v in element.attributes.items() if key.endswith(":id")), "")
        cell = _CELL.match(element.attributes.get("ref", ""))
        if cell and number in targets:
            place = element.attributes.get("location", "")
            address = f"{targets[number]}#{place}" if place else targets[number]
            yield int(cell[2]), column_number(cell[1]), address


def _targets(package: Package, part: str) -> dict[str, str]:
    """Return the addresses among the relationships of a part, by id."""
    rels = rels_of(part)
    if rels not in package:
        return {}
    return {
        element.attributes.get("Id", ""): element.attributes.get("Target", "")
        for element in elements(package.read(rels))
        if element.attributes.get("TargetMode") == "External"
        and element.attributes.get("Type", "").endswith("/hyperlink")
    }
