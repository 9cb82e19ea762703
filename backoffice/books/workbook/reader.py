"""A workbook's bytes as a snapshot, by python-calamine, which guesses no types."""

from __future__ import annotations

import hashlib
import io
import re
from collections.abc import Sequence
from functools import cache, partial

from python_calamine import CalamineError, CalamineWorkbook, XmlError, ZipError

from backoffice.books.workbook.package.contents import Contents, contents_of
from backoffice.books.workbook.package.parts import Package
from backoffice.books.workbook.package.rich_values import rich_values
from backoffice.books.workbook.package.unread_cells import (
    unread_cells,
    with_known_errors,
)
from backoffice.errors import BookUnavailableError
from backoffice.sheet.snapshot import EPOCH, EPOCH_1904, Cell, Sheet, Snapshot

_FAR_RIGHT = re.compile(rb"""r=["']([A-Z]{3}\d+)["'][^<>]*(?<!/)><(?:[\w.-]+:)?(?:v|is|f)[\s>]""")


def snapshot_of(data: bytes) -> Snapshot:
    """Return the worksheets of the workbook `data`.

    Raises:
        BookUnavailableError: If it cannot be read; the message continues the file's name.
    """
    package = Package(data)
    contents = contents_of(package)
    try:
        sheets = _sheets_of(data, package, contents)
    except (CalamineError, XmlError, ZipError) as error:
        raise BookUnavailableError("file.not-read", error=error) from error
    epoch = EPOCH_1904 if contents.date1904 else EPOCH
    return Snapshot(sheets, version_of(data), epoch=epoch)


def _sheets_of(data: bytes, package: Package, contents: Contents) -> dict[str, Sheet]:
    rich = cache(partial(rich_values, package, contents))
    readable = CalamineWorkbook.from_filelike(io.BytesIO(data))
    sheets = {}
    for name, part in contents.sheets.items():
        xml = package.read(part)
        _check_width(name, xml)
        try:
            rows = readable.get_sheet_by_name(name).to_python(skip_empty_area=False)
        except CalamineError:
            known = {
                other: with_known_errors(package.read(other)) for other in contents.sheets.values()
            }
            if known[part] == xml:
                raise
            repaired = b"".join(package.changed(known))
            readable = CalamineWorkbook.from_filelike(io.BytesIO(repaired))
            rows = readable.get_sheet_by_name(name).to_python(skip_empty_area=False)
        sheets[name] = Sheet(name, _completed(rows, unread_cells(xml, rich)))
    return sheets


def version_of(data: bytes) -> str:
    """Return the hash of the file, its version for optimistic locking."""
    return hashlib.sha256(data).hexdigest()


def _check_width(name: str, xml: bytes) -> None:
    """Refuse a sheet with a stray cell far to the right: reading would fill gigabytes of blanks."""
    stray = _FAR_RIGHT.search(xml)
    if stray:
        raise BookUnavailableError("file.far-right", cell=stray[1].decode(), tab=name)


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
