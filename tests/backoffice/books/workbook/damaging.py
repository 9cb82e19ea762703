"""Damage to the parts of a workbook: what careless programs and broken transfers leave."""

from __future__ import annotations

import re

from hypothesis import strategies as st

_TAG = re.compile(
    rb"<(/?)([A-Za-z_][\w.:-]*)((?:\s+[\w.:-]+\s*=\s*(?:\"[^\"]*\"|'[^']*'))*)\s*(/?)>"
)
_ATTRIBUTE = re.compile(rb"\s+[\w.:-]+\s*=\s*(?:\"[^\"]*\"|'[^']*')")
ODD_VALUES = [b"", b"x", b"-1", b"0", b"1", b"2", b"99999999999", b"A0", b"XFE1", b"b3", b" C2 ", b"1e9",
              b"#SPILL!", b"e", b"s", b"b", b"d", b"str", b"n", b"inlineStr", b"1048577",
              "１".encode()]  # fmt: skip
ODD_TEXTS = [b"", b" ", b"x", b"-1", b"1e999", b"nan", b"99999999999", b"#CALC!", b"#BUSY!", b"1_0", b"TRUE",
             b"<!-- -->7", b"<![CDATA[8]]>", b"&#x41;", b"2026-06-30T15:30:00Z", "９".encode()]  # fmt: skip


def elements_of(xml: bytes) -> list[tuple[int, int, int, int]]:
    """Return start, end of the start tag, start of the end tag and end of every element."""
    found, opened = [], []
    for match in _TAG.finditer(xml):
        if match[4]:
            found.append((match.start(), match.end(), match.end(), match.end()))
        elif not match[1]:
            opened.append(match)
        elif opened:
            start = opened.pop()
            found.append((start.start(), start.end(), match.start(), match.end()))
    return sorted(found)


@st.composite
def damages(draw, xml: bytes, focus: bytes) -> tuple[int, int, bytes]:
    """Return what is wrong with a part, as start, end and new bytes; most often inside of `focus`."""
    every = elements_of(xml)
    outer = next(each for each in every if _TAG.match(xml, each[0])[2].endswith(focus))
    inside = [each for each in every if outer[0] < each[0] < outer[3]]
    element = draw(st.sampled_from(inside if inside and draw(st.integers(0, 4)) else every))
    attributes = [match.span() for match in _ATTRIBUTE.finditer(xml, element[0], element[1])]
    kinds = [*OF_ELEMENTS, *OF_ATTRIBUTES] if attributes else OF_ELEMENTS
    kind = draw(st.sampled_from(kinds))
    if kind in OF_ATTRIBUTES:
        return _attribute(draw, xml, draw(st.sampled_from(attributes)), kind)
    return _element(draw, xml, element, kind)


OF_ELEMENTS = [
    "drop",
    "double",
    "empty",
    "odd text",
    "swap",
    "rename",
    "prefix",
    "prefix all",
    "cut",
]
OF_ATTRIBUTES = ["drop it", "double it", "rename it", "odd value"]


def _attribute(draw, xml, span, kind):
    start, end = span
    attribute = xml[start:end]
    name, _, _ = attribute.partition(b"=")
    if kind == "odd value":
        return start, end, name + b'="' + draw(st.sampled_from(ODD_VALUES)) + b'"'
    new = {"drop it": b"", "double it": attribute * 2, "rename it": b" q" + attribute.lstrip()}
    return start, end, new[kind]


def _element(draw, xml, element, kind):
    start, inner, last, end = element
    content = xml[start:end]
    if kind == "odd text":
        return inner, last, draw(st.sampled_from(ODD_TEXTS))
    if kind == "cut":
        return draw(st.integers(0, len(xml))), len(xml), b""
    if kind == "prefix all":
        prefixed = re.sub(rb"<(/?)(?=[A-Za-z])(?:\w+:)?", rb"<\1x:", xml)
        return 0, len(xml), prefixed.replace(b" xmlns=", b" xmlns:x=", 1)
    if kind == "swap":
        following = next((each for each in elements_of(xml) if each[0] >= end), element)
        if following == element or b"</" in xml[end : following[0]]:  # the last of its siblings
            return start, end, content * 2
        new = xml[following[0] : following[3]] + xml[end : following[0]] + content
        return start, following[3], new
    if kind in ("rename", "prefix"):
        name = _TAG.match(xml, start)[2]
        new = draw(st.sampled_from(NAMES)) if kind == "rename" else b"x:" + name
        opening, closing = (
            part.replace(name, new, 1) for part in (xml[start:inner], xml[last:end])
        )
        return start, end, opening + xml[inner:last] + closing
    new = {"drop": b"", "double": content * 2, "empty": xml[start:inner] + xml[last:end]}
    return start, end, new[kind]


NAMES = [b"q", b"x:v", b"v", b"f", b"is", b"si", b"r", b"row", b"c", b"t", b"sheet"]
