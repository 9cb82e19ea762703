"""Markers in Markdown: ``{{ price refinish }}`` becomes what the policy holds.

A marker is a name and its arguments between double braces, on one line.  All problems are returned
together, each with its line.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from difflib import get_close_matches
from inspect import signature

from estimator.errors import EstimatorError
from pages.marker_definitions import MARKERS
from pages.page_context import PageContext

MARKER = re.compile(r"\{\{(.*?)\}\}")


@dataclass(frozen=True, slots=True)
class PageProblem:
    """Something in a page that its author can put right."""

    file: str
    line: int
    message: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.message}"


class RefusedError(Exception):
    """An unknown marker or argument; the message says what to do."""


def expand(text: str, context: PageContext, file: str) -> tuple[str, list[PageProblem]]:
    """Return `text` with its markers filled in, and the problems of those that cannot be."""
    problems: list[PageProblem] = []

    def filled(line: str, number: int) -> str:
        def fill(match: re.Match[str]) -> str:
            try:
                return _replacement(match[1].split(), context)
            except RefusedError as refused:
                problems.append(PageProblem(file, number, f"{match[0]}: {refused}"))
                return match[0]

        written = MARKER.sub(fill, line)
        if not problems and ("{{" in MARKER.sub("", line) or "}}" in MARKER.sub("", line)):
            message = "a marker begins or ends here, but not both."
            problems.append(PageProblem(file, number, message))
        return written

    lines = [filled(line, at) for at, line in enumerate(text.split("\n"), 1)]
    return "\n".join(lines), problems


def _replacement(typed: list[str], context: PageContext) -> str:
    """Return what replaces a marker, `typed` as name and arguments; a RefusedError for unknown ones."""
    name, arguments = (typed[0], typed[1:]) if typed else ("", [])
    if name not in MARKERS:
        raise RefusedError(f"there is no marker called '{name}'. {_nearest(name, MARKERS)}")
    try:
        signature(MARKERS[name]).bind(context, *arguments)
    except TypeError as error:
        raise RefusedError(f"its words do not fit: {error}.") from error
    try:
        return MARKERS[name](context, *arguments)
    except KeyError as error:
        known = sorted(
            {*context.policy.services, *context.policy.materials, *context.policy.clauses}
        )
        missing = str(error.args[0])
        raise RefusedError(f"the policy has no '{missing}'. {_nearest(missing, known)}") from error
    except ValueError as error:
        raise RefusedError(f"its words do not fit: {error}.") from error
    except EstimatorError as error:
        raise RefusedError(str(error)) from error


def _nearest(name: str, known: Collection[str]) -> str:
    near = get_close_matches(name, known, 1)
    return f"Did you mean '{near[0]}'?" if near else f"Choose one of: {', '.join(known)}."
