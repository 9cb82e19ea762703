"""Markers in Markdown: ``{{ price refinish }}`` becomes what the policy holds.

A marker is a name and words after it, between double braces, on one line.  Whatever is wrong comes
back as a problem with its line, all of them together.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from inspect import signature

from estimator.errors import EstimatorError
from pages.setting import Setting

MARKER = re.compile(r"\{\{(.*?)\}\}")

Render = Callable[..., str]
"""From a setting and the marker's words to Markdown or HTML; a KeyError or EstimatorError refuses."""


@dataclass(frozen=True, slots=True)
class PageProblem:
    """Something in a page that its author can put right."""

    file: str
    line: int
    message: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.message}"


class RefusedError(Exception):
    """A marker whose words fit nothing; its text says what to do."""


def expand(
    text: str, names: Mapping[str, Render], setting: Setting, file: str, first_line: int = 1
) -> tuple[str, list[PageProblem]]:
    """Return `text` with its markers filled in, and what is wrong with them."""
    problems: list[PageProblem] = []

    def filled(line: str, number: int) -> str:
        def fill(found: re.Match[str]) -> str:
            try:
                return render(found[1].split(), names, setting)
            except RefusedError as refused:
                problems.append(PageProblem(file, number, f"{found[0]}: {refused}"))
                return found[0]

        written = MARKER.sub(fill, line)
        if not problems and ("{{" in MARKER.sub("", line) or "}}" in MARKER.sub("", line)):
            problems.append(
                PageProblem(file, number, "a marker begins or ends here, but not both.")
            )
        return written

    lines = [filled(line, first_line + at) for at, line in enumerate(text.split("\n"))]
    return "\n".join(lines), problems


def render(words: list[str], names: Mapping[str, Render], setting: Setting) -> str:
    """Return what a marker stands for.

    Raises:
        RefusedError: If its name or words are unknown.
    """
    name, arguments = (words[0], words[1:]) if words else ("", [])
    if name not in names:
        raise RefusedError(f"there is no marker called '{name}'. {_nearest(name, names)}")
    try:
        signature(names[name]).bind(setting, *arguments)
    except TypeError as error:
        raise RefusedError(f"its words do not fit: {error}.") from error
    try:
        return names[name](setting, *arguments)
    except KeyError as error:
        known = sorted(
            {*setting.policy.services, *setting.policy.materials, *setting.policy.clauses}
        )
        missing = str(error.args[0])
        raise RefusedError(f"the policy has no '{missing}'. {_nearest(missing, known)}") from error
    except ValueError as error:
        raise RefusedError(f"its words do not fit: {error}.") from error
    except EstimatorError as error:
        raise RefusedError(str(error)) from error


def _nearest(name: str, known: Mapping[str, object] | list[str]) -> str:
    near = get_close_matches(name, list(known), 1)
    return f"Did you mean '{near[0]}'?" if near else f"Choose one of: {', '.join(known)}."


def markers_in(text: str) -> Iterator[tuple[int, list[str]]]:
    """Yield line and words of each marker."""
    for number, line in enumerate(text.split("\n"), 1):
        for found in MARKER.finditer(line):
            yield number, found[1].split()
