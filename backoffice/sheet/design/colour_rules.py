"""Conditional formats of rows, as formulas.

A formula accepts the words of both languages, since staff may type either.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from backoffice.sheet.addresses import column_letters
from backoffice.sheet.choices import ANSWERS
from backoffice.sheet.design.cell_formats import CellFormat
from backoffice.sheet.design.colours import FAINT, GOLD, GOLD_SOFT, PAPER, QUIET, STAGE_COLOURS
from backoffice.sheet.headings import Choice

DUPLICATE: CellFormat = {"bg_color": "#C4553B", "font_color": "#FFFFFF", "bold": True}
"""The format of a ticket number that occurs more than once."""

BAND: CellFormat = {"bg_color": PAPER}
"""The format of every second row."""


@dataclass(frozen=True, slots=True)
class Rule:
    """A format for each row for which a formula is true.

    Attributes:
        formula: For row 2, without ``=``.
        cell_format: Only the properties that it changes.
    """

    formula: str
    cell_format: CellFormat


def ticket_rules(column_index: Mapping[str, int], width: int) -> list[Rule]:
    """Return the rules of Tickets; the first that matches applies.

    What went back to the customer is grey, what ended without repair red, an exception amber, what the
    workshop returned violet, what is approved green, what waits for an answer orange.
    """
    at = {key: f"${column_letters(index + 1)}2" for key, index in column_index.items()}
    ticket = at["ticket"]
    filled, above = (_count_filled(column_index["ticket"], width, row) for row in (2, 1))
    blank = f"{filled}=0"
    ended = f"OR({','.join(_equals(at['answer'], answer) for answer in ANSWERS[1:])})"
    return [
        Rule(f'AND({ticket}<>"",{blank},{above}>0)', {"bg_color": GOLD_SOFT, "font_color": GOLD}),
        Rule(f'AND({ticket}<>"",{blank})', {"font_color": FAINT}),
        Rule(f'{at["sent"]}<>""', {"bg_color": "#F1EFED", "font_color": QUIET}),
        Rule(ended, {"bg_color": "#F6ECEA", "font_color": "#8A4B4B"}),
        Rule(f'{at["exception"]}<>""', {"bg_color": "#FDEBC8", "font_color": "#6E4A00"}),
        Rule(f'{at["back"]}<>""', {"bg_color": "#EFEAF7"}),
        Rule(_equals(at["answer"], ANSWERS[0]), {"bg_color": "#E9F4E6"}),
        Rule(
            f'AND({at["inspected"]}&{at["price"]}<>"",{at["answer"]}="")', {"bg_color": "#FDF1E4"}
        ),
    ]


def _count_filled(ticket: int, width: int, row: int) -> str:
    """Return a formula for the number of filled cells of a row without its ticket number."""
    areas = [(1, ticket), (ticket + 2, width)]
    ranges = [
        f"${column_letters(first)}{row}:${column_letters(last)}{row}"
        for first, last in areas
        if first <= last
    ]
    return f"COUNTA({','.join(ranges)})"


def _equals(cell: str, choice: Choice) -> str:
    return f'OR({cell}="{choice.label.en}",{cell}="{choice.label.ja}")'


def stage_formats(language: str) -> Iterator[tuple[str, CellFormat]]:
    """Yield the text of each stage and the format of a cell that holds it."""
    for stage, (fill, letters) in STAGE_COLOURS.items():
        cell_format: CellFormat = {"bg_color": fill, "font_color": letters, "bold": True}
        yield stage.value.in_(language), cell_format
