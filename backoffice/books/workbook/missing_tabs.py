"""Tabs of the script that somebody deleted, made again in a workbook; every other tab stays as it is.

They are made as in a new workbook; then their worksheets, and the styles that these use, are taken over.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Mapping, Sequence
from html import escape
from itertools import count

from backoffice.books.new_desks import NewDesk
from backoffice.books.workbook.package.borrowed_styles import with_styles_of
from backoffice.books.workbook.package.renamed_tab import led_to, renamed_tab
from backoffice.books.workbook.package.workbook_package import (
    CONTENT_TYPES,
    WorkbookPackage,
    rels_of,
    tabs_among,
)
from backoffice.books.workbook.package.xml_elements import elements, spliced
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

    They have headings only.  Some may take the place of `former` tabs of an earlier version.

    Raises:
        BookUnavailableError: If `data` is no workbook.
    """
    from backoffice.books.workbook.create.new_workbook import workbook_bytes  # slow to load

    book, made = WorkbookPackage(data), WorkbookPackage(workbook_bytes(missing))
    parts: dict[str, bytes] = {}
    cell_formats = differential = 0
    if styles := book.kinds.get("styles"):
        parts[styles], cell_formats, differential = with_styles_of(
            book.read(styles), made.read(made.kinds["styles"])
        )
    texts = _ITEM.findall(made.read(made.kinds["sharedStrings"]))
    xml, relations = book.read(book.workbook), rels_of(book.workbook)
    rels, types = book.read(relations), book.read(CONTENT_TYPES)
    names = list(book.sheets)
    for tab in missing.tabs:
        assert tab.tab is not None, "staff's own tabs are never made"
        sheet = made.read(made.sheets[tab.name])
        if old := (former or {}).get(tab.tab):
            names[names.index(old)] = tab.name
            part = book.sheets[old]
            xml = renamed_tab(xml, old, tab.name, sheet)
            others = [each for each in book.sheets.values() if each not in parts]
            parts |= led_to(book, others, old, tab.name)
        else:
            behind = tab_before(tab.tab, names)
            names.insert(names.index(behind) + 1, tab.name)
            part = _free_part(book, parts)
            target = posixpath.relpath(part, posixpath.dirname(book.workbook))
            rels, relation = _with_relation(rels, target)
            types = _with_last(types, f'Override PartName="/{part}" ContentType="{_WORKSHEET}"')
            xml = _with_sheet(xml, tab.name, behind, relation)
        parts[part] = _own_sheet(sheet, texts, cell_formats, differential)
    parts |= {book.workbook: xml, relations: rels, CONTENT_TYPES: types}
    return b"".join(book.changed(parts))


def _free_part(book: WorkbookPackage, parts: Mapping[str, bytes]) -> str:
    folder = posixpath.dirname(next(iter(book.sheets.values())))
    taken = {name.lower() for name in (*book.names, *parts)}
    paths = (posixpath.join(folder, f"sheet{number}.xml") for number in count(1))
    return next(path for path in paths if path.lower() not in taken)


def _own_sheet(xml: bytes, texts: Sequence[bytes], cell_formats: int, differential: int) -> bytes:
    """Return a worksheet that needs no shared texts and has the styles of its new book."""
    xml = xml.replace(b' tabSelected="1"', b"")
    xml = _SHARED.sub(lambda found: b' t="inlineStr"><is>%s</is>' % texts[int(found[1])], xml)
    xml = _STYLE.sub(lambda found: b"%s%d" % (found[1], int(found[2]) + cell_formats), xml)
    return _DIFFERENTIAL.sub(lambda found: b"%s%d" % (found[1], int(found[2]) + differential), xml)


def _with_relation(rels: bytes, target: str) -> tuple[bytes, str]:
    """Return the relationships of the workbook with one more, and its id."""
    others = [each.attributes for each in elements(rels)[1:]]
    ids = {each.get("Id") for each in others}
    new = next(each for each in (f"rId{n}" for n in count(1)) if each not in ids)
    kinds = (each.get("Type", "") for each in others)
    kind = escape(next(each for each in kinds if each.endswith("/worksheet")))
    return _with_last(rels, f'Relationship Id="{new}" Type="{kind}" Target="{target}"'), new


def _with_last(xml: bytes, tag: str) -> bytes:
    """Return `xml` with one more element, without a prefix in `tag`, at the end of its root."""
    root = elements(xml)[0]
    return spliced(xml, [root.extended(xml, f"<{root.prefix}{tag}/>".encode())])


def _with_sheet(book: bytes, name: str, behind: str, relation: str) -> bytes:
    """Return the part of the workbook with the tab `name` behind the tab `behind`.

    What counts tabs counts on: names of areas, and the tab that is shown first.
    """
    every = elements(book)
    sheets = tabs_among(every)
    index = [each.attributes["name"] for each in sheets].index(behind)
    before = sheets[index]
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
        if element.name == "definedNames":
            title = f"'{name}'!$1:$1".replace("&", "&amp;")
            titles = (
                f'<{element.prefix}definedName name="_xlnm.Print_Titles" localSheetId="{index + 1}">'
                f"{title}</{element.prefix}definedName>"
            )
            edits.append(element.extended(book, titles.encode()))
    return spliced(book, edits)
