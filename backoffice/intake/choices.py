"""Entries of a list as staff type them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from difflib import get_close_matches

from backoffice.intake.problems import ProblemCode
from backoffice.intake.texts import Unclear, normal_text
from backoffice.sheet.headings import Choice
from backoffice.sheet.snapshot import Cell

_SEPARATORS = re.compile("(?<![0-9])[-_・ ]+|[-_・ ]+(?![0-9])")


def read_choice(cell: Cell, choices: Sequence[Choice], language: str) -> str | None:
    """Return the code of one of `choices`, typed as its name in either language or as its code."""
    text = normal_text(cell)
    if not text:
        return None
    names = {_key(name): choice for choice in choices for name in _names(choice)}
    if _key(text) in names:
        return names[_key(text)].code
    near = get_close_matches(_key(text)[:60], list(names), n=1)
    raise Unclear(ProblemCode.CHOICE, names[near[0]].label.in_(language) if near else "")


def _names(choice: Choice) -> tuple[str, str, str]:
    return choice.code, choice.label.en, choice.label.ja


def _key(name: str) -> str:
    """Return `name` without the separators that people leave out; digits stay apart."""
    return _SEPARATORS.sub("", normal_text(name))
