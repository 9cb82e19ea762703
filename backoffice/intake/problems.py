"""Problems of a sheet: something to fix, or to know, with its cell and its words."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum
from functools import cache
from importlib.resources import files

from estimator.policy.model import Label
from estimator.rules.schedule import Batch


class Level(Enum):
    """How grave a problem is.  FIX keeps a ticket out of the batch; LOOK only points it out."""

    FIX = Label(en="fix", ja="要修正")
    LOOK = Label(en="look", ja="確認")


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """One problem of one ticket, or of one row without a usable number.

    Attributes:
        code: Which words of ``problems.toml`` tell it.
        ticket: The ticket, or None.
        row: Line of Tickets, 1 is the heading; None if the row is gone.
        column: Key of the column; None if the whole row is meant.
        found: What was typed.
        more: Further words: ``near``, ``other``.
        month: The closed month it is about, or None.
    """

    code: str
    level: Level
    ticket: str | None = None
    row: int | None = None
    column: str | None = None
    found: str = ""
    more: Mapping[str, str] = field(default_factory=dict)
    month: Batch | None = None

    def message(self, language: str, column: str = "") -> str:
        """Return what is wrong and what to do; `column` is the heading as staff know it."""
        if language == "en":  # it stands within a sentence
            column = column[:1].lower() + column[1:]
        return words(self.code, language).format_map(
            {"found": self.found, "column": column, "near": "", "other": "", **self.more}
        )


@cache
def _all_words() -> Mapping[str, Mapping[str, str]]:
    text = files("backoffice.intake").joinpath("problems.toml").read_text(encoding="utf-8")
    return {code: entry for group in tomllib.loads(text).values() for code, entry in group.items()}


def words(code: str, language: str) -> str:
    """Return the words for `code`, with places for what was found.

    >>> words("future", "en")
    '{found} is in the future. Check the day.'
    """
    return _all_words()[code][language]
