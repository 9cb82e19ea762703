"""One request at work: which file it is about, who asks, and what they may do."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any, TypeAlias

from tests.emulator.api_errors import ApiError, invalid, protected
from tests.emulator.messages import GridRange, Message, ProtectedRange
from tests.emulator.model import Sheet, Spreadsheet
from tests.emulator.ranges import Area, parse_area, spelled

_RANGE = re.compile(
    r"(?:'(?P<quoted>(?:[^']|'')*)'|(?P<plain>[^'!]*))(?:!(?P<cells>.*))?", re.DOTALL
)


@dataclass(frozen=True, slots=True)
class RequestContext:
    """A request about one spreadsheet.

    Attributes:
        book: The spreadsheet; for a write, a copy that replaces it if all of the request succeeds.
        email: Who asks.
    """

    book: Spreadsheet
    email: str

    def sheet(self, sheet_id: int, called: str = "grid") -> Sheet:
        """Return a tab; Google's words of a refusal call it a grid or a sheet.

        Raises:
            ApiError: If there is none with this id.
        """
        sheet = self.book.sheet(sheet_id)
        if sheet is None:
            raise invalid(f"No {called} with id: {sheet_id}")
        return sheet

    def area(self, grid_range: GridRange) -> tuple[Sheet, Area]:
        """Return the tab of a GridRange and its area, without open ends.

        Raises:
            ApiError: If it reaches beyond the grid or ends before it begins.
        """
        area = Area.of(grid_range)
        sheet = self.sheet(area.sheet)
        check_on_grid(sheet, area)
        return sheet, sheet.closed(area)

    def may_edit(self, area: Area) -> bool:
        """Return whether the asker may change every cell of `area`."""
        sheet = self.book.sheet(area.sheet)
        return sheet is None or not any(
            Area.of(one["range"]).meets(area) and not self.may_change(one)
            for one in sheet.protected
        )

    def must_edit(self, area: Area) -> None:
        """Check that the asker may change every cell of `area`.

        Raises:
            ApiError: If one is protected from them.
        """
        if not self.may_edit(area):
            raise protected()

    def must_edit_tab(self, sheet: Sheet) -> None:
        """Check that the asker may change the properties of a tab.

        Raises:
            ApiError: If all of the tab is protected from them.
        """
        whole = Area(sheet.id)
        for one in sheet.protected:
            if Area.of(one["range"]) == whole and not self.may_change(one):
                raise protected()

    def must_insert(self, sheet: Sheet, dimension: str, at: int) -> None:
        """Check that the asker may insert rows or columns before position `at`.

        Raises:
            ApiError: If that is inside a range that is protected from them, not at its edge.
        """
        for one in sheet.protected:
            start, end = Area.of(one["range"]).span(dimension)
            inside = (start is None or start < at) and (end is None or at < end)
            if inside and not self.may_change(one):
                raise protected()

    def may_change(self, protection: ProtectedRange) -> bool:
        """Return whether the asker may edit a protected range."""
        editors = protection.get("editors", {}).get("users", [])
        return self.email == self.book.owner or (
            self.email in editors and self.book.behaviour.lets_editors_in
        )


Answers: TypeAlias = dict[str, Callable[[RequestContext, Any], Message | None]]
"""What does each kind of request: takes a message of that kind and returns its reply, if it has one.

The message may be any here; its fields were compared with Google's description before.
"""


def check_on_grid(sheet: Sheet, area: Area) -> None:
    """Check that an area is on the grid.

    Raises:
        ApiError: If it is not.
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
            raise _beyond(sheet, area)


def _beyond(sheet: Sheet, area: Area) -> ApiError:
    """Return the refusal of a range that reaches beyond the grid."""
    rows, columns = sheet.size
    closed = replace(
        area,
        top=area.top or 0,
        bottom=area.bottom or rows,
        left=area.left or 0,
        right=area.right or columns,
    )
    return invalid(
        f"Range ({spelled(sheet.title, closed)}) exceeds grid limits. "
        f"Max rows: {rows}, max columns: {columns}"
    )


def find_range(book: Spreadsheet, text: str) -> tuple[Sheet, Area]:
    """Return the tab and the cells that `text` names in A1 notation.

    Cells without a tab are on the first visible tab.
    Source: guide "Google Sheets API Overview", A1 notation.

    Raises:
        ApiError: If it names neither a tab nor cells, or cells that begin beyond the grid.
    """
    match = _RANGE.fullmatch(text)
    if match is None:
        raise invalid(f"Unable to parse range: {text}")
    title, cells = match["quoted"], match["cells"]
    if cells is None and title is None:
        first = next(sheet for sheet in book.sheets if not sheet.properties.get("hidden"))
        area = parse_area(text, first.id)
        if area:
            return _on_grid(first, area)
    sheet = book.titled(match["plain"] if title is None else title.replace("''", "'"))
    found = parse_area(cells, sheet.id) if sheet and cells is not None else None
    if sheet is None or (found is None and cells is not None):
        raise invalid(f"Unable to parse range: {text}")
    return _on_grid(sheet, found or Area(sheet.id))


def _on_grid(sheet: Sheet, area: Area) -> tuple[Sheet, Area]:
    if (area.top or 0) >= sheet.size[0] or (area.left or 0) >= sheet.size[1]:
        raise _beyond(sheet, area)
    return sheet, area
