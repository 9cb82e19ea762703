"""HTML elements from Python values and from trees of `estimator.answers`; the only place that escapes text."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from estimator.answers.tree import Tree, parts_of

VOID = frozenset({"br", "hr", "img", "input", "link", "meta"})
SHAPES = frozenset({"circle", "line", "path", "rect"})


class Html(str):
    """Text that is HTML already."""

    __slots__ = ()


def tag(name: str, /, *children: str, **attributes: str | float | bool | None) -> Html:
    """Return an element with escaped text and attributes.

    Attributes that are None or False are left out, True is written without a value.  In names a
    trailing underscore is dropped and others become hyphens: ``class_``, ``aria_label``.
    """
    written = "".join(
        f" {key.rstrip('_').replace('_', '-')}"
        + ("" if value is True else f'="{escape(str(value))}"')
        for key, value in attributes.items()
        if value is not None and value is not False
    )
    if name in VOID:
        return Html(f"<{name}{written}>")
    if name in SHAPES:
        return Html(f"<{name}{written}/>")
    return Html(f"<{name}{written}>{joined(*children)}</{name}>")


def joined(*parts: str) -> Html:
    """Return the parts joined; what is not `Html` is escaped."""
    return Html(
        "".join(part if isinstance(part, Html) else escape(part, quote=False) for part in parts)
    )


def table(head: tuple[str, ...], *bodies: str, class_: str, foot: str = "") -> Html:
    """Return a table with one row of column titles."""
    titles = [tag("th", title, scope="col") for title in head]
    inside = joined(
        tag("thead", tag("tr", *titles)),
        *bodies,
        tag("tfoot", foot) if foot else "",
    )
    return tag("div", tag("table", inside, class_=class_), class_="repair-table", tabindex="0")


def html_of(trees: Sequence[Tree]) -> Html:
    """Return elements and texts as HTML, everything escaped."""
    return joined(*map(_html, trees))


def _html(tree: Tree) -> str:
    if isinstance(tree, str):
        return tree
    name, attributes, children = parts_of(tree)
    return tag(name, *map(_html, children), **attributes)
