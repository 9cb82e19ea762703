"""Tabs of the script that somebody deleted, made again in a workbook; every other tab stays as it is.

They are made as in a new workbook; then their worksheets, and the styles that these use, are taken over.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Mapping, Sequence
from html import escape

from backoffice.books.new_desks import NewDesk
from backoffice.books.workbook.package.borrowed_styles import with_styles_of
from backoffice.books.workbook.package.contents import (
    CONTENT_TYPES,
    Contents,
    contents_of,
    related_parts,
    rels_of,
)
from backoffice.books.workbook.package.parts import Package
from backoffice.books.workbook.package.renamed_tab import led_to, renamed_tab
from backoffice.books.workbook.package.xml_elements import Element, elements, spliced
from backoffice.sheet.headings import Tab
from backoffice.sheet.layout import tab_before

_WORKSHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"
_ITEM = re.compile(rb"<si>(.*?)</si>", re.DOTALL)
_SHARED = re.compile(rb' t="s"><v>(\d+)</v>')
_STYLE = re.compile(rb'(<(?:c|row|col)\s[^<>]*?\s(?:s|style)=")(\d+)(?=")')
_DIFFERENTIAL = re.compile(rb'(\sdxfId=")(\d+)(?=")')


def with_missing_tabs(
    data: bytes, missing: NewDesk, former: Mapping[Tab, str] | None = None
) -> bytes:
    """Return the workbook `data` with the tabs of `missing`, each where it belongs.

    Args:
        data: The workbook.
        missing: The tabs, with their headings only.
        former: Tabs of an earlier version that become some of them, with what leads to them.

    Raises:
        BookUnavailableError: If `data` is no workbook.
    """
    from backoffice.books.workbook.create.new_workbook import workbook_bytes  # slow to load

    package, made = Package(data), Package(workbook_bytes(missing))
    contents, source = contents_of(package), contents_of(made)
    parts: dict[str, bytes] = {}
    styles, cell_formats, differential = _styles_part(package, contents), 0, 0
    if styles:
        parts[styles], cell_formats, differential = with_styles_of(
            package.read(styles), made.read(_styles_part(made, source))
        )
    texts = _ITEM.findall(made.read("xl/sharedStrings.xml"))
    book = package.read(contents.workbook)
    rels, types = package.read(rels_of(contents.workbook)), package.read(CONTENT_TYPES)
    names = list(contents.sheets)
    for tab in missing.tabs:
        assert tab.tab is not None, "staff's own tabs are never made"
        sheet = made.read(source.sheets[tab.name])
        if old := (former or {}).get(tab.tab):
            names[names.index(old)] = tab.name
            part = contents.sheets[old]
            book = renamed_tab(book, old, tab.name, sheet)
            others = [each for each in contents.sheets.values() if each not in parts]
            parts |= led_to(package, others, old, tab.name)
            parts[part] = _own_sheet(sheet, texts, cell_formats, differential)
            continue
        behind = tab_before(tab.tab, names)
        names.insert(names.index(behind) + 1, tab.name)
        part = _free_part(package, contents, parts)
        parts[part] = _own_sheet(sheet, texts, cell_formats, differential)
        folder = posixpath.dirname(contents.workbook)
        rels, relation = _with_relation(rels, posixpath.relpath(part, folder))
        types = _with_type(types, part)
        book = _with_sheet(book, tab.name, behind, relation)
    parts |= {contents.workbook: book, rels_of(contents.workbook): rels, CONTENT_TYPES: types}
    return b"".join(package.changed(parts))


def _styles_part(package: Package, contents: Contents) -> str:
    """Return the name of the part of styles; empty if there is none."""
    related = related_parts(package, contents.workbook).values()
    part = next((target for kind, target in related if kind == "styles"), "")
    return part if part in package else ""


def _free_part(package: Package, contents: Contents, parts: dict[str, bytes]) -> str:
    folder = posixpath.dirname(next(iter(contents.sheets.values())))
    taken = {name.lower() for name in (*package.names, *parts)}
    numbers = iter(range(1, len(taken) + 2))
    paths = (posixpath.join(folder, f"sheet{number}.xml") for number in numbers)
    return next(path for path in paths if path.lower() not in taken)


def _own_sheet(xml: bytes, texts: Sequence[bytes], cell_formats: int, differential: int) -> bytes:
    """Return a worksheet that needs no shared texts and has the styles of its new book."""
    xml = xml.replace(b' tabSelected="1"', b"")
    xml = _SHARED.sub(lambda found: b' t="inlineStr"><is>%s</is>' % texts[int(found[1])], xml)
    xml = _STYLE.sub(lambda found: b"%s%d" % (found[1], int(found[2]) + cell_formats), xml)
    return _DIFFERENTIAL.sub(lambda found: b"%s%d" % (found[1], int(found[2]) + differential), xml)


def _with_relation(rels: bytes, target: str) -> tuple[bytes, str]:
    """Return the relationships of the workbook with one more, and its id."""
    root, *others = elements(rels)
    ids = {each.attributes.get("Id", "") for each in others}
    new = next(i for i in (f"rId{n}" for n in range(1, len(ids) + 2)) if i not in ids)
    kind = next(
        each.attributes["Type"]
        for each in others
        if each.attributes.get("Type", "").endswith("/worksheet")
    )
    tag = f'<{root.prefix}Relationship Id="{new}" Type="{escape(kind)}" Target="{target}"/>'
    return _inserted(rels, root, tag), new


def _with_type(types: bytes, part: str) -> bytes:
    root = elements(types)[0]
    return _inserted(
        types, root, f'<{root.prefix}Override PartName="/{part}" ContentType="{_WORKSHEET}"/>'
    )


def _inserted(xml: bytes, root: Element, tag: str) -> bytes:
    """Return `xml` with one more element at the end of its root."""
    at = xml.rindex(b"</", root.inner, root.end)
    return spliced(xml, [(at, at, tag.encode())])


def _with_sheet(book: bytes, name: str, behind: str, relation: str) -> bytes:
    """Return the part of the workbook with the tab `name` behind the tab `behind`.

    What counts tabs counts on: names of areas, and the tab that is shown first.
    """
    every = elements(book)
    sheets = [each for each in every if each.name == "sheet" and each.depth == 2]
    index, before = next(
        (at, each) for at, each in enumerate(sheets) if each.attributes["name"] == behind
    )
    number = 1 + max(int(each.attributes["sheetId"]) for each in sheets)
    relates = next(key for key in before.attributes if key.endswith(":id"))
    new = f'<{before.tag} name="{escape(name)}" sheetId="{number}" {relates}="{relation}"/>'
    edits = [(before.end, before.end, new.encode())]
    counting = {"definedName": ("localSheetId",), "workbookView": ("activeTab", "firstSheet")}
    for element in every:
        tag = book[element.start : element.inner]
        for attribute in counting.get(element.name, ()):
            place = element.attributes.get(attribute, "")
            if place.isdigit() and int(place) > index:
                pattern = rb"(\s" + attribute.encode() + rb"\s*=\s*[\"'])\d+"
                tag = re.sub(pattern, rb"\g<1>%d" % (int(place) + 1), tag)
        if tag != book[element.start : element.inner]:
            edits.append((element.start, element.inner, tag))
    for element in every:
        if element.name == "definedNames":
            title = f"'{name}'!$1:$1".replace("&", "&amp;")
            titles = (
                f'<{element.prefix}definedName name="_xlnm.Print_Titles" localSheetId="{index + 1}">'
                f"{title}</{element.prefix}definedName>"
            )
            at = book.rindex(b"</", element.inner, element.end)
            edits.append((at, at, titles.encode()))
    return spliced(book, edits)
