"""Staff who work in a spreadsheet while a program does: they type, sort, insert, delete.

Rows are counted from 1 and columns are letters, as people see them.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from gspread.utils import column_letter_to_index, rowcol_to_a1

from tests.emulator.displayed_values import FORMATTED, FORMULA, View
from tests.emulator.messages import CellValue, DimensionRange, GridRange, Message
from tests.emulator.model import Sheet, Spreadsheet
from tests.emulator.ranges import COLUMNS, ROWS, quoted
from tests.emulator.request_context import RequestContext, find_range
from tests.emulator.server import Server
from tests.emulator.typed_input import typed
from tests.emulator.updates import do_all
from tests.emulator.values import read_rows

_Done = TypeVar("_Done")


class Staff:
    """One person in one spreadsheet.

    An edit is applied in full, or raises `ApiError` and changes nothing.

    Args:
        server: The server with the spreadsheet.
        key: Id of the spreadsheet.
        email: Who it is; the owner may edit every protected range.
    """

    def __init__(self, server: Server, key: str, email: str) -> None:
        self._server, self._key, self._email = server, key, email

    def type(self, tab: str, cell: str, text: str) -> None:
        """Type into one cell; an empty text empties it."""

        def change(context: RequestContext) -> None:
            sheet, area = find_range(context.book, _a1(tab, cell))
            context.must_edit(area)
            sheet.change(area, lambda old: typed(text, old))

        self._edit(change)

    def type_row(self, tab: str, row: int, texts: list[str]) -> None:
        """Type into the cells of a row from column A; an empty text leaves its cell as it is."""
        for position, text in enumerate(texts, start=1):
            if text:
                self.type(tab, rowcol_to_a1(row, position), text)

    def clear(self, tab: str, cells: str = "") -> None:
        """Empty some cells, or all of a tab."""
        self._ask("updateCells", range=self._range(tab, cells), fields="userEnteredValue")

    def sort(self, tab: str, cells: str, column: str, *, downwards: bool = False) -> None:
        """Sort the rows of `cells` by `column`."""
        order = "DESCENDING" if downwards else "ASCENDING"
        spec = {"dimensionIndex": _column(column), "sortOrder": order}
        self._ask("sortRange", range=self._range(tab, cells), sortSpecs=[spec])

    def insert_rows(self, tab: str, before: int, count: int = 1) -> None:
        """Insert empty rows before row `before`."""
        self._insert(tab, ROWS, before - 1, count)

    def insert_columns(self, tab: str, before: str, count: int = 1) -> None:
        """Insert empty columns before column `before`."""
        self._insert(tab, COLUMNS, _column(before), count)

    def delete_rows(self, tab: str, first: int, last: int | None = None) -> None:
        """Delete rows, `last` included."""
        span = self._span(tab, ROWS, first - 1, last or first)
        self._ask("deleteDimension", range=span)

    def delete_columns(self, tab: str, first: str, last: str | None = None) -> None:
        """Delete columns, `last` included."""
        end = _column(last or first) + 1
        self._ask("deleteDimension", range=self._span(tab, COLUMNS, _column(first), end))

    def move_rows(self, tab: str, first: int, last: int, before: int) -> None:
        """Move rows `first` to `last` to before row `before`."""
        span = self._span(tab, ROWS, first - 1, last)
        self._ask("moveDimension", source=span, destinationIndex=before - 1)

    def move_columns(self, tab: str, first: str, last: str, before: str) -> None:
        """Move columns `first` to `last` to before column `before`."""
        span = self._span(tab, COLUMNS, _column(first), _column(last) + 1)
        self._ask("moveDimension", source=span, destinationIndex=_column(before))

    def copy_rows(self, tab: str, first: int, last: int, to: int) -> None:
        """Copy rows `first` to `last` over the rows from `to` on."""
        self.copy(tab, f"{first}:{last}", f"{to}:{to + last - first}")

    def copy(self, tab: str, cells: str, to: str) -> None:
        """Copy some cells over others."""
        self._ask("copyPaste", source=self._range(tab, cells), destination=self._range(tab, to))

    def add_tab(self, title: str) -> None:
        """Add an empty tab at the end."""
        self._ask("addSheet", properties={"title": title})

    def rename_tab(self, tab: str, title: str) -> None:
        """Give a tab another name."""
        properties = {"sheetId": self.sheet(tab).id, "title": title}
        self._ask("updateSheetProperties", properties=properties, fields="title")

    def delete_tab(self, tab: str) -> None:
        """Delete a tab."""
        self._ask("deleteSheet", sheetId=self.sheet(tab).id)

    def filter(self, tab: str, cells: str, column: str, hidden: list[str]) -> None:
        """Filter `cells`: hide the rows with one of the texts `hidden` in `column`."""
        spec = {"columnIndex": _column(column), "filterCriteria": {"hiddenValues": hidden}}
        self._ask(
            "setBasicFilter", filter={"range": self._range(tab, cells), "filterSpecs": [spec]}
        )

    def values(self, tab: str, cells: str = "") -> list[list[CellValue]]:
        """Return what is shown, without empty rows and cells at the end."""
        return self._values(tab, cells, FORMATTED)

    def entered(self, tab: str, cells: str = "") -> list[list[CellValue]]:
        """Return values and formulas, numbers as numbers, without empty rows and cells at the end."""
        return self._values(tab, cells, FORMULA)

    @property
    def tabs(self) -> list[str]:
        """The names of the tabs in their order."""
        return [sheet.title for sheet in self.book.sheets]

    @property
    def book(self) -> Spreadsheet:
        """The spreadsheet as it is now."""
        return self._server.files[self._key]

    def sheet(self, tab: str) -> Sheet:
        """Return a tab as it is now.

        Raises:
            ApiError: If there is none with this name.
        """
        sheet, _ = find_range(self.book, _a1(tab))
        return sheet

    def edit(self, *requests: Message) -> list[Message]:
        """Do requests of ``spreadsheets.batchUpdate`` as this person; return their replies."""
        return self._edit(lambda context: do_all(context, requests))

    def _values(self, tab: str, cells: str, how: str) -> list[list[CellValue]]:
        with self._server.lock:
            sheet, area = find_range(self.book, _a1(tab, cells))
            return read_rows(View(self.book), sheet, sheet.closed(area), how)

    def _edit(self, change: Callable[[RequestContext], _Done]) -> _Done:
        with self._server.lock:
            draft = self.book.copy()
            done = change(RequestContext(draft, self._email))
            self._server.files[self._key] = draft
            return done

    def _ask(self, kind: str, **asked: object) -> None:
        self.edit({kind: asked})

    def _insert(self, tab: str, dimension: str, at: int, count: int) -> None:
        span = self._span(tab, dimension, at, at + count)
        self._ask("insertDimension", range=span, inheritFromBefore=at > 0)

    def _span(self, tab: str, dimension: str, start: int, end: int) -> DimensionRange:
        return {
            "sheetId": self.sheet(tab).id,
            "dimension": dimension,
            "startIndex": start,
            "endIndex": end,
        }

    def _range(self, tab: str, cells: str) -> GridRange:
        sheet, area = find_range(self.book, _a1(tab, cells))
        return sheet.closed(area).grid_range


def _a1(tab: str, cells: str = "") -> str:
    return f"{quoted(tab)}!{cells}" if cells else quoted(tab)


def _column(letters: str) -> int:
    """Return the position of a column, counted from 0."""
    return column_letter_to_index(letters) - 1
