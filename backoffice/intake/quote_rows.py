"""The rows of Quotes, read back: those that somebody changed are reported, the next sync repairs them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from backoffice.intake.batch_records import Cells
from backoffice.intake.problems import Level, Problem, ProblemCode
from backoffice.sheet.headings import Tab
from backoffice.sheet.script_columns import QUOTES, position
from backoffice.sheet.seals import are_sound, cell_text
from backoffice.sheet.snapshot import Cell

_SEAL = position(Tab.QUOTES, "seal")
_AT = {column.key: at for at, column in enumerate(QUOTES)}


class QuoteRow(Mapping[str, Cell]):
    """A row of Quotes by the keys of its columns.  A dictionary for each took four times the memory."""

    __slots__ = ("cells",)

    def __init__(self, cells: Cells) -> None:
        self.cells = cells

    def __getitem__(self, key: str) -> Cell:
        return self.cells[_AT[key]]

    def __iter__(self) -> Iterator[str]:
        return iter(_AT)

    def __len__(self) -> int:
        return len(_AT)


def read_quotes(
    rows: Sequence[Cells],
) -> tuple[dict[str, Mapping[str, Cell]], list[Problem]]:
    """Return the sound rows by ticket, and a problem for each of the others."""
    quotes: dict[str, Mapping[str, Cell]] = {}
    problems = []
    for cells, sound in zip(rows, are_sound(rows, _SEAL), strict=True):
        ticket = cell_text(cells[0])
        if sound:
            quotes[ticket] = QuoteRow(cells)
        else:
            problems.append(Problem(ProblemCode.QUOTES_REPAIRED, Level.LOOK, ticket=ticket))
    return quotes, problems
