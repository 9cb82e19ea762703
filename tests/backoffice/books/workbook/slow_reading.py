"""A second reading of a workbook: slow, written apart from the first, and without calamine.

It builds a tree of every part and follows the standard (ISO/IEC 29500-1, 18.2 to 18.4).  Names count
without their prefix.  For each cell it returns all values that the cell may be said to have.
"""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from dataclasses import dataclass, field
from urllib.parse import unquote
from xml.parsers import expat

UNREAD = "unread"
"""Among the values of a cell: what it holds cannot be read, which must be reported."""


RICH = "rich"
"""What a cell shows is in other parts, which this reading does not follow."""


class UnreadableError(Exception):
    """A part is missing or is no XML, or a relationship leads nowhere."""


@dataclass
class Node:
    """An element: its name without prefix, its attributes, its children and its text."""

    name: str
    attributes: dict[str, str]
    children: list[Node] = field(default_factory=list)
    text: str = ""

    def all(self, name: str) -> list[Node]:
        return [child for child in self.children if child.name == name]


def tree_of(xml: bytes) -> Node:
    """Return the root of a part."""
    top = Node("", {})
    stack = [top]

    def begin(tag, attributes):
        node = Node(tag.rpartition(":")[2], attributes)
        stack[-1].children.append(node)
        stack.append(node)

    def text(data):
        stack[-1].text += data

    parser = expat.ParserCreate()
    parser.StartElementHandler = begin
    parser.EndElementHandler = lambda _: stack.pop()
    parser.CharacterDataHandler = text
    try:
        parser.Parse(xml, True)
    except expat.ExpatError as error:
        raise UnreadableError(str(error)) from error
    return top.children[0]


def related(parts: dict[str, bytes], part: str) -> dict[str, tuple[str, str]]:
    """Return kind and target of the relationships of a part."""
    folder, name = posixpath.split(part)
    found = {}
    for each in tree_of(part_of(parts, posixpath.join(folder, "_rels", f"{name}.rels"))).children:
        target = posixpath.normpath(
            posixpath.join("/", folder, unquote(each.attributes.get("Target", "")))
        )
        kind = each.attributes.get("Type", "").rpartition("/")[2]
        found[each.attributes.get("Id", "")] = (kind, target.lstrip("/"))
    return found


def part_of(parts: dict[str, bytes], name: str) -> bytes:
    """Return the content of a part."""
    if name not in parts:
        raise UnreadableError(name)
    return parts[name]


def slow_reading(data: bytes) -> dict[str, dict[tuple[int, int], set[object]]]:
    """Return the values that each filled cell may have, by tab, row and column."""
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        parts = {name: file.read(name) for name in file.namelist()}
    workbook = next((t for k, t in related(parts, "").values() if k == "officeDocument"), "")
    root, relations = tree_of(part_of(parts, workbook)), related(parts, workbook)
    usual = "xl/sharedStrings.xml"  # where the relationship is missing
    target = next((t for k, t in relations.values() if k == "sharedStrings" and t in parts), usual)
    strings = strings_of(tree_of(parts[target])) if target in parts else []
    tabs = {}
    for sheets in root.all("sheets"):
        for sheet in sheets.all("sheet"):
            key = next((v for k, v in sheet.attributes.items() if k.endswith(":id")), "")
            kind, target = relations.get(key, ("", ""))
            if kind == "worksheet":
                cells = cells_of(tree_of(part_of(parts, target)), strings)
                tabs[sheet.attributes.get("name", "")] = cells
    return tabs


def strings_of(root: Node) -> list[set[object]]:
    """Return the texts that each shared string may be."""
    for node in root.children:
        if node.name not in ("si", "extLst") or node.all("si") or lost_text(node):
            raise UnreadableError(node.name)
    return [texts_in(node) for node in root.all("si")]


def lost_text(node: Node) -> str:
    """Return the text in a string, or in what is typed inline, that is in no element for words."""
    found = node.text.strip()
    for child in node.children:
        if child.name in ("si", "is", "r"):
            found += lost_text(child)
        elif child.name == "t":
            found += "".join(map(deep_text, child.children)).strip()
        elif child.name not in ("rPh", "extLst"):
            found += deep_text(child).strip()
    return found


def text_beside_values(cell: Node) -> str:
    """Return the text of a cell that is neither its value, nor its formula, nor typed inline."""
    found = cell.text.strip()
    for child in cell.children:
        if child.name in ("v", "f"):
            found += "".join(map(deep_text, child.children)).strip()
        elif child.name == "is":
            found += lost_text(child)
        elif child.name != "extLst":
            found += deep_text(child).strip()
    return found


def texts_in(node: Node) -> set[object]:
    """Return the texts of a string: that of its own, of its runs, or of both where both are there."""
    own = [each.text for each in node.all("t")]
    runs = [each.text for run in node.all("r") for each in run.all("t")]
    every = words_in(node)
    found = {"".join(own), "".join(runs), "".join(own + runs), "".join(every), *own[:1]}
    return found - {""} if own + runs else found


def words_in(node: Node) -> list[str]:
    """Return the texts at any depth, without readings above words."""
    found = []
    for child in node.children:
        if child.name == "t":
            found.append(deep_text(child))
        elif child.name != "rPh":
            found += words_in(child)
    return found


def cells_of(root: Node, strings: list[set[object]]) -> dict[tuple[int, int], set[object]]:
    """Return the values that each cell of a worksheet may have."""
    found: dict[tuple[int, int], set[object]] = {}
    for data in root.all("sheetData"):
        row = 0
        for line in data.children:  # cells with an address are found in any element
            row = int(line.attributes["r"]) if line.attributes.get("r", "").isdecimal() else row + 1
            column = 0
            others = [each for each in line.children if each.name not in ("c", "extLst")]
            if line.text.strip() or any(deep_text(each).strip() for each in others):
                raise UnreadableError("a text outside of all cells")
            for cell in line.all("c"):
                address = re.fullmatch(
                    r"([A-Za-z]{1,3})(\d+)", cell.attributes.get("r", "").strip()
                )
                if address:
                    column = 0
                    for letter in address[1].upper():
                        column = column * 26 + ord(letter) - 64
                else:
                    column += 1
                at = (int(address[2]) if address else row, column)
                found[at] = found.get(at, set()) | values_of(cell, strings)
    return found


def values_of(cell: Node, strings: list[set[object]]) -> set[object]:
    """Return the values that a cell may have; `UNREAD` where it must be reported."""
    kind = cell.attributes.get("t", "n")
    values = [deep_text(each) for each in cell.all("v")]
    inline = [text for each in cell.all("is") for text in texts_in(each)]
    inline += ["".join(map(str, inline))] if inline else []
    formula = cell.all("f")
    lost = {UNREAD} if text_beside_values(cell) else set()
    if kind == "e":
        return {RICH if "vm" in cell.attributes else UNREAD, *inline, *lost}
    found: set[object] = set(inline) - ({""} if lost else set()) | lost
    for value in values:
        text = value.strip()
        if not text:
            found |= {UNREAD} if formula and kind != "str" else {""}
        elif kind == "s":
            known = text.isdecimal() and int(text) < len(strings)
            found |= strings[int(text)] if known else {UNREAD}
        elif kind == "b":
            found |= {text.lower() in ("1", "true")}
            found |= set() if text.lower() in ("0", "1", "true", "false") else {UNREAD}
        elif kind == "n":
            found |= {number_or_text(value)}
        elif kind in ("str", "inlineStr", "d"):
            found |= {value}
        else:
            found |= {UNREAD}
    if not found:
        return {UNREAD} if formula and kind != "str" else {""}
    return found


def deep_text(node: Node) -> str:
    """Return the text of an element and of all in it."""
    return node.text + "".join(map(deep_text, node.children))


def number_or_text(text: str) -> object:
    try:
        return float(text) if text.isascii() and "_" not in text else text
    except ValueError:
        return text
