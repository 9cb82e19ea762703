"""Trees of plain values: what a page shows, before it is HTML, nodes or text.

An element is a list of its name, its attributes and its children.  A text is a string, never markup.

    ["p", {"class": "estimator-total"}, "Total ", ["strong", {}, "¥1,760"]]
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeAlias, cast

Attributes: TypeAlias = dict[str, str]
Element: TypeAlias = "list[str | Attributes | Element]"
Tree: TypeAlias = "str | Element"


def element(
    name: str, attributes: Mapping[str, str | int | bool | None], *children: Tree | None
) -> Element:
    """Return an element.

    Attributes that are None or False are left out, True becomes an empty value; children that are
    None are left out.
    """
    written = {
        key: "" if value is True else str(value)
        for key, value in attributes.items()
        if value is not None and value is not False
    }
    return [name, written, *(child for child in children if child is not None)]


def parts_of(made: Element) -> tuple[str, Attributes, list[Tree]]:
    """Return name, attributes and children of an element."""
    name, attributes, *children = made
    return cast("str", name), cast("Attributes", attributes), cast("list[Tree]", children)
