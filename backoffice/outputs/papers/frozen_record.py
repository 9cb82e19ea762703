"""The frozen record in the page of an order: the rows of Batches, from which a sheet that lost them is mended.

It is in the head of the page, packed as the copy of a batch in Log is, and holds what the workshop was
sent and when; no personal data.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html.parser import HTMLParser
from pathlib import Path

from backoffice.intake.batch_records import typed_row
from backoffice.intake.frozen_pieces import (
    FrozenPiece,
    complete_row,
    has_seal,
    pieces_in,
)
from backoffice.sheet.headings import Tab
from backoffice.sheet.script_columns import position
from backoffice.sheet.seals import cell_text, texts_of, unpack
from backoffice.sheet.snapshot import Cell
from estimator.policy.currency import Currency
from estimator.rules.schedule import Batch

RECORD = "frozen-record"
"""Name of the elements that hold the parts of the record."""

_MONTH = position(Tab.BATCHES, "month")


@dataclass(frozen=True, slots=True, kw_only=True)
class FrozenRecord:
    """What the page of an order knows of its batch: the rows of Batches, and the same as pieces."""

    path: Path
    rows: Sequence[Sequence[Cell]]
    pieces: Sequence[FrozenPiece]

    @property
    def run(self) -> int:
        """The run that closed the month."""
        return max(piece.run for piece in self.pieces)


def records_in(folder: Path, month: Batch, currency: Currency) -> Iterator[FrozenRecord]:
    """Yield the sound records of `month` in the pages of a folder; damaged ones count as none."""
    for path in sorted(folder.glob("*.html")):
        try:
            page = path.read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError):
            continue
        texts = (complete_row(row) for row in unpack(parts_in(page)) or ())
        rows = [typed_row(row) for row in texts if row is not None]
        sound = rows and all(has_seal(row) and cell_text(row[_MONTH]) == str(month) for row in rows)
        if sound:
            pieces = pieces_in(rows, texts_of(rows), month, currency)
            yield FrozenRecord(path=path, rows=rows, pieces=pieces)


def parts_in(page: str) -> list[str]:
    """Return the parts of the record in a page; none where it has no record."""
    finder = _Finder()
    finder.feed(page)
    return finder.parts


class _Finder(HTMLParser):
    """Collects the parts of the record in a page."""

    def __init__(self) -> None:
        super().__init__()
        self.parts: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Take the content of an element of the record."""
        values = dict(attrs)
        if tag == "meta" and values.get("name") == RECORD:
            self.parts.append(values.get("content") or "")
