"""Parts of a page that are there only with a promise: they leave it when the owner declines it.

{{ only go-ahead-limit }}       the lines to {{ end }} are there if one of the named promises is said
- {{ promise care-wipe }}       a line that says nothing else goes with its promise
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from estimator.policy.model import UndatedPolicy
from pages.markers import PageProblem

ONLY = re.compile(r"\{\{ only ([\w\- ]+) \}\}")
END = "{{ end }}"
PROMISE = re.compile(r" ?\{\{ promise ([\w-]+) \}\}")
MARK = re.compile(r"[-*]|\d+\.")
"""What begins an entry of a list."""


def without_declined(text: str, policy: UndatedPolicy) -> str:
    """Return a page's source without the parts whose promises are declined."""
    return "\n".join(_kept(text, policy))


def _kept(text: str, policy: UndatedPolicy) -> Iterator[str]:
    shown = True

    def said(match: re.Match[str]) -> str:
        promise = policy.promises.get(match[1])
        return match[0] if promise is None or promise.said else ""

    for line in text.split("\n"):
        if match := ONLY.fullmatch(line):
            shown = policy.promises_any(*match[1].split())
        elif line == END:
            shown = True
        elif shown:
            without = PROMISE.sub(said, line)
            if without == line or not MARK.fullmatch(without.strip() or "-"):
                yield without


def check_parts(text: str, file: str) -> list[PageProblem]:
    """Return a problem for each part that begins or ends alone."""
    problems, begun = [], 0
    for number, line in enumerate(text.split("\n"), 1):
        if "{{ only" in line or "{{ end" in line:
            begins = ONLY.fullmatch(line) is not None
            if (begins and begun) or (not begins and not (begun and line == END)):
                message = "{{ only … }} and {{ end }} come in turn, each alone on its line."
                problems.append(PageProblem(file, number, message))
            begun = number if begins else 0
    if begun:
        problems.append(PageProblem(file, begun, "this part has no {{ end }}."))
    return problems
