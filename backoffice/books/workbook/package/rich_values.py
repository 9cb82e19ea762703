"""Rich values: what Excel shows in cells that it stores as ``#VALUE!`` for older programs.

Pictures placed in a cell, results of IMAGE(), linked data types.  A cell has the attribute ``vm``;
from there metadata, rich values and their structures are followed (MS-XLSX 2.2.4.2, 2.3.12).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import unescape

from backoffice.books.workbook.package.contents import Contents, related_parts
from backoffice.books.workbook.package.parts import Package
from backoffice.books.workbook.package.xml_elements import Element, elements
from backoffice.sheet.snapshot import Cell, Picture

_TYPE = "XLRICHVALUE"
_PICTURES = ("_localImage", "_webimage", "_imageurl")
_DESCRIPTIONS = ("Text", "AltText")
_NO_DESCRIPTION = "🖼"


@dataclass(frozen=True, slots=True)
class _Structure:
    """What one kind of rich value consists of: its name, and the names of its fields in order."""

    name: str
    fields: Sequence[str]


def rich_values(package: Package, contents: Contents) -> list[Cell]:
    """Return what each ``vm`` of a cell, counted from 1, shows; None where it is but an error."""
    parts = dict(related_parts(package, contents.workbook).values())
    names = [parts.get(kind) for kind in ("sheetMetadata", "rdRichValue", "rdRichValueStructure")]
    metadata, values, structures = (
        package.read(name) if name and name in package else b"" for name in names
    )
    if not (metadata and values and structures):
        return []
    kinds = list(_structures(structures))
    if _number(elements(structures)[0].attributes.get("count")) not in (None, len(kinds)):
        return []  # one is missing: nobody knows which value is of which kind
    known = list(_values(values, kinds))
    return [
        known[index] if index is not None and 0 <= index < len(known) else None
        for index in _indices(metadata)
    ]


def _structures(xml: bytes) -> Iterator[_Structure]:
    for structure, children in _grouped(elements(xml), "s"):
        fields = [child.attributes.get("n", "") for child in children if child.name == "k"]
        yield _Structure(structure.attributes.get("t", ""), fields)


def _values(xml: bytes, structures: Sequence[_Structure]) -> Iterator[Cell]:
    for value, children in _grouped(elements(xml), "rv"):
        index = _number(value.attributes.get("s"))
        if index is None or index >= len(structures):
            yield None
            continue
        structure = structures[index]
        texts = [_text(xml, child) for child in children if child.name == "v"]
        # a value too many or too few: nobody knows which field is which
        is_complete = len(texts) == len(structure.fields)
        yield (
            _shown(structure.name, dict(zip(structure.fields, texts, strict=True)))
            if is_complete
            else None
        )


def _shown(kind: str, fields: dict[str, str]) -> Cell:
    if kind.startswith(_PICTURES):
        described = (fields[name] for name in _DESCRIPTIONS if fields.get(name))
        return Picture(next(described, _NO_DESCRIPTION))
    return fields.get("_DisplayString") or None


def _indices(xml: bytes) -> list[int | None]:
    """Return the rich value of each entry of ``valueMetadata``; None for another kind of entry."""
    found = elements(xml)
    types = [each.attributes.get("name") for each in found if each.name == "metadataType"]
    future: list[int | None] = []
    cells: list[int | None] = []
    for section, children in _sections(found):
        blocks = _grouped(children, "bk")
        if section.name == "futureMetadata" and section.attributes.get("name") == _TYPE:
            future = [_first(block, "rvb", "i") for _, block in blocks]
        elif section.name == "valueMetadata":
            for _, block in blocks:
                records = [each for each in block if each.name == "rc"]
                rich = [each for each in records if _is_rich(each, types)]
                cells.append(_first(rich, "rc", "v"))
    return [future[index] if index is not None and index < len(future) else None for index in cells]


def _is_rich(record: Element, types: Sequence[str | None]) -> bool:
    index = _number(record.attributes.get("t"))
    return index is not None and 0 < index <= len(types) and types[index - 1] == _TYPE


def _sections(found: Sequence[Element]) -> Iterator[tuple[Element, list[Element]]]:
    """Yield each child of the root with all that is in it."""
    for section in found:
        if section.depth == 1:
            yield section, [e for e in found if section.start < e.start < section.end]


def _grouped(found: Sequence[Element], name: str) -> Iterator[tuple[Element, list[Element]]]:
    """Yield each element called `name` with all that follows until the next one."""
    group: list[Element] | None = None
    parent: Element | None = None
    for element in found:
        if element.name == name:
            if parent is not None and group is not None:
                yield parent, group
            parent, group = element, []
        elif group is not None:
            group.append(element)
    if parent is not None and group is not None:
        yield parent, group


def _first(found: Sequence[Element], name: str, attribute: str) -> int | None:
    values = (_number(each.attributes.get(attribute)) for each in found if each.name == name)
    return next(values, None)


def _number(text: str | None) -> int | None:
    return int(text) if text and text.isascii() and text.isdigit() else None


def _text(xml: bytes, element: Element) -> str:
    return unescape(xml[element.inner : xml.rfind(b"<", element.inner, element.end)].decode())
