"""The elements of a small XML part with their byte offsets.

Parts are edited by splicing bytes and never serialised again, so unknown content stays byte for
byte.  Names are compared without prefix; the namespaces of OOXML differ between its two editions,
transitional and strict.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from xml.parsers import expat

from backoffice.messages.errors import BookUnavailableError

Edit = tuple[int, int, bytes]
"""Start and end of what is replaced, and the new bytes."""

_ENCODINGS = frozenset({"utf-8", "utf8", "us-ascii"})
_TAG = re.compile(rb"""(?:[^"'>]|"[^"]*"|'[^']*')*>""")


@dataclass(slots=True, eq=False)
class Element:
    """One element and its byte offsets.

    Attributes:
        name: Without prefix: ``sheetData``.
        tag: As written: ``x:sheetData``.
        attributes: As written, with prefixes.
        start: Offset of its ``<``.
        inner: Offset of the first byte after its start tag.
        close: Offset of its end tag; `inner` of an element without one.
        end: Offset of the first byte after the element.
        children: The elements in it, without those in them.
    """

    name: str
    tag: str
    attributes: dict[str, str]
    start: int
    inner: int
    close: int = 0
    end: int = 0
    children: list[Element] = field(default_factory=list)

    @property
    def prefix(self) -> str:
        """The prefix with its colon; empty if there is none."""
        return self.tag[: -len(self.name)]

    @property
    def relation(self) -> str:
        """The id of the relationship that it names; empty if there is none."""
        return next((v for key, v in self.attributes.items() if key.endswith(":id")), "")

    def removed(self) -> Edit:
        """Return the edit that takes it out."""
        return self.start, self.end, b""

    def extended(self, xml: bytes, new: bytes) -> Edit:
        """Return the edit that puts `new` behind all that is in it."""
        if self.inner < self.end:
            return self.close, self.close, new
        tag = xml[self.start : self.inner].removesuffix(b"/>").rstrip()
        return self.start, self.end, b"%b>%b</%b>" % (tag, new, self.tag.encode())


def inside(element: Element) -> Iterator[Element]:
    """Yield the elements in `element`, at any depth."""
    for child in element.children:
        yield child
        yield from inside(child)


def elements(xml: bytes) -> list[Element]:
    """Return every element of `xml` in the order of their start tags.

    Raises:
        BookUnavailableError: If it is not well-formed XML in UTF-8, or has a DOCTYPE.
    """
    found: list[Element] = []
    opened: list[Element] = []
    parser = guarded_parser()

    def begin(tag: str, attributes: dict[str, str]) -> None:
        start = parser.CurrentByteIndex
        match = _TAG.match(xml, start)
        inner = match.end() if match else len(xml)
        element = Element(tag.rpartition(":")[2], tag, attributes, start, inner)
        if opened:
            opened[-1].children.append(element)
        found.append(element)
        opened.append(element)

    def finish(_tag: str) -> None:
        element = opened.pop()
        element.close = element.end = element.inner
        if not xml.endswith(b"/>", element.start, element.inner):
            element.close = parser.CurrentByteIndex
            element.end = xml.index(b">", element.close) + 1

    parser.StartElementHandler, parser.EndElementHandler = begin, finish
    parse(parser, xml, "file.damaged-part")
    return found


def parse(parser: expat.XMLParserType, xml: bytes, message: str, **fields: object) -> None:
    """Give all of `xml` to a parser.

    Raises:
        BookUnavailableError: With `message` and its `fields`, if it is damaged.
    """
    try:
        parser.Parse(xml, True)
    except expat.ExpatError as error:
        raise BookUnavailableError(message, error=error, **fields) from error


def check_well_formed(xml: bytes, message: str, **fields: object) -> None:
    """Refuse XML that is damaged, as `parse`: calamine reads on, and takes one cell for another."""
    parse(guarded_parser(), xml, message, **fields)


def guarded_parser() -> expat.XMLParserType:
    """Return a parser that refuses a DOCTYPE and every encoding but UTF-8."""
    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler = _refuse_doctype
    parser.XmlDeclHandler = _check_encoding
    return parser


def _refuse_doctype(*_: object) -> None:
    raise BookUnavailableError("file.doctype")


def _check_encoding(_version: str, encoding: str | None, _standalone: int) -> None:
    if encoding and encoding.lower() not in _ENCODINGS:
        raise BookUnavailableError("file.encoding", encoding=encoding)


def spliced(xml: bytes, edits: Iterable[Edit]) -> bytes:
    """Return `xml` with each edit applied.

    >>> spliced(b"<a>1</a>", [(3, 4, b"2")])
    b'<a>2</a>'
    """
    pieces, at = [], 0
    for start, end, new in sorted(edits, key=lambda edit: edit[0]):
        pieces += [xml[at:start], new]
        at = end
    return b"".join([*pieces, xml[at:]])
