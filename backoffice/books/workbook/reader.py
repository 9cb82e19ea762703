"""A workbook's bytes as a snapshot, by python-calamine, which guesses no types."""

from __future__ import annotations

import hashlib
import io
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from functools import cache, cached_property, partial
from typing import TypeVar

from python_calamine import CalamineError, CalamineWorkbook

from backoffice.books.workbook.package.cell_links import cell_links
from backoffice.books.workbook.package.contents import Contents, contents_of, related_parts
from backoffice.books.workbook.package.day_formulas import with_day_formulas
from backoffice.books.workbook.package.extent import filled_cells, is_compact
from backoffice.books.workbook.package.gathered_cells import gathered
from backoffice.books.workbook.package.parts import Package
from backoffice.books.workbook.package.rich_values import rich_values
from backoffice.books.workbook.package.shared_strings import shared_strings
from backoffice.books.workbook.package.unread_cells import unread_cells, with_known_errors
from backoffice.books.workbook.package.usual_cells import usual_cells
from backoffice.books.workbook.package.xml_elements import check_well_formed
from backoffice.messages.errors import BookUnavailableError
from backoffice.sheet.headings import Tab, find_tab
from backoffice.sheet.layout import lacks_derived_tabs
from backoffice.sheet.snapshot import (
    EPOCH,
    EPOCH_1904,
    Cell,
    NoResult,
    Sheet,
    Snapshot,
    linked_text,
)

T = TypeVar("T")

_CELLS = re.compile(rb"<(?:[\w.-]+:)?sheetData[\s/>]")


def snapshot_of(data: bytes, *, all_tabs: bool = True) -> Snapshot:
    """Return the worksheets of the workbook `data`.

    Args:
        data: The file.
        all_tabs: Whether staff's own tabs are read too; else their rows are left out.

    Raises:
        BookUnavailableError: If it cannot be read; the message continues the file's name.
    """
    package = Package(data)
    contents = contents_of(package)
    tickets = None if all_tabs else find_tab(Tab.TICKETS, list(contents.sheets))
    ours = [name for name in contents.sheets if all_tabs or _is_ours(name)]
    read = _Reader(data, package, contents, tickets, ours).rows_of
    sheets = {name: Sheet(name, read(name) if name in ours else ()) for name in contents.sheets}
    if not all_tabs and lacks_derived_tabs(list(sheets)):
        sheets |= {
            name: Sheet(name, _headings(name, read)) for name in sheets if not _is_ours(name)
        }
    epoch = EPOCH_1904 if contents.date1904 else EPOCH
    return Snapshot(sheets, version_of(data), epoch=epoch)


def with_links(data: bytes, snapshot: Snapshot) -> Snapshot:
    """Return the snapshot of the workbook `data` with the addresses of texts that are links."""
    package = Package(data)
    contents, sheets = contents_of(package), dict(snapshot.sheets)
    for name, part in contents.sheets.items():
        rows = list(map(list, sheets[name].rows)) if (links := [*cell_links(package, part)]) else []
        for row, column, address in links:
            if row <= len(rows) and column <= len(rows[row - 1]):
                cell = rows[row - 1][column - 1]
                if isinstance(cell, str):
                    rows[row - 1][column - 1] = linked_text(cell, address)
        if links:
            sheets[name] = Sheet(name, rows)
    return replace(snapshot, sheets=sheets)


def version_of(data: bytes) -> str:
    """Return the hash of the file, its version for optimistic locking."""
    return hashlib.sha256(data).hexdigest()


def is_readable(data: bytes) -> bool:
    """Return whether `data` is a workbook."""
    try:
        snapshot_of(data, all_tabs=False)
    except BookUnavailableError:
        return False
    return True


def _headings(
    name: str, read: Callable[[str], Sequence[Sequence[Cell]]]
) -> Sequence[Sequence[Cell]]:
    """Return the first row of a tab of staff's own, which may be one of the desk's, renamed."""
    try:
        return read(name)[:1]
    except BookUnavailableError:  # damage in other people's tabs stops no run
        return ()


def _is_ours(name: str) -> bool:
    return any(find_tab(tab, [name]) for tab in Tab)


class _Reader:
    """Reads the tabs of one workbook: as a rectangle where that is exact, else cell by cell.

    Those of `tabs` that are as usual are split into their different cells first.  In the tab `dated`,
    days that a formula gives anew every day are marked.
    """

    def __init__(
        self,
        data: bytes,
        package: Package,
        contents: Contents,
        dated: str | None,
        tabs: Iterable[str],
    ) -> None:
        self._data, self._package, self._contents = data, package, contents
        self._dated = dated
        self._rich = cache(partial(rich_values, package, contents))
        strings = self._shared_strings()
        self._strings = len(strings)
        parts = {name: package.pieces(contents.sheets[name]) for name in tabs}
        found = {name: usual_cells(pieces, strings) for name, pieces in parts.items()}
        self._usual = {name: cells for name, cells in found.items() if cells}
        self._compact = {
            contents.sheets[name]: cells.compact for name, cells in self._usual.items()
        }

    def rows_of(self, name: str) -> Sequence[Sequence[Cell]]:
        """Return the rows of a tab."""
        part = self._contents.sheets[name]
        if (rows := self._usual_rows(name)) is not None:
            return rows
        xml = self._package.read(part)
        check_well_formed(xml, "file.damaged-tab", tab=name)
        if not _CELLS.search(xml):
            raise BookUnavailableError("file.misplaced", tab=name)
        rows = None
        if is_compact(xml):
            rows = self._rectangle(name, filled_cells(xml), unread_cells(xml, self._rich))
        if rows is None:
            rows = self._one_by_one(name, xml)
        return with_day_formulas(xml, rows) if name == self._dated else rows

    def _usual_rows(self, name: str) -> Sequence[Sequence[Cell]] | None:
        """Return the rows of a tab in which all is as usual; None of another one."""
        cells = self._usual.pop(name, None)
        if not cells:
            return None
        try:
            return cells.rows(_read(self._late, name) if cells.late else ())
        except CalamineError:
            return None

    @cached_property
    def _late(self) -> CalamineWorkbook:
        """The workbook with no more of each usual tab than calamine is to read."""
        others = {*self._contents.sheets.values()} - {*self._compact}
        return _opened(b"".join(self._package.changed(self._compact, others)))

    def _rectangle(
        self, name: str, filled: int, unread: Sequence[tuple[int, int, Cell]]
    ) -> Sequence[Sequence[Cell]] | None:
        """Return the rows; None if calamine refuses a cell, or leaves one out.

        Args:
            name: The tab.
            filled: How many cells have a value.
            unread: Those that calamine gives as blank.
        """
        try:
            rows = _read(self._workbook, name)
        except CalamineError:
            return None
        with_value = sum(not isinstance(content, NoResult) for _, _, content in unread)
        if sum(len(row) - row.count("") for row in rows) + with_value != filled:
            return None
        return _completed(rows, unread)

    @cached_property
    def _workbook(self) -> CalamineWorkbook:
        return _opened(self._data)

    def _one_by_one(self, name: str, xml: bytes) -> Sequence[Sequence[Cell]]:
        part = self._contents.sheets[name]
        cells = gathered(name, xml, self._strings)
        known = with_known_errors(cells.xml)
        try:
            rows = _read(_opened(b"".join(self._package.changed({part: known}))), name)
        except CalamineError as error:
            raise BookUnavailableError("file.not-read", error=error) from error
        unread = unread_cells(cells.xml, self._rich)
        return cells.spread(_completed(rows, unread))

    def _shared_strings(self) -> Sequence[str | None]:
        """Return the shared strings; None for each that is no plain text."""
        related = related_parts(self._package, self._contents.workbook).values()
        part = next((target for kind, target in related if kind == "sharedStrings"), "")
        return shared_strings(self._package.read(part)) if part in self._package else ()


def _guarded(read: Callable[[], T]) -> T:
    """Return what calamine reads; an error inside of it is one of its errors, too."""
    try:
        return read()
    except BaseException as error:
        if type(error).__name__ != "PanicException":  # of Rust; it is no Exception
            raise
        raise CalamineError(str(error)) from error


def _opened(data: bytes) -> CalamineWorkbook:
    return _guarded(lambda: CalamineWorkbook.from_filelike(io.BytesIO(data)))


def _read(workbook: CalamineWorkbook, name: str) -> Sequence[Sequence[Cell]]:
    return _guarded(lambda: workbook.get_sheet_by_name(name).to_python(skip_empty_area=False))


def _completed(
    read: Sequence[Sequence[Cell]], unread: Sequence[tuple[int, int, Cell]]
) -> Sequence[Sequence[Cell]]:
    """Return the rows with the cells that calamine gives as blank."""
    if not unread:
        return read
    rows = [list(row) for row in read]
    for row, column, cell in unread:
        rows.extend([] for _ in range(row - len(rows)))
        cells = rows[row - 1]
        cells.extend("" for _ in range(column - len(cells)))
        cells[column - 1] = cell
    return rows
