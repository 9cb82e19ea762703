"""The elements of a small XML part with their byte offsets.

Parts are edited by splicing bytes and never serialised again, so unknown content stays byte for
byte.  Names are compared without prefix; the namespaces of OOXML differ between its two editions,
transitional and strict.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from xml.parsers import expat

from backoffice.messages.errors import BookUnavailableError

_ENCODINGS = frozenset({"utf-8", "utf8", "us-ascii"})


@dataclass(slots=True)
class Element:
    """One element and its byte offsets.

    Attributes:
        name: Without prefix: ``sheetData``.
        tag: As written: ``x:sheetData``.
        attributes: As written, with prefixes.
        depth: The root is 0.
        start: Offset of its ``<``.
        inner: Offset of the first byte after its start tag.
        end: Offset of the first byte after the element.
    """

    name: str
    tag: str
    attributes: dict[str, str]
    depth: int
    start: int
    inner: int = 0
    end: int = 0

    @property
    def prefix(self) -> str:
        """The prefix with its colon; empty if there is none."""
        return self.tag[: -len(self.name)]


def elements(xml: bytes) -> list[Element]:
    """Return every element of `xml` in the order of their start tags.

    Raises:
        BookUnavailableError: If it is not well-formed XML in UTF-8, or has a DOCTYPE.
    """
    reader = _Reader(xml)
    try:
        reader.parser.Parse(xml, True)
    except expat.ExpatError as error:
        raise BookUnavailableError("file.damaged-part", error=error) from error
    return reader.elements


def check_well_formed(xml: bytes, message: str, **fields: object) -> None:
    """Refuse XML that is damaged: calamine reads on, and takes one cell for another.

    Raises:
        BookUnavailableError: With `message` and its `fields`.
    """
    try:
        guarded_parser().Parse(xml, True)
    except expat.ExpatError as error:
        raise BookUnavailableError(message, error=error, **fields) from error


def guarded_parser() -> expat.XMLParserType:
    """Return a parser that refuses a DOCTYPE and every encoding but UTF-8."""
    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler = _refuse_doctype
    parser.XmlDeclHandler = _check_encoding
    return parser


class _Reader:
    """Collects elements with their byte offsets."""

    def __init__(self, xml: bytes) -> None:
        self.elements: list[Element] = []
        self._xml = xml
        self._open: list[Element] = []
        self._latest: Element | None = None
        self.parser = parser = guarded_parser()
        parser.StartElementHandler = self._begin
        parser.EndElementHandler = self._finish
        parser.DefaultHandler = self._other
        parser.CharacterDataHandler = self._other

    def _begin(self, tag: str, attributes: dict[str, str]) -> None:
        self._close_tag()
        at = self.parser.CurrentByteIndex
        element = Element(tag.rpartition(":")[2], tag, attributes, len(self._open), at)
        self.elements.append(element)
        self._open.append(element)
        self._latest = element

    def _finish(self, _tag: str) -> None:
        element = self._open.pop()
        if self._latest is element:
            self._close_tag()
            if self._xml[element.inner - 2 : element.inner] == b"/>":
                element.end = element.inner
                return
        self._close_tag()
        element.end = self._xml.index(b">", self.parser.CurrentByteIndex) + 1

    def _other(self, _text: str) -> None:
        self._close_tag()

    def _close_tag(self) -> None:
        """Set where the latest start tag ends, once something follows it."""
        if self._latest is not None:
            self._latest.inner = self._tag_end(self._latest.start)
            self._latest = None

    def _tag_end(self, at: int) -> int:
        """Return the offset after the tag at `at`; quoted values may contain ``>``."""
        quote = 0
        for offset in range(at, len(self._xml)):
            byte = self._xml[offset]
            if quote:
                quote = 0 if byte == quote else quote
            elif byte in b"\"'":
                quote = byte
            elif byte == 0x3E:
                return offset + 1
        return len(self._xml)


def _refuse_doctype(*_: object) -> None:
    raise BookUnavailableError("file.doctype")


def _check_encoding(_version: str, encoding: str | None, _standalone: int) -> None:
    if encoding and encoding.lower() not in _ENCODINGS:
        raise BookUnavailableError("file.encoding", encoding=encoding)


def spliced(xml: bytes, edits: Iterable[tuple[int, int, bytes]]) -> bytes:
    """Return `xml` with each (start, end, new bytes) applied.

    >>> spliced(b"<a>1</a>", [(3, 4, b"2")])
    b'<a>2</a>'
    """
    pieces, at = [], 0
    for start, end, new in sorted(edits, key=lambda edit: edit[0]):
        pieces += [xml[at:start], new]
        at = end
    return b"".join([*pieces, xml[at:]])
