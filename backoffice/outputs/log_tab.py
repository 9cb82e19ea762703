"""Rows of Log: one for each run, and more where a record does not fit in a cell."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from backoffice import __version__
from backoffice.intake.frozen_pieces import recorded
from backoffice.sheet.script_columns import LOG
from backoffice.sheet.seals import pack, texts_of
from backoffice.sheet.snapshot import Cell, Row
from estimator.rules.schedule import Batch

_REPEATED = frozenset({"run", "when", "command", "month"})
"""Columns that each further row of a run has too."""


def log_row(
    *,
    run: int,
    when: datetime,
    who: str,
    command: str,
    tickets: int,
    problems: int,
    edition: date | None,
    pad_to: str,
    mark: int,
    month: Batch | None = None,
    sent: int | None = None,
    frees: int | None = None,
) -> list[Cell]:
    """Return the row that a run leaves in Log, without a record.

    Args:
        run: Its number.
        when: In shop time.
        who: The account that ran it.
        command: What was run.
        tickets: How many Tickets has.
        problems: How many must be fixed.
        edition: Of the policy, on that day.
        pad_to: The highest number of the docket pad.
        mark: What the run leaves, as `Book.write` says.
        month: The month that was closed, reopened or mended.
        sent: How many pieces the workshop gets.
        frees: The mark that may be used again.
    """
    row: dict[str, Cell] = {
        "run": run,
        "when": when,
        "who": who,
        "command": command,
        "month": str(month) if month else None,
        "tickets": tickets,
        "problems": problems,
        "batched": sent,
        "edition": edition,
        "version": __version__,
        "pad_to": pad_to,
        "mark": mark,
        "frees": frees,
        "record": None,
    }
    return [row[column.key] for column in LOG]


def record_of(rows: Sequence[Row]) -> list[str]:
    """Return the record of frozen rows, in parts that fit a cell."""
    return pack(map(recorded, texts_of(rows)))


def over_rows(log: Sequence[Cell], texts: Sequence[str]) -> list[Row]:
    """Return the log row with the first of `texts`, if any, as its record, and a further row for each other."""
    bare = [
        cell if column.key in _REPEATED else None for column, cell in zip(LOG, log, strict=True)
    ]
    first, *more = texts or (None,)
    return [[*log[:-1], first], *([*bare[:-1], text] for text in more)]
