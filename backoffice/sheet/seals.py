"""Fingerprints and seals: how the script sees that a row changed, and who changed it.

A *fingerprint* is of what staff typed; when it differs, a ticket was edited.  A *seal* is of a whole
row that the script wrote; when it does not fit, somebody else wrote there.
"""

from __future__ import annotations

import base64
import binascii
import json
import zlib
from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime, time, timedelta
from hashlib import sha256
from itertools import islice
from typing import Any

from backoffice.sheet.distinct import each_once
from backoffice.sheet.folding import as_seen
from backoffice.sheet.snapshot import Cell, Link, Row

LENGTH = 12
_BLOCK = 1_000
CHUNK = 30_000
"""Characters of a record in one cell; Excel holds 32,767, Google 50,000."""


def fingerprint(text: str) -> str:
    """Return a short digest of `text` as people see it."""
    return exact_fingerprint(as_seen(text))


def exact_fingerprint(text: str) -> str:
    """Return a short digest of `text`, character for character, as earlier versions wrote it."""
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:LENGTH]


def fingerprints(texts: Iterable[str]) -> list[str]:
    """Return the fingerprint of each of `texts`."""
    return [
        sha256(text.encode()).hexdigest()[:LENGTH] if text.isascii() else fingerprint(text)
        for text in texts
    ]


def cell_text(cell: Cell | Link) -> str:
    """Return `cell` as one text, the same before and after a trip through a spreadsheet.

    >>> from datetime import date
    >>> cell_text(3.0), cell_text(date(2026, 6, 1)), cell_text(None)
    ('3', '2026-06-01', '')
    """
    return _CELL_TEXTS.get(cell.__class__, str)(cell)


def _float_text(cell: float) -> str:
    return str(int(cell)) if cell.is_integer() else repr(cell)


def _moment_text(cell: datetime) -> str:
    if cell.microsecond:
        cell = (cell + timedelta(microseconds=500_000)).replace(microsecond=0)
    return str(cell.date()) if cell.time() == _MIDNIGHT else cell.isoformat(" ")


_MIDNIGHT = time()
_CELL_TEXTS: dict[type, Callable[[Any], str]] = {
    type(None): lambda _: "",
    str: lambda cell: cell,
    bool: lambda cell: "TRUE" if cell else "FALSE",
    float: _float_text,
    datetime: _moment_text,
    Link: lambda cell: cell.text,
}
"""One look-up for each of the million cells of a large sheet; a chain of questions took twice as long."""


def integer_in(cell: Cell) -> int:
    """Return the integer in a cell that the script wrote; 0 if somebody replaced it by something else."""
    text = cell_text(cell)
    return int(text) if text.isascii() and text.isdigit() else 0


def moment_of(cell: Cell) -> datetime | None:
    """Return a moment that the script wrote, to the second."""
    try:
        return datetime.fromisoformat(cell_text(cell))
    except ValueError:
        return None


def day_of(cell: Cell) -> date | None:
    """Return a day that the script wrote."""
    moment = moment_of(cell)
    return moment.date() if moment else None


def row_texts(row: Row) -> list[str]:
    """Return `row` as texts."""
    get = _CELL_TEXTS.get
    return [get(cell.__class__, str)(cell) for cell in row]


def texts_of(rows: Sequence[Row]) -> list[tuple[str, ...]]:
    """Return `rows`, all as wide, as texts: as `row_texts` does, but equal cells of a column once."""
    return [*zip(*map(_column_texts, zip(*rows, strict=True)), strict=True)]


def _column_texts(cells: Sequence[Cell | Link]) -> Sequence[str]:
    kinds = {*map(type, cells)}
    if kinds == {str}:
        return cells  # type: ignore[return-value]
    return [*map(cell_text, cells)] if Link in kinds else each_once(cells, cell_text)


def seals_of(columns: Sequence[Sequence[Cell | Link]]) -> list[str]:
    """Return the seal of each row that has a cell in each of `columns`, all but that of the seals."""
    return _seals([*map(_column_texts, columns)])


def _seals(columns: Sequence[Sequence[str]]) -> list[str]:
    """Return the seal of each row of `columns`; what is between two cells composes with neither."""
    seen = (texts if "".join(texts).isascii() else each_once(texts, as_seen) for texts in columns)
    return [*map(exact_fingerprint, map("\x1f".join, zip(*seen, strict=True)))]


def are_sound(rows: Sequence[Row], at: int) -> list[bool]:
    """Return of each of `rows`, all as wide, whether it is as the script wrote it; see `is_sound`."""
    columns = [*map(_column_texts, zip(*rows, strict=True))]
    sealed = columns.pop(at) if columns else ()
    found = _seals(columns)
    return [
        one == other or is_sound(row, at)
        for row, one, other in zip(rows, sealed, found, strict=True)
    ]


def seal(row: Row) -> str:
    """Return the seal of `row`, given without its seal cell."""
    return fingerprint("\x1f".join(row_texts(row)))


def is_sound(row: Row, at: int) -> bool:
    """Return whether `row` is as the script wrote it; its seal is the cell `at`.

    A seal covers all other cells.  One of an earlier version covers those before it, and the columns
    that came later are blank.
    """
    if len(row) <= at:
        return False
    before, after, sealed = row[:at], row[at + 1 :], cell_text(row[at])
    blank = all(cell in (None, "") for cell in after)
    return _fits(sealed, [*before, *after]) or (blank and _fits(sealed, before))


def _fits(sealed: str, row: Row) -> bool:
    """Return whether `sealed` is the seal of `row`, or the one that earlier versions gave it."""
    text = "\x1f".join(row_texts(row))
    return sealed == fingerprint(text) or sealed == exact_fingerprint(text)


def pack(rows: Iterable[Sequence[str]]) -> list[str]:
    """Return a record of `rows`, whose cells are texts, in texts short enough for a cell each.

    >>> unpack(pack([("R-00101", "3", "", "2026-06-01")]))
    [['R-00101', '3', '', '2026-06-01']]
    """
    rows, packer, pieces, before = iter(rows), zlib.compressobj(), [], "["
    while some := [*islice(rows, _BLOCK)]:  # all at once took twice the memory
        text = before + json.dumps(some, ensure_ascii=False)[1:-1]
        pieces.append(packer.compress(text.encode("utf-8", "surrogatepass")))
        before = ", "
    pieces += [packer.compress(b"]" if pieces else b"[]"), packer.flush()]
    packed = base64.b64encode(b"".join(pieces)).decode()
    return [packed[at : at + CHUNK] for at in range(0, len(packed), CHUNK)]


def unpack(texts: Sequence[str]) -> list[list[str]] | None:
    """Return the rows in a record, every cell as its text; None if it was damaged."""
    try:
        packed = base64.b64decode("".join(texts), validate=True)
        rows = json.loads(zlib.decompress(packed).decode("utf-8", "surrogatepass"))
    except (ValueError, binascii.Error, zlib.error):
        return None
    return rows if isinstance(rows, list) else None
