"""A tab of an earlier version under its new name: in the list of tabs, in names of areas, in links and formulas."""

from __future__ import annotations

import re
from collections.abc import Sequence
from html import escape

from backoffice.books.workbook.package.parts import Package
from backoffice.books.workbook.package.xml_elements import elements, spliced

_FILTER = re.compile(rb'<autoFilter ref="([A-Z]+)1:([A-Z]+)(\d+)"')
_LEADS = re.compile(rb"<(?:\w+:)?f(?:\s[^<>]*)?>[^<]*</|\slocation=(\"[^\"]*\"|'[^']*')")


def renamed_tab(book: bytes, old: str, new: str, sheet: bytes) -> bytes:
    """Return the part of the workbook in which the tab `old` is called `new`, and is the worksheet `sheet`."""
    edits = []
    for element in elements(book):
        if element.name == "sheet" and element.attributes.get("name") == old:
            tag = book[element.start : element.inner]
            renamed = re.sub(
                rb"(\sname\s*=\s*)(\"[^\"]*\"|'[^']*')",
                lambda found: found[1] + b'"%b"' % escape(new).encode(),
                tag,
                count=1,
            )
            edits.append((element.start, element.inner, renamed))
        elif element.name == "definedName":
            text = book[element.inner : element.close]
            area = with_name(text, old, new)
            if area != text and element.attributes.get("name") == "_xlnm._FilterDatabase":
                area = _filter_area(new, sheet) or area
            if area != text:
                edits.append((element.inner, element.close, area))
    return spliced(book, edits)


def _filter_area(name: str, sheet: bytes) -> bytes | None:
    found = _FILTER.search(sheet)
    if not found:
        return None
    quoted = escape(name.replace("'", "''"), quote=False).encode()
    return b"'%s'!$%s$1:$%s$%s" % (quoted, *found.groups())


def led_to(package: Package, parts: Sequence[str], old: str, new: str) -> dict[str, bytes]:
    """Return the worksheets whose links or formulas lead to the tab `old`, with its new name."""
    changed = {}
    for part in parts:
        xml = package.read(part)
        if with_name(xml, old, new) == xml:
            continue  # nearly all
        renamed = _LEADS.sub(lambda found: with_name(found[0], old, new), xml)
        if renamed != xml:
            changed[part] = renamed
    return changed


def with_name(text: bytes, old: str, new: str) -> bytes:
    """Return `text` with references to the tab `old` as references to `new`.

    >>> with_name(b"SUM('Desk'!B2,Desk!B3,MyDesk!A1)", "Desk", "Today")
    b"SUM('Today'!B2,'Today'!B3,MyDesk!A1)"
    """
    target = escape(new.replace("'", "''"), quote=False).encode()
    bare, quoted = (escape(name, quote=False).encode() for name in (old, old.replace("'", "''")))
    text = re.sub(rb"'%s'!" % re.escape(quoted), b"'%s'!" % target, text)
    return re.sub(rb"(?<![\w.'\x80-\xff])%s!" % re.escape(bare), b"'%s'!" % target, text)
