"""Which part of the package holds which sheet, and the date system of the workbook."""

from __future__ import annotations

import posixpath
from dataclasses import dataclass
from urllib.parse import unquote

from backoffice.books.workbook.package.parts import Package
from backoffice.books.workbook.package.xml_elements import Element, elements, spliced
from backoffice.messages.errors import BookUnavailableError

CONTENT_TYPES = "[Content_Types].xml"
_TRUE = frozenset({"1", "true", "on"})


@dataclass(frozen=True, slots=True)
class Contents:
    """The parts of one workbook.

    Attributes:
        workbook: Name of the workbook part.
        sheets: Name of each worksheet part, by the name that staff see.
        date1904: Whether days count from 1904, as old Excel for Mac wrote them.
    """

    workbook: str
    sheets: dict[str, str]
    date1904: bool


def contents_of(package: Package) -> Contents:
    """Return the workbook part and the worksheet parts of `package`.

    Raises:
        BookUnavailableError: If it holds no workbook.
    """
    root = related_parts(package, "")
    workbooks = [target for kind, target in root.values() if kind == "officeDocument"]
    if not workbooks or workbooks[0] not in package:
        raise BookUnavailableError("file.no-workbook")
    workbook = workbooks[0]
    if workbook.endswith(".bin"):
        raise BookUnavailableError("file.binary")
    related = related_parts(package, workbook)
    sheets: dict[str, str] = {}
    date1904 = False
    for element in elements(package.read(workbook)):
        if element.name == "workbookPr":
            date1904 = element.attributes.get("date1904", "0").lower() in _TRUE
        elif element.name == "sheet" and element.depth == 2:
            kind, target = related.get(_relation_id(element), ("", ""))
            if kind == "worksheet":
                if "name" not in element.attributes:
                    raise BookUnavailableError("file.no-tab-name")
                sheets[element.attributes["name"]] = target
    return Contents(workbook, sheets, date1904)


def without_calculation_chain(package: Package, contents: Contents) -> tuple[dict[str, bytes], str]:
    """Return the parts that change when the calculation chain is removed, and the name of its part.

    The chain lists the cells with formulas.  Excel rebuilds it, but offers a "repair" when it names
    a cell without a formula.
    """
    related = related_parts(package, contents.workbook)
    chain = next((target for kind, target in related.values() if kind == "calcChain"), "")
    if chain not in package:
        return {}, ""
    rels = rels_of(contents.workbook)
    return {
        rels: _without_elements(package.read(rels), "Type", "/calcChain"),
        CONTENT_TYPES: _without_elements(package.read(CONTENT_TYPES), "PartName", "/" + chain),
    }, chain


def _without_elements(xml: bytes, attribute: str, ending: str) -> bytes:
    """Return `xml` without the elements whose `attribute` ends in `ending`."""
    removed = [e for e in elements(xml) if e.attributes.get(attribute, "").endswith(ending)]
    return spliced(xml, [(e.start, e.end, b"") for e in removed])


def _relation_id(element: Element) -> str:
    prefixed = (v for key, v in element.attributes.items() if key.endswith(":id"))
    return next(prefixed, "")


def rels_of(part: str) -> str:
    """Return the name of the part with the relationships of `part`."""
    folder, name = posixpath.split(part)
    return posixpath.join(folder, "_rels", f"{name}.rels")


def related_parts(package: Package, part: str) -> dict[str, tuple[str, str]]:
    """Return type and target of each relationship of `part`, by id."""
    folder, names = posixpath.dirname(part), {name.lower(): name for name in package.names}
    related = {}
    for element in elements(package.read(rels_of(part))):
        target = element.attributes.get("Target")
        if target is None or element.attributes.get("TargetMode") == "External":
            continue
        path = posixpath.normpath(posixpath.join("/", folder, unquote(target))).lstrip("/")
        kind = element.attributes.get("Type", "").rpartition("/")[2]
        related[element.attributes.get("Id", "")] = (kind, names.get(path.lower(), path))
    return related
