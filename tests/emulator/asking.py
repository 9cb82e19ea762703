"""One request in the making: which file it is about, who asks, and what they may do."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Any

from tests.emulator.model import Sheet, Spreadsheet
from tests.emulator.places import Area, column_letters, parse_area, quoted
from tests.emulator.problems import ApiError, invalid, protected

_RANGE = re.compile(
    r"(?:'(?P<quoted>(?:[^']|'')*)'|(?P<plain>[^'!]*))(?:!(?P<cells>.*))?", re.DOTALL
)


@dataclass(frozen=True, slots=True)
class Asking:
    """A request about one spreadsheet.

    Attributes:
        book: A working copy; it counts only if the whole request succeeds.
        email: Who asks.
        today: The day on which they ask.
    """

    book: Spreadsheet
    email: str
    today: date

    def sheet(self, sheet_id: int) -> Sheet:
        """Return a tab.

        Raises:
            ApiError: If there is none with this id.
        """
        sheet = self.book.sheet(sheet_id)
        if sheet is None:
            raise invalid(f"No grid with id: {sheet_id}")
        return sheet

    def area(self, grid_range: dict[str, Any]) -> tuple[Sheet, Area]:
        """Return the tab and the cells that a GridRange means, closed.

        Raises:
            ApiError: If it reaches beyond the grid or ends before it begins.
        """
        area = Area.of(grid_range)
        sheet = self.sheet(area.sheet)
        check_on_grid(sheet, area)
        return sheet, sheet.closed(area)

    def may_edit(self, area: Area) -> bool:
        """Tell whether the asker may change every cell of `area`."""
        sheet = self.book.sheet(area.sheet)
        return sheet is None or not any(
            self._protects(one, area) and not self.may_change(one) for one in sheet.protected
        )

    def must_edit(self, area: Area) -> None:
        """Refuse to change a protected cell.

        Raises:
            ApiError: As Google says it.
        """
        if not self.may_edit(area):
            raise protected()

    def must_edit_tab(self, sheet: Sheet) -> None:
        """Refuse to change a tab that is protected as a whole.

        Raises:
            ApiError: As Google says it.
        """
        whole = Area(sheet.id)
        for one in sheet.protected:
            if Area.of(one["range"]) == whole and not self.may_change(one):
                raise protected()

    def must_insert(self, sheet: Sheet, dimension: str, at: int) -> None:
        """Refuse to part a protected range by new lines before line `at`; at its edge is free.

        Raises:
            ApiError: As Google says it.
        """
        for one in sheet.protected:
            start, end = Area.of(one["range"]).span(dimension)
            inside = (start is None or start < at) and (end is None or at < end)
            if inside and not self.may_change(one):
                raise protected()

    def may_change(self, protection: dict[str, Any]) -> bool:
        """Tell whether the asker is an editor of a ProtectedRange."""
        editors = protection.get("editors", {}).get("users", [])
        return (
            protection.get("warningOnly", False)
            or self.email == self.book.owner
            or self.email in editors
        )

    def _protects(self, protection: dict[str, Any], area: Area) -> bool:
        open_places = protection.get("unprotectedRanges", [])
        return Area.of(protection["range"]).meets(area) and not any(
            Area.of(place).covers(area) for place in open_places
        )


def check_on_grid(sheet: Sheet, area: Area) -> None:
    """Refuse an area beyond the grid.

    Raises:
        ApiError: As Google says it.
    """
    rows, columns = sheet.size
    for name, (start, end), count in (
        ("Row", (area.top, area.bottom), rows),
        ("Column", (area.left, area.right), columns),
    ):
        low = start or 0
        if low < 0:
            raise invalid(f"range.start{name}Index must be >= 0, but was {low}")
        if end is not None and end <= low:
            raise invalid(f"range.end{name}Index[{end}] must be > range.start{name}Index[{low}]")
        if low >= count or (end is not None and end > count):
            raise beyond(sheet, _cells(area, sheet))


def beyond(sheet: Sheet, cells: str) -> ApiError:
    """Return the refusal of a range that reaches beyond the grid."""
    rows, columns = sheet.size
    place = f"{quoted(sheet.title)}!{cells}" if cells else quoted(sheet.title)
    return invalid(f"Range ({place}) exceeds grid limits. Max rows: {rows}, max columns: {columns}")


def _cells(area: Area, sheet: Sheet) -> str:
    bottom = area.bottom if area.bottom is not None else sheet.size[0]
    right = area.right if area.right is not None else sheet.size[1]
    first = f"{column_letters(area.left or 0)}{(area.top or 0) + 1}"
    last = f"{column_letters(right - 1)}{bottom}"
    return first if first == last else f"{first}:{last}"


def find_range(book: Spreadsheet, text: str) -> tuple[Sheet, Area, str]:
    """Return the tab, the cells and their A1 spelling that a range names.

    Raises:
        ApiError: If it names neither a tab nor cells nor a named range.
    """
    match = _RANGE.fullmatch(text)
    if match is None:
        raise invalid(f"Unable to parse range: {text}")
    title, cells = match["quoted"], match["cells"]
    title = title.replace("''", "'") if title is not None else match["plain"]
    if cells is not None:
        sheet = book.titled(title)
        area = parse_area(cells, sheet.id) if sheet else None
        if sheet and area:
            return sheet, area, cells
        named = _named(book, cells)
        if named and sheet is named[0]:
            return named
        raise invalid(f"Unable to parse range: {text}")
    return _bare(book, title, text, plain=match["quoted"] is None)


def _bare(book: Spreadsheet, title: str, text: str, *, plain: bool) -> tuple[Sheet, Area, str]:
    """Return what a range without ``!`` names: cells of the first tab, a named range or a tab."""
    first = book.sheets[0]
    area = parse_area(title, first.id) if plain else None
    if area:
        return first, area, title
    named = _named(book, title) if plain else None
    if named:
        return named
    sheet = book.titled(title)
    if sheet is None:
        raise invalid(f"Unable to parse range: {text}")
    return sheet, Area(sheet.id), ""


def _named(book: Spreadsheet, name: str) -> tuple[Sheet, Area, str] | None:
    """Return what a named range stands for."""
    for one in book.named:
        if one["name"].casefold() == name.casefold():
            area = Area.of(one["range"])
            sheet = book.sheet(area.sheet)
            assert sheet is not None
            return sheet, area, _cells(area, sheet)
    return None
