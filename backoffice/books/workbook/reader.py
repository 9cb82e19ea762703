"""A workbook's bytes as a snapshot, each tab read by python-calamine in the fastest way that is exact."""

from __future__ import annotations

import hashlib
import io
import re
from collections.abc import Callable, Iterable, Sequence
from functools import cache, cached_property, partial
from typing import TypeVar

from python_calamine import CalamineError, CalamineWorkbook

from backoffice.books.workbook.package.day_formulas import with_day_formulas
from backoffice.books.workbook.package.extent import filled_cells, is_compact
from backoffice.books.workbook.package.gathered_cells import gathered, placed
from backoffice.books.workbook.package.rich_values import rich_values
from backoffice.books.workbook.package.shared_strings import shared_strings
from backoffice.books.workbook.package.unread_cells import unread_cells, with_known_errors
from backoffice.books.workbook.package.usual_cells import usual_cells
from backoffice.books.workbook.package.workbook_package import WorkbookPackage
from backoffice.books.workbook.package.xml_elements import check_well_formed
from backoffice.messages.errors import BookUnavailableError
from backoffice.sheet.headings import Tab, find_tab
from backoffice.sheet.layout import lacks_derived_tabs
from backoffice.sheet.snapshot import EPOCH, EPOCH_1904, Cell, NoResult, Sheet, Snapshot

T = TypeVar("T")

_CELLS = re.compile(rb"<(?:[\w.-]+:)?sheetData[\s/>]")


def snapshot_of(data: bytes, *, all_tabs: bool = True) -> Snapshot:
    """Return the worksheets of the workbook `data`.

    Rows of staff's own tabs are left out unless `all_tabs`.

    Raises:
        BookUnavailableError: If it cannot be read; the message continues the file's name.
    """
    book = WorkbookPackage(data)
    tickets = None if all_tabs else find_tab(Tab.TICKETS, list(book.sheets))
    ours = [name for name in book.sheets if all_tabs or _is_ours(name)]
    read = _TabReader(book, tickets, ours).rows_of
    sheets = {name: Sheet(name, read(name) if name in ours else ()) for name in book.sheets}
    if not all_tabs and lacks_derived_tabs(list(sheets)):
        sheets |= {
            name: Sheet(name, _headings(name, read)) for name in sheets if not _is_ours(name)
        }
    epoch = EPOCH_1904 if book.date1904 else EPOCH
    return Snapshot(sheets, version_of(data), epoch=epoch)


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


class _TabReader:
    """Reads the tabs of one workbook: as a rectangle where that is exact, else cell by cell.

    Those of `tabs` that are as usual are split into their different cells first.  In the tab `dated`,
    days that a formula gives anew every day are marked.
    """

    def __init__(self, book: WorkbookPackage, dated: str | None, tabs: Iterable[str]) -> None:
        self._book, self._dated = book, dated
        self._rich = cache(partial(rich_values, book))
        part = book.kinds.get("sharedStrings")
        strings = shared_strings(book.read(part)) if part else ()
        self._strings = len(strings)
        parts = {name: book.pieces(book.sheets[name]) for name in tabs}
        found = {name: usual_cells(pieces, strings) for name, pieces in parts.items()}
        self._usual = {name: cells for name, cells in found.items() if cells}
        self._compact = {book.sheets[name]: cells.compact for name, cells in self._usual.items()}

    def rows_of(self, name: str) -> Sequence[Sequence[Cell]]:
        """Return the rows of a tab."""
        if (rows := self._usual_rows(name)) is not None:
            return rows
        xml = self._book.read(self._book.sheets[name])
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
        others = {*self._book.sheets.values()} - {*self._compact}
        return _opened(b"".join(self._book.changed(self._compact, others)))

    def _rectangle(
        self, name: str, filled: int, unread: Sequence[tuple[int, int, Cell]]
    ) -> Sequence[Sequence[Cell]] | None:
        """Return the rows; None if calamine refuses a cell, or leaves one of the `filled` out.

        `unread` are those that it gives as blank.
        """
        try:
            rows = _read(self._workbook, name)
        except CalamineError:
            return None
        with_value = sum(not isinstance(content, NoResult) for _, _, content in unread)
        if sum(len(row) - row.count("") for row in rows) + with_value != filled:
            return None
        return placed(rows, unread)

    @cached_property
    def _workbook(self) -> CalamineWorkbook:
        return _opened(self._book.data)

    def _one_by_one(self, name: str, xml: bytes) -> Sequence[Sequence[Cell]]:
        cells = gathered(name, xml, self._strings)
        known = {self._book.sheets[name]: with_known_errors(cells.xml)}
        try:
            rows = _read(_opened(b"".join(self._book.changed(known))), name)
        except CalamineError as error:
            raise BookUnavailableError("file.not-read", error=error) from error
        unread = unread_cells(cells.xml, self._rich)
        return cells.spread(placed(rows, unread))


def _guarded(read: Callable[[], T]) -> T:
    """Return what calamine reads; an error inside of it is one of its errors, too."""
    try:
        return read()
    except BaseException as error:
        is_panic = type(error).__name__ == "PanicException"  # of Rust; it is no Exception
        if not is_panic and not isinstance(error, OverflowError):  # a number that is no timedelta
            raise
        raise CalamineError(str(error)) from error


def _opened(data: bytes) -> CalamineWorkbook:
    return _guarded(lambda: CalamineWorkbook.from_filelike(io.BytesIO(data)))


def _read(workbook: CalamineWorkbook, name: str) -> Sequence[Sequence[Cell]]:
    return _guarded(lambda: workbook.get_sheet_by_name(name).to_python(skip_empty_area=False))
