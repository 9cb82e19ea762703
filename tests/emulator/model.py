"""The spreadsheets that the stand-in keeps.

Cells are CellData as Google's description names their fields, holding only what was set.  A cell
is never changed in place, so a copy of a spreadsheet is cheap and a refused update leaves none.
"""

from __future__ import annotations

import copy
import random
import secrets
import string
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from tests.emulator.places import Area

Cell = Mapping[str, Any]
EMPTY: Cell = {}
SHEET_DEFAULTS: dict[str, Any] = {"sheetType": "GRID"}


@dataclass(slots=True)
class Line:
    """One row: its cells by column, counted from 0, and its DimensionProperties."""

    cells: dict[int, Cell] = field(default_factory=dict)
    properties: dict[str, Any] = field(default_factory=dict)

    def copy(self) -> Line:
        """Return another row with the same cells."""
        return Line(dict(self.cells), dict(self.properties))


@dataclass(slots=True)
class Sheet:
    """One tab.

    Attributes:
        properties: SheetProperties without index, rowCount and columnCount.
        lines: Every row of the grid.
        columns: DimensionProperties of every column.
        merges: Areas of merged cells.
        protected: ProtectedRanges.
        rules: ConditionalFormatRules, the first wins.
        bands: BandedRanges.
        filter: The BasicFilter, if there is one.
        groups: DimensionGroups.
    """

    properties: dict[str, Any]
    lines: list[Line]
    columns: list[dict[str, Any]]
    merges: list[Area] = field(default_factory=list)
    protected: list[dict[str, Any]] = field(default_factory=list)
    rules: list[dict[str, Any]] = field(default_factory=list)
    bands: list[dict[str, Any]] = field(default_factory=list)
    filter: dict[str, Any] | None = None

    @classmethod
    def new(cls, sheet_id: int, title: str, rows: int = 1000, columns: int = 26) -> Sheet:
        """Return an empty tab."""
        properties = {"sheetId": sheet_id, "title": title} | SHEET_DEFAULTS
        return cls(properties, [Line() for _ in range(rows)], [{} for _ in range(columns)])

    def copy(self) -> Sheet:
        """Return another tab with the same contents."""
        return Sheet(
            copy.deepcopy(self.properties),
            [line.copy() for line in self.lines],
            [dict(column) for column in self.columns],
            list(self.merges),
            copy.deepcopy(self.protected),
            copy.deepcopy(self.rules),
            copy.deepcopy(self.bands),
            copy.deepcopy(self.filter),
        )

    @property
    def id(self) -> int:
        """Its sheetId."""
        return int(self.properties["sheetId"])

    @property
    def title(self) -> str:
        """Its name."""
        return str(self.properties["title"])

    @property
    def size(self) -> tuple[int, int]:
        """Rows and columns of the grid."""
        return len(self.lines), len(self.columns)

    def closed(self, area: Area) -> Area:
        """Return `area` with its open ends at the edges of the grid."""
        return area.within(*self.size)

    def cell(self, row: int, column: int) -> Cell:
        """Return one cell."""
        return self.lines[row].cells.get(column, EMPTY)

    def put(self, row: int, column: int, cell: Cell) -> None:
        """Replace one cell; an empty one is forgotten."""
        if cell:
            self.lines[row].cells[column] = cell
        else:
            self.lines[row].cells.pop(column, None)

    def places(self, area: Area) -> Iterator[tuple[int, int]]:
        """Yield row and column of every place of `area` on the grid."""
        closed = self.closed(area)
        assert closed.bottom is not None
        assert closed.right is not None
        for row in range(closed.top or 0, closed.bottom):
            for column in range(closed.left or 0, closed.right):
                yield row, column

    def change(self, area: Area, change: Callable[[Cell], Cell]) -> int:
        """Replace every cell of `area` by what `change` makes of it; return how many there are."""
        count = 0
        for row, column in self.places(area):
            self.put(row, column, change(self.cell(row, column)))
            count += 1
        return count


@dataclass(slots=True)
class Spreadsheet:
    """One file.

    Attributes:
        id: As in its address.
        properties: SpreadsheetProperties.
        owner: Address of its owner.
        sheets: Its tabs in their order.
        named: NamedRanges.
        metadata: DeveloperMetadata of the file, its tabs, rows and columns.
        roles: Addresses it is shared with: ``writer``, ``commenter`` or ``reader``.
        created: When.
        modified: When it was last changed.
        trashed: Whether it lies in the bin.
    """

    id: str
    properties: dict[str, Any]
    owner: str
    sheets: list[Sheet]
    named: list[dict[str, Any]] = field(default_factory=list)
    metadata: list[dict[str, Any]] = field(default_factory=list)
    roles: dict[str, str] = field(default_factory=dict)
    created: datetime = field(default_factory=lambda: datetime.now(UTC))
    modified: datetime = field(default_factory=lambda: datetime.now(UTC))
    trashed: bool = False

    @classmethod
    def new(
        cls, title: str, owner: str, *, locale: str = "en_US", time_zone: str = "Etc/GMT"
    ) -> Spreadsheet:
        """Return a new file with one empty tab."""
        first = Sheet.new(0, "シート1" if locale.startswith("ja") else "Sheet1")
        properties = {
            "title": title,
            "locale": locale,
            "autoRecalc": "ON_CHANGE",
            "timeZone": time_zone,
        }
        return cls(new_key(), properties, owner, [first])

    def copy(self) -> Spreadsheet:
        """Return the same file as another object: what happens to one does not happen to the other."""
        return Spreadsheet(
            self.id,
            copy.deepcopy(self.properties),
            self.owner,
            [sheet.copy() for sheet in self.sheets],
            copy.deepcopy(self.named),
            copy.deepcopy(self.metadata),
            dict(self.roles),
            self.created,
            self.modified,
            self.trashed,
        )

    def sheet(self, sheet_id: int) -> Sheet | None:
        """Return the tab with this id."""
        return next((sheet for sheet in self.sheets if sheet.id == sheet_id), None)

    def titled(self, title: str) -> Sheet | None:
        """Return the tab of this name, in small or capital letters."""
        wanted = title.casefold()
        return next((one for one in self.sheets if one.title.casefold() == wanted), None)

    def role(self, email: str) -> str | None:
        """Return what `email` may do: ``owner``, ``writer``, ``commenter``, ``reader``, or None."""
        return "owner" if email == self.owner else self.roles.get(email)


def new_key() -> str:
    """Return an id for a new file, as long as Google's."""
    letters = string.ascii_letters + string.digits + "-_"
    return "1" + "".join(secrets.choice(letters) for _ in range(43))


def new_number(used: set[int]) -> int:
    """Return an id that none of `used` has."""
    while True:
        number = random.randrange(1, 2**31)
        if number not in used:
            return number
