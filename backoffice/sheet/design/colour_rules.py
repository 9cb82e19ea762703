"""Colours by the facts of a row, as formulas.

A rule uses the words of both languages, since both may be typed.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from backoffice.sheet.addresses import column_letters
from backoffice.sheet.choices import ANSWERS
from backoffice.sheet.design.cell_formats import Looks
from backoffice.sheet.design.colours import FAINT, GOLD, GOLD_SOFT, PAPER, QUIET, STAGE_COLOURS
from backoffice.sheet.headings import Choice

TWICE: Looks = {"bg_color": "#C4553B", "font_color": "#FFFFFF", "bold": True}
"""A ticket number that stands twice."""

BAND: Looks = {"bg_color": PAPER}
"""Every second row."""


@dataclass(frozen=True, slots=True)
class Rule:
    """A colour for every row for which a formula holds.

    Attributes:
        formula: For row 2, without ``=``.
        looks: Only what it changes.
    """

    formula: str
    looks: Looks


def ticket_rules(places: Mapping[str, int], width: int) -> list[Rule]:
    """Return the rules of Tickets; the first that holds wins.

    Args:
        places: Place of each column, from 0, by key.
        width: How many columns there are.
    """
    at = {key: f"${column_letters(place + 1)}2" for key, place in places.items()}
    ticket = at["ticket"]
    filled, above = (_filled(places["ticket"], width, row) for row in (2, 1))
    blank = f"{filled}=0"
    ended = f"OR({','.join(_says(at['answer'], answer) for answer in ANSWERS[1:])})"
    return [
        Rule(f'AND({ticket}<>"",{blank},{above}>0)', {"bg_color": GOLD_SOFT, "font_color": GOLD}),
        Rule(f'AND({ticket}<>"",{blank})', {"font_color": FAINT}),
        Rule(f'{at["sent"]}<>""', {"bg_color": "#F1EFED", "font_color": QUIET}),
        Rule(ended, {"bg_color": "#F6ECEA", "font_color": "#8A4B4B"}),
        Rule(f'{at["exception"]}<>""', {"bg_color": "#FDEBC8", "font_color": "#6E4A00"}),
        Rule(_says(at["answer"], ANSWERS[0]), {"bg_color": "#E9F4E6"}),
    ]


def _filled(ticket: int, width: int, row: int) -> str:
    """Return how many cells of a row hold something, its number aside."""
    areas = [(1, ticket), (ticket + 2, width)]
    named = [
        f"${column_letters(first)}{row}:${column_letters(last)}{row}"
        for first, last in areas
        if first <= last
    ]
    return f"COUNTA({','.join(named)})"


def _says(cell: str, choice: Choice) -> str:
    return f'OR({cell}="{choice.label.en}",{cell}="{choice.label.ja}")'


def stage_looks(language: str) -> Iterator[tuple[str, Looks]]:
    """Yield the word of each stage, and how a cell that holds it looks."""
    for stage, (fill, letters) in STAGE_COLOURS.items():
        looks: Looks = {"bg_color": fill, "font_color": letters, "bold": True}
        yield stage.value.in_(language), looks
