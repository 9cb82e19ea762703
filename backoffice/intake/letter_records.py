"""What the rows of Log remember of letters and status pages: which were drafted, what was taken back.

A run that drafts letters, or gives or takes back a status page, leaves its record in the column
*record* of its row, packed as the copy of a batch is.  No personal data is in it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from backoffice.sheet.script_columns import LOG
from backoffice.sheet.seals import cell_text, day_of, integer_in, unpack
from backoffice.sheet.snapshot import Cell

COMMANDS = ("letters", "letter", "status")
"""The commands whose rows in Log have such a record."""

DRAFTED, KEY, TAKEN_BACK = "drafted", "key", "taken-back"
"""What an entry of a record begins with."""

Occasion = tuple[str, str, str]
"""A ticket, a kind of letter, and what it was written about: a price, a day, a month, or nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterRecords:
    """What earlier runs wrote to customers.

    Attributes:
        drafted: When each letter was drafted last, oldest first.
        status_key: The secret from which the addresses of status pages are made; empty if none is.
        taken_back: Tickets whose status page was taken back.
        damaged: The runs whose record somebody changed; what they wrote is not known.
    """

    drafted: Mapping[Occasion, date]
    status_key: str
    taken_back: frozenset[str]
    damaged: Sequence[int]


def read_letter_records(rows: Sequence[Sequence[Cell]]) -> LetterRecords:
    """Return what the rows of Log, oldest first, remember."""
    keys = [column.key for column in LOG]
    records: dict[tuple[int, date | None], list[str]] = {}
    for row in (dict(zip(keys, cells, strict=True)) for cells in rows):
        if cell_text(row["command"]) in COMMANDS and row["record"]:
            run = integer_in(row["run"]), day_of(row["when"])
            records.setdefault(run, []).append(cell_text(row["record"]))
    drafted: dict[Occasion, date] = {}
    taken_back: set[str] = set()
    key, damaged = "", []
    for (number, day), texts in records.items():
        entries = unpack(texts)
        if entries is None or day is None:
            damaged.append(number)
            continue
        for entry in entries:
            match entry:
                case [kind, ticket, letter, occasion] if kind == DRAFTED:
                    drafted.pop((ticket, letter, occasion), None)
                    drafted[ticket, letter, occasion] = day
                case [kind, secret] if kind == KEY:
                    key = secret
                case [kind, ticket] if kind == TAKEN_BACK:
                    taken_back.add(ticket)
    return LetterRecords(
        drafted=drafted, status_key=key, taken_back=frozenset(taken_back), damaged=damaged
    )
