"""Everything in a Google Sheet, also staff's own tabs; a number shown as a date is read as a date."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

from backoffice.books.google.request_kinds import Message
from backoffice.books.google.sheet_state import Ask, Grid, read_details
from backoffice.books.google.sheet_urls import tab_range
from backoffice.books.uncopied import Export, Uncopied, UncopiedKind
from backoffice.sheet.addresses import column_letters
from backoffice.sheet.marks import closed_by
from backoffice.sheet.snapshot import Cell, Sheet, Snapshot, linked_text

CELLS_AT_ONCE = 200_000
"""Cells of one request; its answer has at most some 30 MB."""

_FIELDS = (
    "sheets(properties(sheetId),merges,charts(chartId),data(startRow,rowData(values("
    "effectiveValue,userEnteredValue(formulaValue),userEnteredFormat(numberFormat),note,hyperlink,"
    "textFormatRuns(format(link)),chipRuns(chip(richLinkProperties(uri))),pivotTable))))"
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


def read_everything(ask: Ask) -> Export:
    """Return all cells of the sheet, and what it holds besides.  A large one takes several requests."""
    details = read_details(ask)
    sheets: dict[str, Sheet] = {}
    uncopied: Counter[tuple[str, UncopiedKind]] = Counter()
    for name in details.ids:
        if closed_by(name):
            continue  # neither the desk's nor staff's: the next run deletes it
        if name not in details.grids:
            uncopied[name, UncopiedKind.OTHER] = 0
            continue
        rows: list[list[Cell]] = []
        for answer in _parts(ask, name, details.grids[name]):
            for kind, count in _add_rows(answer, rows):
                uncopied[name, kind] += count
        sheets[name] = Sheet(name, _trimmed(rows))
    return Export(
        Snapshot(sheets, str(details.versions.newest)),
        sorted(Uncopied(name, kind, count) for (name, kind), count in uncopied.items()),
    )


def _parts(ask: Ask, name: str, grid: Grid) -> Iterator[Message]:
    """Yield Google's answers about one tab, each for at most `CELLS_AT_ONCE` cells."""
    step = max(1, CELLS_AT_ONCE // max(grid.width, 1))
    for first in range(1, grid.height + 1, step):
        last = min(first + step - 1, grid.height)
        area = f"{tab_range(name)}!A{first}:{column_letters(grid.width)}{last}"
        [answer] = ask("", {"ranges": [area], "fields": _FIELDS})["sheets"]
        yield answer


def _add_rows(answer: Message, rows: list[list[Cell]]) -> Iterator[tuple[UncopiedKind, int]]:
    """Add the rows of one answer to `rows`, and yield what the tab holds besides."""
    notes = formulas = pivots = links = 0
    for data in answer.get("data", ()):
        start = data.get("startRow", 0)
        rows.extend([] for _ in range(start - len(rows)))
        for row in data.get("rowData", ()):
            cells = row.get("values", ())
            rows.append([_cell(cell) for cell in cells])
            formulas += sum("formulaValue" in cell.get("userEnteredValue", {}) for cell in cells)
            links += sum(len(_addresses(cell)) > 1 for cell in cells)
            pivots += sum("pivotTable" in cell for cell in cells)
            # the notes on headings are hints of the desk itself
            notes += sum("note" in cell for cell in cells) if len(rows) > 1 else 0
        for kind, count in (
            (UncopiedKind.NOTES, notes),
            (UncopiedKind.FORMULAS, formulas),
            (UncopiedKind.LINKS, links),
            (UncopiedKind.PIVOTS, pivots),
            (UncopiedKind.MERGED, 0 if start else len(answer.get("merges", ()))),
            (UncopiedKind.CHARTS, 0 if start else len(answer.get("charts", ()))),
        ):
            if count:
                yield kind, count


def _cell(data: Message) -> Cell:
    """Return the value of a cell; a number shown as a date is that date."""
    value = data.get("effectiveValue", {})
    if "stringValue" in value:
        addresses = _addresses(data)
        return linked_text(str(value["stringValue"]), addresses[0] if addresses else "")
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


def _addresses(data: Message) -> list[str]:
    """Return the addresses outside of the file to which a cell leads; mostly one."""
    runs = [run.get("format", {}).get("link", {}) for run in data.get("textFormatRuns", ())]
    chips = [run.get("chip", {}).get("richLinkProperties", {}) for run in data.get("chipRuns", ())]
    found = [str(part.get("uri", "")) for part in (*runs, *chips)]
    every = dict.fromkeys([str(data.get("hyperlink", "")), *found])
    return [address for address in every if address and not address.startswith("#")]


def _dated(number: float, pattern: str) -> Cell:
    """Return a serial number as date, date and time, or time; as a number if it is none of these."""
    if "[h" in pattern.lower():
        return timedelta(days=number)
    days = int(number // 1)
    part = timedelta(milliseconds=round((number - days) * 86_400_000))
    if days == 0:
        return (datetime.combine(_DAY_0, time()) + part).time()
    if days not in _DAYS:
        return number
    day = _DAY_0 + timedelta(days=days)
    return datetime.combine(day, time()) + part if part else day


def _trimmed(rows: list[list[Cell]]) -> list[list[Cell]]:
    """Return `rows` equally long, without blank rows and columns at the ends."""
    ends = [max((at for at, cell in enumerate(row, 1) if cell != ""), default=0) for row in rows]
    width, height = (
        max(ends, default=0),
        max((at for at, end in enumerate(ends, 1) if end), default=0),
    )
    return [[*row[:width], *[""] * (width - len(row))] for row in rows[:height]]
