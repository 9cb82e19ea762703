"""Staff at work in a spreadsheet, while a program does its own: they type, sort, insert, delete.

Rows are counted from 1 and columns are letters, as staff see them.
"""

from __future__ import annotations

from typing import Any

from tests.emulator.asking import Asking, find_range
from tests.emulator.entering import typed
from tests.emulator.locales import Locale
from tests.emulator.model import Sheet, Spreadsheet
from tests.emulator.places import COLUMNS, ROWS, column_index, column_letters, quoted
from tests.emulator.seeing import FORMATTED, FORMULA, SERIAL
from tests.emulator.server import Server
from tests.emulator.updates import batch_update
from tests.emulator.values import clear, get

Message = dict[str, Any]


class Staff:
    """One person in one spreadsheet.

    Every edit is done whole or raises `ApiError`, as when a cell is protected from this person.

    Args:
        server: Where the spreadsheet lives.
        key: Id of the spreadsheet.
        email: Who it is; the owner passes every protection.
    """

    def __init__(self, server: Server, key: str, email: str) -> None:
        self._server, self._key, self._email = server, key, email

    def type(self, tab: str, cell: str, text: str) -> None:
        """Type into one cell; an empty text empties it."""

        def change(asking: Asking) -> None:
            sheet, area, _ = find_range(asking.book, f"{quoted(tab)}!{cell}")
            asking.must_edit(area)
            locale = Locale(asking.book.properties["locale"])
            for row, column in sheet.places(area):
                sheet.put(row, column, typed(text, sheet.cell(row, column), locale, asking.today))

        self._edit(change)

    def type_row(self, tab: str, row: int, texts: list[str]) -> None:
        """Type into the cells of a row from column A; an empty text leaves its cell alone."""
        for place, text in enumerate(texts):
            if text:
                self.type(tab, f"{column_letters(place)}{row}", text)

    def clear(self, tab: str, cells: str) -> None:
        """Empty some cells."""
        self._edit(lambda asking: clear(asking, {"range": f"{quoted(tab)}!{cells}"}))

    def sort(self, tab: str, cells: str, column: str, *, downwards: bool = False) -> None:
        """Sort the rows of `cells` by `column`."""
        order = "DESCENDING" if downwards else "ASCENDING"
        spec = {"dimensionIndex": column_index(column), "sortOrder": order}
        self._ask("sortRange", range=self._range(tab, cells), sortSpecs=[spec])

    def insert_rows(self, tab: str, before: int, count: int = 1) -> None:
        """Put empty rows in before row `before`."""
        self._insert(tab, ROWS, before - 1, count)

    def insert_columns(self, tab: str, before: str, count: int = 1) -> None:
        """Put empty columns in before column `before`."""
        self._insert(tab, COLUMNS, column_index(before), count)

    def delete_rows(self, tab: str, first: int, last: int | None = None) -> None:
        """Take rows out, `last` included."""
        span = self._span(tab, ROWS, first - 1, last or first)
        self._ask("deleteDimension", range=span)

    def delete_columns(self, tab: str, first: str, last: str | None = None) -> None:
        """Take columns out, `last` included."""
        end = column_index(last or first) + 1
        self._ask("deleteDimension", range=self._span(tab, COLUMNS, column_index(first), end))

    def move_rows(self, tab: str, first: int, last: int, before: int) -> None:
        """Put rows `first` to `last` before row `before`."""
        span = self._span(tab, ROWS, first - 1, last)
        self._ask("moveDimension", source=span, destinationIndex=before - 1)

    def move_columns(self, tab: str, first: str, last: str, before: str) -> None:
        """Put columns `first` to `last` before column `before`."""
        span = self._span(tab, COLUMNS, column_index(first), column_index(last) + 1)
        self._ask("moveDimension", source=span, destinationIndex=column_index(before))

    def copy_rows(self, tab: str, first: int, last: int, to: int) -> None:
        """Copy rows `first` to `last` over the rows from `to` on."""
        source = self._range(tab, f"{first}:{last}")
        target = self._range(tab, f"{to}:{to + last - first}")
        self._ask("copyPaste", source=source, destination=target)

    def copy(self, tab: str, cells: str, to: str) -> None:
        """Copy some cells over others."""
        self._ask("copyPaste", source=self._range(tab, cells), destination=self._range(tab, to))

    def add_tab(self, title: str) -> None:
        """Add an empty tab at the end."""
        self._ask("addSheet", properties={"title": title})

    def rename_tab(self, tab: str, title: str) -> None:
        """Give a tab another name."""
        self._properties(tab, "title", title)

    def hide_tab(self, tab: str, *, hidden: bool = True) -> None:
        """Hide a tab or show it again."""
        self._properties(tab, "hidden", hidden)

    def move_tab(self, tab: str, place: int) -> None:
        """Put a tab at another place, counted from 1."""
        self._properties(tab, "index", place - 1)

    def delete_tab(self, tab: str) -> None:
        """Delete a tab."""
        self._ask("deleteSheet", sheetId=self._id(tab))

    def hide_rows(self, tab: str, first: int, last: int, *, hidden: bool = True) -> None:
        """Hide rows, `last` included, or show them again."""
        span = self._span(tab, ROWS, first - 1, last)
        self._ask(
            "updateDimensionProperties",
            range=span,
            properties={"hiddenByUser": hidden},
            fields="hiddenByUser",
        )

    def filter(self, tab: str, cells: str, column: str, hidden: list[str]) -> None:
        """Filter `cells` so that rows with one of the texts `hidden` in `column` are not shown."""
        spec = {"columnIndex": column_index(column), "filterCriteria": {"hiddenValues": hidden}}
        self._ask(
            "setBasicFilter", filter={"range": self._range(tab, cells), "filterSpecs": [spec]}
        )

    def clear_filter(self, tab: str) -> None:
        """Take the filter of a tab away."""
        self._ask("clearBasicFilter", sheetId=self._id(tab))

    def values(self, tab: str, cells: str = "") -> list[list[Any]]:
        """Return what is seen, rows and cells at the end that are empty left out."""
        return self._values(tab, cells, FORMATTED)

    def entered(self, tab: str, cells: str = "") -> list[list[Any]]:
        """Return what was entered: formulas as formulas, days as serial numbers."""
        return self._values(tab, cells, FORMULA)

    @property
    def tabs(self) -> list[str]:
        """The names of the tabs, in their order."""
        return [sheet.title for sheet in self.book.sheets]

    @property
    def book(self) -> Spreadsheet:
        """The spreadsheet as it is now."""
        return self._server.drive.files[self._key]

    def sheet(self, tab: str) -> Sheet:
        """Return a tab as it is now."""
        sheet, _, _ = find_range(self.book, f"{quoted(tab)}!A1")
        return sheet

    def edit(self, *requests: Message) -> list[Message]:
        """Do requests of ``spreadsheets.batchUpdate`` as this person; return their replies."""
        body = {"requests": list(requests)}
        return self._edit(lambda asking: batch_update(asking, body))  # type: ignore[no-any-return]

    def _values(self, tab: str, cells: str, how: str) -> list[list[Any]]:
        text = f"{quoted(tab)}!{cells}" if cells else quoted(tab)
        with self._server.lock:
            asking = Asking(self.book, self._email, self._server.today())
            query = {"range": text, "valueRenderOption": how, "dateTimeRenderOption": SERIAL}
            return get(asking, query).get("values", [])  # type: ignore[no-any-return]

    def _edit(self, change: Any) -> Any:
        with self._server.lock:
            draft = self.book.copy()
            result = change(Asking(draft, self._email, self._server.today()))
            self._server.drive.files[self._key] = draft
            return result

    def _ask(self, kind: str, **asked: Any) -> None:
        self.edit({kind: asked})

    def _insert(self, tab: str, dimension: str, at: int, count: int) -> None:
        span = self._span(tab, dimension, at, at + count)
        self._ask("insertDimension", range=span, inheritFromBefore=at > 0)

    def _properties(self, tab: str, field: str, value: Any) -> None:
        properties = {"sheetId": self._id(tab), field: value}
        self._ask("updateSheetProperties", properties=properties, fields=field)

    def _span(self, tab: str, dimension: str, start: int, end: int) -> Message:
        return {
            "sheetId": self._id(tab),
            "dimension": dimension,
            "startIndex": start,
            "endIndex": end,
        }

    def _range(self, tab: str, cells: str) -> Message:
        _, area, _ = find_range(self.book, f"{quoted(tab)}!{cells}")
        return area.grid_range

    def _id(self, tab: str) -> int:
        sheet, _, _ = find_range(self.book, f"{quoted(tab)}!A1")
        return sheet.id
