"""A paper as one page for the browser, self-contained and ready to print; every text in it is escaped."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence

from markupsafe import Markup, escape

from backoffice.outputs.jinja_templates import template
from backoffice.outputs.papers.frozen_record import RECORD
from backoffice.outputs.papers.paper import Paper


def page_of(paper: Paper, record: Sequence[str] = ()) -> str:
    """Return `paper` as HTML, with a frozen record in its head."""
    return template("papers/paper.html").render(
        paper=paper.plain,
        record_name=RECORD,
        record=record,
        css=_css,
        drawing=_drawing,
        inline=_inline,
    )


def _css(text: str) -> Markup:
    """Return `text` as a string of a style sheet, whatever is in it."""
    quoted = json.dumps(text, ensure_ascii=False)[1:-1].replace("\\", "\\\\")
    safe = re.sub(r"[<>&\"'\\]", lambda found: f"\\{ord(found[0]):x} ", quoted)
    return Markup(f'"{safe}"')  # noqa: S704  nothing is left in it that ends a string or a tag


def _drawing(svg: str, words: str) -> Markup:
    """Return one of our drawings with its name."""
    name = escape(words)
    named = svg.replace("<svg ", f'<svg role="img" aria-label="{name}" ', 1)
    return Markup(named)  # noqa: S704  our own drawing


def _inline(svg: str) -> Markup:
    """Return what is inside one of our drawings, in a group with the strokes of its root."""
    root, _, rest = svg.partition(">")
    strokes = re.sub(r'^<svg|xmlns="[^"]*"|viewBox="[^"]*"', "", root).strip()
    return Markup(f"<g {strokes}>{rest.removesuffix('</svg>')}</g>")  # noqa: S704  our own drawing
