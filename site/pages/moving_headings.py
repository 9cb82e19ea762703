"""Finds headings with a text that changes from day to day: a table of contents would have all of its texts."""

from __future__ import annotations

from pages.marker_definitions import MARKERS
from pages.markers import PageProblem, expand
from pages.page_context import PageContext


def check_headings(text: str, context: PageContext, file: str) -> list[PageProblem]:
    """Return a problem for each heading of a page whose text is true for a time only."""
    message = "a heading cannot change from day to day. Name the day in the text below it."
    return [
        PageProblem(file, number, message)
        for number, line in enumerate(text.split("\n"), 1)
        if line.startswith("#") and " data-from=" in expand(line, MARKERS, context, file)[0]
    ]
