"""Log read back, whose rows `outputs/log_tab.py` makes: the last run, numbers issued, marks, records of batches."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from backoffice.sheet.marks import month_of
from backoffice.sheet.script_columns import LOG
from backoffice.sheet.seals import CHUNK, cell_text, integer_in, moment_of
from backoffice.sheet.snapshot import Cell
from estimator.rules.schedule import Batch

FORGET = "forget"
"""What the column *command* says of a run after which personal data is forgotten; its record names the tickets."""

_TICKET = re.compile(r"R-\d+", re.ASCII)

QUOTES_LOST = "quotes lost"
"""What the column *command* says of a run that found rows of Quotes missing."""


@dataclass(slots=True)
class RunLog:
    """What the rows of Log add up to; see `Ledger` for what it has of this.

    Attributes:
        tickets: Minimum number of rows in Quotes after the last run.
        closed: Months whose mark is in use, with the run that left it.
        reopened: Months whose mark was freed and not used again, with the run that freed it.
        sent: How many pieces each close sent, by its run and month.
        records: The copies of closed batches, by run and month, in parts that fit a cell.
    """

    last_run: int = 0
    issued: int = 0
    tickets: int = 0
    closed: dict[Batch, int] = field(default_factory=dict)
    reopened: dict[Batch, int] = field(default_factory=dict)
    sent: dict[tuple[int, str], int] = field(default_factory=dict)
    records: dict[tuple[int, str], list[str]] = field(default_factory=dict)
    quotes_lost: datetime | None = None
    forgotten: set[str] = field(default_factory=set)


def read_log(rows: Sequence[Sequence[Cell]]) -> RunLog:
    """Return what `rows` add up to, oldest first."""
    log, lost_in = RunLog(), 0
    keys = [column.key for column in LOG]
    for cells in rows:
        row = dict(zip(keys, cells, strict=True))
        run = integer_in(row["run"])
        log.last_run = max(log.last_run, run)
        log.issued = max(log.issued, integer_in(cell_text(row["pad_to"]).rpartition("-")[2]))
        if cell_text(row["tickets"]):
            log.tickets = integer_in(row["tickets"])
        freed, month = (month_of(integer_in(row[key])) for key in ("frees", "mark"))
        if freed and log.closed.pop(freed, None):
            log.reopened[freed] = run
        close = run, cell_text(row["month"])
        if row["command"] == QUOTES_LOST:
            log.quotes_lost, lost_in = moment_of(row["when"]), run
        elif row["command"] == "close" and run > lost_in:
            log.quotes_lost = None
        if month:
            log.closed[month] = run
            log.reopened.pop(month, None)
            log.sent[close] = integer_in(row["batched"])
        if row["command"] == FORGET:
            log.forgotten |= {*_TICKET.findall(cell_text(row["record"]))}
        elif row["record"]:
            log.records.setdefault(close, []).append(cell_text(row["record"]))
    return log


def forgotten_texts(tickets: Sequence[str]) -> list[str]:
    """Return the record of forgotten tickets, readable, in texts short enough for a cell each.

    >>> forgotten_texts(["R-00101", "R-00103"])
    ['R-00101 R-00103']
    """
    most = CHUNK // 10
    return [" ".join(tickets[at : at + most]) for at in range(0, len(tickets), most)]
