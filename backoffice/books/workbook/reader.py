"""A workbook's bytes as a snapshot, by python-calamine, which guesses no types."""

from __future__ import annotations

import hashlib
import io
import re
from collections.abc import Iterator, Sequence

from python_calamine import CalamineError, CalamineWorkbook, XmlError, ZipError

from backoffice.books.workbook.package.contents import contents_of
from backoffice.books.workbook.package.parts import Package
from backoffice.errors import BookUnavailableError
from backoffice.sheet.snapshot import Cell, Sheet, Snapshot

_ERROR = re.compile(rb"""\st=["']e["']""")
_ADDRESS = re.compile(rb"""\sr=["']([A-Z]{1,3})(\d+)["']""")
_VALUE = re.compile(rb"<(?:[\w.-]+:)?v>([^<]*)<")
_FAR_RIGHT = re.compile(rb"""r=["']([A-Z]{3}\d+)["'][^<>]*(?<!/)><(?:[\w.-]+:)?(?:v|is|f)[\s>]""")


def snapshot_of(data: bytes) -> Snapshot:
    """Return the worksheets of the workbook `data`.

    Raises:
        BookUnavailableError: If it cannot be read; the message continues the file's name.
    """
    package = Package(data)
    parts = contents_of(package).sheets
    sheets = {}
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(data))
        for name, part in parts.items():
            xml = package.read(part)
            _check_width(name, xml)
            rows = book.get_sheet_by_name(name).to_python(skip_empty_area=False)
            sheets[name] = Sheet(name, _with_errors(rows, xml))
    except (CalamineError, XmlError, ZipError) as error:
        raise BookUnavailableError(
            f"cannot be read ({error}). Open it in Excel or LibreOffice and save it again.",
            "を読み込めません。Excel か LibreOffice で開いて保存し直してください。",
        ) from error
    return Snapshot(sheets, version_of(data))


def version_of(data: bytes) -> str:
    """Return the hash of the file, its version for optimistic locking."""
    return hashlib.sha256(data).hexdigest()


def _check_width(name: str, xml: bytes) -> None:
    """Refuse a sheet with a stray cell far to the right: reading would fill gigabytes of blanks."""
    stray = _FAR_RIGHT.search(xml)
    if stray:
        raise BookUnavailableError(
            f"has something in cell {stray[1].decode()} of the tab “{name}”, far to the right of "
            "everything else. Delete that column, save, and run this again.",
            f"の「{name}」タブは、右端から遠く離れたセル {stray[1].decode()} に何か入力されています。"
            "その列を削除して保存し、もう一度実行してください。",
        )


def _with_errors(read: Sequence[Sequence[Cell]], xml: bytes) -> Sequence[Sequence[Cell]]:
    """Return the rows with ``#REF!`` and the like where calamine gives an empty cell."""
    if b't="e"' not in xml and b"t='e'" not in xml:  # ten times as fast as a regular expression
        return read
    rows = [list(row) for row in read]
    for row, column, text in _errors(xml):
        rows.extend([] for _ in range(row - len(rows)))
        cells = rows[row - 1]
        cells.extend("" for _ in range(column - len(cells)))
        cells[column - 1] = text
    return rows


def _errors(xml: bytes) -> Iterator[tuple[int, int, str]]:
    """Yield row and column, both counted from 1, and text of each error cell."""
    for match in _ERROR.finditer(xml):
        start, end = xml.rfind(b"<", 0, match.start()), xml.find(b">", match.end())
        address, text = _ADDRESS.search(xml, start, end), _VALUE.search(xml, end)
        if address and text:
            column = 0
            for letter in address[1]:
                column = column * 26 + letter - 64
            yield int(address[2]), column, text[1].decode()
