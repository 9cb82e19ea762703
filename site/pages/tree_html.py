"""Prints trees of plain values, as `estimator.answers` makes them, as HTML."""

from __future__ import annotations

from collections.abc import Sequence

from estimator.answers.tree import Tree, parts_of
from pages.html_elements import Html, joined, tag


def html_of(trees: Sequence[Tree]) -> Html:
    """Return elements and texts as HTML, everything escaped."""
    return joined(*map(_html, trees))


def _html(tree: Tree) -> str:
    if isinstance(tree, str):
        return tree
    name, attributes, children = parts_of(tree)
    return tag(name, *map(_html, children), **attributes)
