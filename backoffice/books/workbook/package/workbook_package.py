"""The package of a workbook: which part holds which sheet, what else it is made of, and its date system."""

from __future__ import annotations

import posixpath
from collections.abc import Sequence
from urllib.parse import unquote

from backoffice.books.workbook.package.parts import Package
from backoffice.books.workbook.package.xml_elements import Element, elements, spliced
from backoffice.messages.errors import BookUnavailableError

CONTENT_TYPES = "[Content_Types].xml"
_TRUE = frozenset({"1", "true", "on"})


class WorkbookPackage(Package):
    """The parts of one workbook, made of its file as `Package`.

    Attributes:
        workbook: Name of the workbook part.
        kinds: Name of each part that is there once, by its kind: ``styles``, ``sharedStrings`` …
        sheets: Name of each worksheet part, by the name that staff see.
        date1904: Whether days count from 1904, as old Excel for Mac wrote them.
    """

    def __init__(self, data: bytes) -> None:
        super().__init__(data)
        roots = (target for kind, target in self.related("").values() if kind == "officeDocument")
        self.workbook = next(roots, "")
        if self.workbook not in self:
            raise BookUnavailableError("file.no-workbook")
        if self.workbook.endswith(".bin"):
            raise BookUnavailableError("file.binary")
        related = self.related(self.workbook)
        self.kinds: dict[str, str] = {}
        for kind, target in related.values():
            if target in self:
                self.kinds.setdefault(kind, target)
        every = elements(self.read(self.workbook))
        settings = [each.attributes for each in every if each.name == "workbookPr"]
        self.date1904 = bool(settings) and settings[-1].get("date1904", "0").lower() in _TRUE
        self.sheets: dict[str, str] = {}
        for each in tabs_among(every):
            kind, target = related.get(each.relation, ("", ""))
            if kind == "worksheet":
                if "name" not in each.attributes:
                    raise BookUnavailableError("file.no-tab-name")
                self.sheets[each.attributes["name"]] = target

    def related(self, part: str) -> dict[str, tuple[str, str]]:
        """Return type and target of each relationship of `part`, by id."""
        folder, names = posixpath.dirname(part), {name.lower(): name for name in self.names}
        related = {}
        for element in elements(self.read(rels_of(part))):
            target = element.attributes.get("Target")
            if target is None or element.attributes.get("TargetMode") == "External":
                continue
            path = posixpath.normpath(posixpath.join("/", folder, unquote(target))).lstrip("/")
            kind = element.attributes.get("Type", "").rpartition("/")[2]
            related[element.attributes.get("Id", "")] = (kind, names.get(path.lower(), path))
        return related

    def without_calculation_chain(self) -> tuple[dict[str, bytes], str]:
        """Return the parts that change when the calculation chain is removed, and the name of its part.

        The chain lists the cells with formulas.  Excel rebuilds it, but offers a "repair" when it names
        a cell without a formula.
        """
        chain = self.kinds.get("calcChain", "")
        if not chain:
            return {}, ""
        ends = (
            (rels_of(self.workbook), "Type", "/calcChain"),
            (CONTENT_TYPES, "PartName", f"/{chain}"),
        )
        return {part: self._without(part, attribute, end) for part, attribute, end in ends}, chain

    def _without(self, part: str, attribute: str, ending: str) -> bytes:
        """Return a part without the elements whose `attribute` ends in `ending`."""
        xml = self.read(part)
        every = elements(xml)
        return spliced(
            xml, [e.removed() for e in every if e.attributes.get(attribute, "").endswith(ending)]
        )


def tabs_among(every: Sequence[Element]) -> list[Element]:
    """Return the tabs among the elements of a workbook part, also those that are no worksheets."""
    return [each for part in every[0].children for each in part.children if each.name == "sheet"]


def rels_of(part: str) -> str:
    """Return the name of the part with the relationships of `part`."""
    folder, name = posixpath.split(part)
    return posixpath.join(folder, "_rels", f"{name}.rels")
