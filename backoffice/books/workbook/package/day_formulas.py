"""Days that a formula gives anew every day: ``TODAY()``, ``NOW()``."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date

from backoffice.books.workbook.package.gathered_cells import placed
from backoffice.books.workbook.package.unread_cells import positions_of
from backoffice.books.workbook.package.worksheet import body_of
from backoffice.sheet.snapshot import Cell, FollowsToday, follows_today

_SHARED = re.compile(rb"""\ssi=["'](\d+)["']""")


def with_day_formulas(xml: bytes, rows: Sequence[Sequence[Cell]]) -> Sequence[Sequence[Cell]]:
    """Return `rows` of a worksheet with each day that follows today as such."""
    prefix, end = body_of(xml)
    if xml.rfind(b"<" + prefix + b"f", 0, end) < 0:
        return rows
    upper = xml.upper()
    if b"TODAY" not in upper and b"NOW" not in upper:
        return rows
    days = []
    for row, column in _positions(xml):
        cells = rows[row - 1] if row <= len(rows) else ()
        day = cells[column - 1] if column <= len(cells) else None
        if isinstance(day, date):
            days.append((row, column, FollowsToday(day.year, day.month, day.day)))
    return placed(rows, days)


def _positions(xml: bytes) -> Iterator[tuple[int, int]]:
    """Yield row and column of each cell with such a formula, also where many cells share one."""
    prefix, end = body_of(xml)
    p = re.escape(prefix)
    formula = re.compile(rb"<%bf(\s[^<>]*?)?(?:/>|>([^<]*)</%bf>)" % (p, p))
    starts: list[int] = []
    shared: set[bytes] = set()
    for match in formula.finditer(xml, 0, end):
        number = _SHARED.search(match[1] or b"")
        if follows_today((match[2] or b"").decode("utf-8", "replace")):
            shared |= {number[1]} if number else set()
        elif match[2] or not number or number[1] not in shared:
            continue
        starts.append(xml.rfind(b"<" + prefix + b"c", 0, match.start()))
    yield from positions_of(xml, starts)
