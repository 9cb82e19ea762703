"""References in formulas, rewritten when the cells that they name move."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import TypeAlias

from tests.emulator.messages import CellData, Message
from tests.emulator.model import Spreadsheet
from tests.emulator.ranges import ROWS, Span, column_index, column_letters, quoted

Shift: TypeAlias = Callable[[int | None, int | None], Span | None]
"""Returns where a span is after rows or columns moved; None if nothing of it is left."""
Rewrite: TypeAlias = Callable[["Reference"], str]
LOST = "#REF!"
_CORNER = r"\$?[A-Za-z]{1,3}\$?\d+|\$?[A-Za-z]{1,3}|\$?\d+"
_FOUND = re.compile(
    rf"""(?P<text>"(?:[^"]|"")*")
    | (?<![\w.$'!])(?:(?:'(?P<quoted>(?:[^']|'')+)'|(?P<plain>[^\W\d]\w*))!)?
      (?:(?P<first>{_CORNER}):(?P<last>{_CORNER})|(?P<cell>\$?[A-Za-z]{{1,3}}\$?\d+))(?![\w(!])""",
    re.VERBOSE,
)
_PARTS = re.compile(r"(\$?)([A-Za-z]{1,3})?(\$?)(\d+)?")


@dataclass(frozen=True, slots=True)
class Corner:
    """One corner: column and row from 0, None for all of them; fixed after a ``$``."""

    column: int | None
    row: int | None
    column_fixed: bool
    row_fixed: bool

    def __str__(self) -> str:
        column = (
            ("$" * self.column_fixed + column_letters(self.column))
            if self.column is not None
            else ""
        )
        row = ("$" * self.row_fixed + str(self.row + 1)) if self.row is not None else ""
        return column + row


@dataclass(frozen=True, slots=True)
class Reference:
    """A cell or a range in a formula; `tab` is None where it names none."""

    tab: str | None
    first: Corner
    last: Corner | None

    def __str__(self) -> str:
        tab = f"{quoted(self.tab)}!" if self.tab is not None else ""
        return tab + str(self.first) + (f":{self.last}" if self.last else "")

    def moved_by(self, down: int, right: int) -> str:
        """Return the reference in a copy of its formula further down and to the right."""
        corners = [_copied(corner, down, right) for corner in (self.first, self.last) if corner]
        if any((corner.row or 0) < 0 or (corner.column or 0) < 0 for corner in corners):
            return LOST
        return str(replace(self, first=corners[0], last=corners[1] if self.last else None))

    def shifted(self, dimension: str, moved: Shift) -> str:
        """Return the reference after rows or columns were inserted, deleted or moved."""
        last = self.last or self.first
        low, high = (
            (self.first.row, last.row) if dimension == ROWS else (self.first.column, last.column)
        )
        if low is None and high is None:
            return str(self)
        span = moved(low, None if high is None else high + 1)
        if span is None:
            return LOST
        ends = (span[0], None if span[1] is None else span[1] - 1)
        first = _on(self.first, dimension, ends[0])
        return str(
            replace(self, first=first, last=self.last and _on(self.last, dimension, ends[1]))
        )


def rewritten(formula: str, rewrite: Rewrite) -> str:
    """Return `formula` with each reference as `rewrite` spells it; text in quotes stays."""

    def one(match: re.Match[str]) -> str:
        if match["text"]:
            return match["text"]
        tab = match["quoted"].replace("''", "'") if match["quoted"] else match["plain"]
        first = _corner(match["first"] or match["cell"])
        last = _corner(match["last"]) if match["last"] else None
        return rewrite(Reference(tab, first, last))

    return _FOUND.sub(one, formula)


def rewrite_all(book: Spreadsheet, rewrite: Callable[[Reference, str], str]) -> None:
    """Rewrite every reference in `book`: in cells, validation rules and conditional formats.

    Args:
        book: The spreadsheet.
        rewrite: Gets a reference and the title of the tab that its formula is on.
    """
    known: dict[int, bool] = {}  # by id: thousands of cells of a grid are one object
    for sheet in book.sheets:
        title = sheet.title

        def spell(reference: Reference, title: str = title) -> str:
            return rewrite(reference, title)

        for row in sheet.rows:
            for column, cell in row.cells.items():
                if id(cell) not in known:
                    known[id(cell)] = _has_formula(cell)
                if known[id(cell)]:
                    row.cells[column] = _rewritten_cell(cell, spell)
        for rule in sheet.rules:
            for value in _formulas_of(rule.get("booleanRule", {}).get("condition", {})):
                value["userEnteredValue"] = rewritten(value["userEnteredValue"], spell)


def _has_formula(cell: CellData) -> bool:
    condition = cell.get("dataValidation", {}).get("condition", {})
    return "formulaValue" in cell.get("userEnteredValue", ()) or any(_formulas_of(condition))


def _rewritten_cell(cell: CellData, spell: Rewrite) -> CellData:
    """Return `cell` with its references rewritten."""
    formula = cell.get("userEnteredValue", {}).get("formulaValue")
    condition = cell.get("dataValidation", {}).get("condition", {})
    new = cell.copy()
    if formula:
        new["userEnteredValue"] = {"formulaValue": rewritten(formula, spell)}
    if any(_formulas_of(condition)):
        values = [value.copy() for value in condition["values"]]
        for value in _formulas_of({"values": values}):
            value["userEnteredValue"] = rewritten(value["userEnteredValue"], spell)
        new["dataValidation"] = {
            **cell["dataValidation"],
            "condition": {**condition, "values": values},
        }
    return new


def _formulas_of(condition: Message) -> Iterator[Message]:
    for value in condition.get("values", []):
        if value.get("userEnteredValue", "").startswith("="):
            yield value


def _corner(text: str) -> Corner:
    match = _PARTS.fullmatch(text)
    assert match is not None
    sign, letters, second, digits = match.groups()
    row_fixed = second == "$" or (letters is None and sign == "$")
    return Corner(
        column_index(letters) if letters else None,
        int(digits) - 1 if digits else None,
        bool(letters) and sign == "$",
        row_fixed,
    )


def _copied(corner: Corner, down: int, right: int) -> Corner:
    column, row = corner.column, corner.row
    if column is not None and not corner.column_fixed:
        column += right
    if row is not None and not corner.row_fixed:
        row += down
    return replace(corner, column=column, row=row)


def _on(corner: Corner, dimension: str, position: int | None) -> Corner:
    return replace(corner, row=position) if dimension == ROWS else replace(corner, column=position)
