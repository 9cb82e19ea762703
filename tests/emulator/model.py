"""The spreadsheets that the emulator keeps.

A cell is CellData with the fields that were set.  It is never modified in place, so that a copy of a
spreadsheet is cheap.
"""

from __future__ import annotations

import copy
import random
import secrets
import string
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import product

from tests.emulator.behaviour import Behaviour
from tests.emulator.messages import CellData, Message, ProtectedRange, SheetProperties
from tests.emulator.ranges import COLUMNS, ROWS, Area

EMPTY: CellData = {}
FROZEN = {ROWS: "frozenRowCount", COLUMNS: "frozenColumnCount"}


def with_box(cell: CellData) -> CellData:
    """Return a cell with FALSE where its rule makes it a checkbox and it has no value.  Assumed."""
    rule = cell.get("dataValidation", {})
    if "userEnteredValue" in cell or rule.get("condition", {}).get("type") != "BOOLEAN":
        return cell
    return {**cell, "userEnteredValue": {"boolValue": False}}


@dataclass(slots=True)
class Row:
    """One row: its cells by column, counted from 0, and its properties."""

    cells: dict[int, CellData] = field(default_factory=dict)
    properties: Message = field(default_factory=dict)

    def copy(self) -> Row:
        """Return another row with the same cells."""
        return Row(dict(self.cells), self.properties.copy())


@dataclass(slots=True)
class Sheet:
    """One tab.

    Attributes:
        properties: Without index, rowCount and columnCount.
        rows: Every row of the grid.
        columns: Properties of every column.
        protected: Its protected ranges.
        rules: Its conditional formats in their order.
        bands: Its banded ranges.
        filter: Its filter, if there is one.
    """

    properties: SheetProperties
    rows: list[Row]
    columns: list[Message]
    protected: list[ProtectedRange] = field(default_factory=list)
    rules: list[Message] = field(default_factory=list)
    bands: list[Message] = field(default_factory=list)
    filter: Message | None = None

    @classmethod
    def new(cls, sheet_id: int, title: str, rows: int = 1000, columns: int = 26) -> Sheet:
        """Return an empty tab."""
        properties: SheetProperties = {"sheetId": sheet_id, "title": title, "sheetType": "GRID"}
        return cls(properties, [Row() for _ in range(rows)], [{} for _ in range(columns)])

    def copy(self) -> Sheet:
        """Return the same tab as another object."""
        return Sheet(
            copy.deepcopy(self.properties),
            [row.copy() for row in self.rows],
            [column.copy() for column in self.columns],
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
        """Number of rows and columns of the grid."""
        return len(self.rows), len(self.columns)

    def closed(self, area: Area) -> Area:
        """Return `area` with its open ends at the edges of the grid."""
        return area.within(*self.size)

    def cell(self, row: int, column: int) -> CellData:
        """Return one cell."""
        return self.rows[row].cells.get(column, EMPTY)

    def put(self, row: int, column: int, cell: CellData) -> None:
        """Replace one cell; a checkbox without a value is unticked."""
        if cell := with_box(cell):
            self.rows[row].cells[column] = cell
        else:
            self.rows[row].cells.pop(column, None)

    def positions(self, area: Area) -> Iterator[tuple[int, int]]:
        """Return row and column of every position of `area` on the grid."""
        closed = self.closed(area)
        return product(closed.rows, closed.columns)

    def change(self, area: Area, change: Callable[[CellData], CellData]) -> None:
        """Replace every cell of `area` by what `change` makes of it."""
        for row, column in self.positions(area):
            self.put(row, column, change(self.cell(row, column)))


@dataclass(slots=True)
class Spreadsheet:
    """One file.

    Attributes:
        id: As in its address.
        properties: Title, locale, time zone.
        owner: Email address of its owner.
        sheets: Its tabs in their order.
        metadata: Developer metadata of the file.
        roles: Email addresses it is shared with: ``writer``, ``commenter`` or ``reader``.
        behaviour: What it does where Google's documentation does not say.
    """

    id: str
    properties: Message
    owner: str
    sheets: list[Sheet]
    metadata: list[Message] = field(default_factory=list)
    roles: dict[str, str] = field(default_factory=dict)
    behaviour: Behaviour = field(default_factory=Behaviour)

    @classmethod
    def new(
        cls, title: str, owner: str, *, locale: str = "en_US", time_zone: str = "Etc/GMT"
    ) -> Spreadsheet:
        """Return a new file with one empty tab."""
        first = Sheet.new(0, "シート1" if locale.startswith("ja") else "Sheet1")
        properties: Message = {
            "title": title,
            "locale": locale,
            "autoRecalc": "ON_CHANGE",
            "timeZone": time_zone,
        }
        return cls(new_key(), properties, owner, [first])

    def copy(self) -> Spreadsheet:
        """Return the same file as another object; a change of one does not change the other."""
        return Spreadsheet(
            self.id,
            self.properties.copy(),
            self.owner,
            [sheet.copy() for sheet in self.sheets],
            copy.deepcopy(self.metadata),
            dict(self.roles),
            self.behaviour,
        )

    def sheet(self, sheet_id: int) -> Sheet | None:
        """Return the tab with this id."""
        return next((sheet for sheet in self.sheets if sheet.id == sheet_id), None)

    def titled(self, title: str) -> Sheet | None:
        """Return the tab with this name; capital letters make no difference."""
        wanted = title.casefold()
        return next((one for one in self.sheets if one.title.casefold() == wanted), None)

    def role(self, email: str) -> str | None:
        """Return what `email` may do: ``owner``, ``writer``, ``commenter``, ``reader``, or None."""
        return "owner" if email == self.owner else self.roles.get(email)


def new_key() -> str:
    """Return an id for a new file."""
    letters = string.ascii_letters + string.digits + "-_"
    return "1" + "".join(secrets.choice(letters) for _ in range(43))


def new_number(used: set[int]) -> int:
    """Return an id that none of `used` is."""
    while True:
        number = random.randrange(1, 2**31)
        if number not in used:
            return number
