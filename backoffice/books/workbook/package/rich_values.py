"""Rich values: what Excel shows in cells that it stores as ``#VALUE!`` for older programs.

Pictures placed in a cell, results of IMAGE(), linked data types.  A cell has the attribute ``vm``;
from there metadata, rich values and their structures are followed (MS-XLSX 2.2.4.2, 2.3.12).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from html import unescape

from backoffice.books.workbook.package.workbook_package import WorkbookPackage
from backoffice.books.workbook.package.xml_elements import Element, elements, inside
from backoffice.sheet.snapshot import Cell, Picture

_TYPE = "XLRICHVALUE"
_PICTURES = ("_localImage", "_webimage", "_imageurl")
_DESCRIPTIONS = ("Text", "AltText")
_NO_DESCRIPTION = "🖼"

_Structure = tuple[str, Sequence[str]]
"""What one kind of rich value consists of: its name, and the names of its fields in order."""


def rich_values(book: WorkbookPackage) -> list[Cell]:
    """Return what each ``vm`` of a cell, counted from 1, shows; None where it is but an error."""
    names = [
        book.kinds.get(kind) for kind in ("sheetMetadata", "rdRichValue", "rdRichValueStructure")
    ]
    metadata, values, structures = (book.read(name) if name else b"" for name in names)
    if not (metadata and values and structures):
        return []
    kinds = list(_structures(structures))
    if _number(elements(structures)[0], "count") not in (None, len(kinds)):
        return []  # one is missing: nobody knows which value is of which kind
    known = list(_values(values, kinds))
    return [
        known[index] if index is not None and 0 <= index < len(known) else None
        for index in _indices(metadata)
    ]


def _structures(xml: bytes) -> Iterator[_Structure]:
    for structure in _named("s", elements(xml)):
        fields = [child.attributes.get("n", "") for child in _named("k", structure.children)]
        yield structure.attributes.get("t", ""), fields


def _values(xml: bytes, structures: Sequence[_Structure]) -> Iterator[Cell]:
    for value in _named("rv", elements(xml)):
        index = _number(value, "s")
        name, fields = (
            structures[index] if index is not None and index < len(structures) else ("", ())
        )
        texts = [
            unescape(xml[each.inner : each.close].decode()) for each in _named("v", value.children)
        ]
        # a value too many or too few: nobody knows which field is which
        is_complete = len(texts) == len(fields)
        yield _shown(name, dict(zip(fields, texts, strict=True))) if is_complete else None


def _shown(kind: str, fields: dict[str, str]) -> Cell:
    if kind.startswith(_PICTURES):
        described = (fields[name] for name in _DESCRIPTIONS if fields.get(name))
        return Picture(next(described, _NO_DESCRIPTION))
    return fields.get("_DisplayString") or None


def _indices(xml: bytes) -> list[int | None]:
    """Return the rich value of each entry of ``valueMetadata``; None for another kind of entry."""
    root = elements(xml)[0]
    types = [each.attributes.get("name") for each in _named("metadataType", inside(root))]
    future: list[int | None] = []
    cells: list[int | None] = []
    for section in root.children:
        blocks = [list(inside(block)) for block in _named("bk", section.children)]
        if section.name == "futureMetadata" and section.attributes.get("name") == _TYPE:
            future = [_first(_named("rvb", block), "i") for block in blocks]
        elif section.name == "valueMetadata":
            for block in blocks:
                rich = [each for each in _named("rc", block) if _is_rich(each, types)]
                cells.append(_first(rich, "v"))
    return [future[index] if index is not None and index < len(future) else None for index in cells]


def _is_rich(record: Element, types: Sequence[str | None]) -> bool:
    index = _number(record, "t")
    return index is not None and 0 < index <= len(types) and types[index - 1] == _TYPE


def _named(name: str, found: Iterable[Element]) -> Iterator[Element]:
    return (each for each in found if each.name == name)


def _first(found: Iterable[Element], attribute: str) -> int | None:
    return next((_number(each, attribute) for each in found), None)


def _number(element: Element, attribute: str) -> int | None:
    text = element.attributes.get(attribute)
    return int(text) if text and text.isascii() and text.isdigit() else None
