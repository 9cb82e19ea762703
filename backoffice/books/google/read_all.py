"""Everything that stands in a Google Sheet, staff's own tabs too, each number as what it is shown as."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from backoffice.books.google.create.sheet_state import Seen, look
from backoffice.books.google.google_sheet import GoogleSheet
from backoffice.books.google.sheet_urls import tab_range
from backoffice.books.uncopied import Uncopied, UncopiedKind
from backoffice.sheet.addresses import column_letters
from backoffice.sheet.snapshot import Cell, Sheet, Snapshot

AT_ONCE = 200_000
"""Cells asked for in one request; some 30 MB of answer at most."""

_FIELDS = (
    "sheets(properties(sheetId),merges,charts(chartId),data(startRow,rowData(values("
    "effectiveValue,userEnteredValue(formulaValue),userEnteredFormat(numberFormat),note,"
    "pivotTable))))"
)
_ERRORS = {
    "REF": "#REF!",
    "DIVIDE_BY_ZERO": "#DIV/0!",
    "N_A": "#N/A",
    "NAME": "#NAME?",
    "NUM": "#NUM!",
    "VALUE": "#VALUE!",
    "NULL_VALUE": "#NULL!",
}
_DATED = ("DATE", "DATE_TIME", "TIME")
_DAY_0 = date(1899, 12, 30)
_DAYS = range(date.min.toordinal() - _DAY_0.toordinal(), (date.max - _DAY_0).days + 1)


@dataclass(frozen=True, slots=True)
class Whole:
    """A whole sheet.

    Attributes:
        snapshot: Every tab with its cells.
        seen: What it was like just before.
        uncopied: What it holds beside the values of its cells.
    """

    snapshot: Snapshot
    seen: Seen
    uncopied: Sequence[Uncopied]


def read_whole(sheet: GoogleSheet) -> Whole:
    """Return all that stands in the sheet.

    A large one takes several requests; nobody should type meanwhile.

    Raises:
        BookUnavailableError: If it cannot be reached or read.
    """
    with sheet.in_words():
        seen = look(sheet.connection.ask)
        rows: dict[str, list[list[Cell]]] = {}
        uncopied: dict[tuple[str, UncopiedKind], int] = {}
        for tab in seen.tabs:
            name = tab["properties"]["title"]
            if tab["properties"].get("sheetType", "GRID") != "GRID":
                uncopied[name, UncopiedKind.OTHER] = 0
                continue
            rows[name] = []
            for found in _parts(sheet, tab["properties"]):
                for kind, count in _take(found, rows[name]):
                    uncopied[name, kind] = uncopied.get((name, kind), 0) + count
    sheets = {name: Sheet(name, _trimmed(held)) for name, held in rows.items()}
    told = [Uncopied(name, kind.name, count) for (name, kind), count in uncopied.items()]
    return Whole(Snapshot(sheets, str(seen.versions.newest)), seen, sorted(told))


def _parts(sheet: GoogleSheet, properties: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    """Yield what Google tells of one tab, so many rows at a time that it is not too much."""
    grid = properties.get("gridProperties", {})
    height, width = grid.get("rowCount", 1), grid.get("columnCount", 1)
    step = max(1, AT_ONCE // max(width, 1))
    for first in range(1, height + 1, step):
        last = min(first + step - 1, height)
        area = f"{tab_range(properties['title'])}!A{first}:{column_letters(width)}{last}"
        [found] = sheet.connection.ask("", {"ranges": [area], "fields": _FIELDS})["sheets"]
        yield found


def _take(found: Mapping[str, Any], rows: list[list[Cell]]) -> Iterator[tuple[UncopiedKind, int]]:
    """Add the rows of one answer to `rows`, and yield what there is beside."""
    notes = formulas = pivots = 0
    for data in found.get("data", ()):
        start = data.get("startRow", 0)
        rows.extend([] for _ in range(start - len(rows)))
        for row in data.get("rowData", ()):
            cells = row.get("values", ())
            rows.append([_cell(cell) for cell in cells])
            formulas += sum("formulaValue" in cell.get("userEnteredValue", {}) for cell in cells)
            pivots += sum("pivotTable" in cell for cell in cells)
            # hints on headings are the desk's own
            notes += sum("note" in cell for cell in cells) if len(rows) > 1 else 0
        for kind, count in (
            (UncopiedKind.NOTES, notes),
            (UncopiedKind.FORMULAS, formulas),
            (UncopiedKind.PIVOTS, pivots),
            (UncopiedKind.MERGED, 0 if start else len(found.get("merges", ()))),
            (UncopiedKind.CHARTS, 0 if start else len(found.get("charts", ()))),
        ):
            if count:
                yield kind, count


def _cell(data: Mapping[str, Any]) -> Cell:
    """Return what a cell holds: a number shown as a day is that day."""
    value = data.get("effectiveValue", {})
    if "stringValue" in value:
        return str(value["stringValue"])
    if "boolValue" in value:
        return bool(value["boolValue"])
    if "errorValue" in value:
        return _ERRORS.get(value["errorValue"].get("type", ""), "#ERROR!")
    if "numberValue" not in value:
        return ""
    number = value["numberValue"]
    shown = data.get("userEnteredFormat", {}).get("numberFormat", {})
    kind = shown.get("type", "")
    return _dated(number, shown.get("pattern", "")) if kind in _DATED else number


def _dated(number: float, pattern: str) -> Cell:
    """Return a serial number as a day, a moment or a time; as a number if it can be none."""
    if "[h" in pattern.lower():
        return timedelta(days=number)
    whole = int(number // 1)
    part = timedelta(milliseconds=round((number - whole) * 86_400_000))
    if whole == 0:
        return (datetime.combine(_DAY_0, time()) + part).time()
    if whole not in _DAYS:
        return number
    day = _DAY_0 + timedelta(days=whole)
    return datetime.combine(day, time()) + part if part else day


def _trimmed(rows: list[list[Cell]]) -> list[list[Cell]]:
    """Return `rows` equally long, without blank ones and blank columns at the ends."""
    width = max((at + 1 for row in rows for at, cell in enumerate(row) if cell != ""), default=0)
    held = max(
        (at + 1 for at, row in enumerate(rows) if any(cell != "" for cell in row)), default=0
    )
    return [[*row[:width], *[""] * (width - len(row))] for row in rows[:held]]
