"""The ledger: what earlier runs wrote, read back from Quotes, Batches and Log.

Rows that somebody changed are reported; what can be restored from the record in Log is restored.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cached_property
from operator import is_

from backoffice.intake.batch_records import Cells, log_rows_again, month_rows, unlogged_months
from backoffice.intake.frozen_pieces import FrozenPiece, pieces_in
from backoffice.intake.problems import Level, Problem, ProblemCode
from backoffice.intake.quote_rows import read_quotes
from backoffice.intake.run_log import read_log
from backoffice.sheet.headings import Tab
from backoffice.sheet.layout import Layout, script_rows
from backoffice.sheet.seals import cell_text, day_of, integer_in, texts_of, unpack
from backoffice.sheet.snapshot import Cell
from estimator.policy.currency import Currency
from estimator.rules.schedule import Batch


@dataclass(frozen=True)
class Ledger:
    """The script's own tabs, read back.

    Attributes:
        quotes: Sound rows of Quotes by ticket, each a mapping of column key to cell.
        pieces: The pieces of all closed months, as frozen when each was closed.
        batch_rows: Their rows in Batches, in the same order.
        closed: Closed months with the run that closed each, oldest first.
        reopened: Months that were reopened and not closed again, with the run that did it.
        short: Closed months some of whose rows are missing and cannot be restored from Log.
        log: Rows of Log; a deleted one that closed a month is written again.
        last_run: Number of the last run; 0 if there was none.
        issued: Highest number of the docket pad so far.
        problems: What somebody changed in script tabs.
        quotes_missing: How many rows of Quotes are missing that the last run left there.
        quotes_lost: When a run found rows of Quotes missing, if no month was closed since.
        forgotten: Tickets whose personal data is to be emptied by staff, or was.
        restored: Whether `batch_rows` or `log` differ from what is in the tabs.
    """

    quotes: Mapping[str, Mapping[str, Cell]]
    pieces: Sequence[FrozenPiece]
    batch_rows: Sequence[Cells]
    closed: Mapping[Batch, int]
    reopened: Mapping[Batch, int]
    short: Sequence[Batch]
    log: Sequence[Cells]
    last_run: int
    issued: int
    problems: Sequence[Problem]
    quotes_missing: int
    quotes_lost: datetime | None
    restored: bool
    forgotten: frozenset[str] = frozenset()

    @cached_property
    def piece_of(self) -> Mapping[str, FrozenPiece]:
        """The piece of each ticket that was sent; of one sent twice, the first."""
        newest_first = self.pieces[::-1]
        return dict(zip((piece.ticket for piece in newest_first), newest_first, strict=True))

    def asked(self, ticket: str) -> date | None:
        """Return how the day of the enquiry of `ticket` was read at the last run."""
        row = self.quotes.get(ticket)
        if row is None:
            return None
        # a book of an earlier version has no such column; its readable inputs begin with the day
        return day_of(row["asked"]) or day_of(cell_text(row["inputs"])[:10])

    def sent_in(self, month: Batch) -> list[FrozenPiece]:
        """Return the pieces of `month`."""
        return [piece for piece in self.pieces if piece.month == month]

    @property
    def last_closed(self) -> Batch | None:
        """The newest closed month."""
        return max(self.closed, default=None)


def read_ledger(layout: Layout, currency: Currency) -> Ledger:
    """Return what the script tabs hold; rows that somebody changed are reported and left out."""
    log_rows = script_rows(layout, Tab.LOG)
    log = read_log(log_rows)
    quote_rows = script_rows(layout, Tab.QUOTES)
    quotes, problems = read_quotes(quote_rows)
    missing = max(log.tickets - len(quote_rows), 0)
    if missing or log.quotes_lost:
        problems.append(_quotes_lost(missing, log.quotes_lost))
    current = script_rows(layout, Tab.BATCHES)
    unlogged = unlogged_months(current, log.closed)
    for month in unlogged:
        more = {"other": str(month)}
        problems.append(Problem(ProblemCode.LOG_REPAIRED, Level.LOOK, more=more, month=month))
    found = {month: run for month, (run, _) in unlogged.items()}
    closed = dict(sorted((log.closed | found).items()))
    here: dict[str, list[Cells]] = {}
    for row in current:
        here.setdefault(cell_text(row[0]), []).append(row)
    rows: list[Cells] = []
    pieces: list[FrozenPiece] = []
    short: list[Batch] = []
    repaired: set[str | None] = set()
    for month, run in closed.items():
        record = unpack(log.records.get((run, str(month)), []))
        kept, texts, wrong = month_rows(here.get(str(month), []), record, month)
        if not kept or (record is None and len(kept) < log.sent.get((run, str(month)), 0)):
            short.append(month)
        rows += kept
        pieces += pieces_in(kept, texts, month, currency)
        problems += [problem for problem in wrong if problem.ticket not in repaired]
        repaired |= {each.ticket for each in wrong if each.code is ProblemCode.BATCHES_REPAIRED}
    return Ledger(
        quotes=quotes,
        pieces=pieces,
        batch_rows=rows,
        closed=closed,
        reopened=log.reopened,
        short=short,
        log=[
            *log_rows,
            *(
                row
                for month, (run, when) in unlogged.items()
                for row in log_rows_again(month, run, when, current)
            ),
        ],
        last_run=max([log.last_run, *closed.values()]),
        issued=_highest_issued(log.issued, {*quotes, *(piece.ticket for piece in pieces)}),
        problems=problems,
        quotes_missing=missing,
        quotes_lost=log.quotes_lost,
        forgotten=frozenset(log.forgotten),
        restored=bool(unlogged)
        or len(rows) != len(current)
        or (not all(map(is_, rows, current)) and texts_of(rows) != texts_of(current)),
    )


def with_quotes_missing(ledger: Ledger, layout: Layout, tickets: int) -> Ledger:
    """Return the ledger of a book that a run has written, with all quotes missing if Log is blank too.

    As many are missing as there are `tickets`, or nearly.
    """
    if not tickets or any(script_rows(layout, tab) for tab in (Tab.LOG, Tab.QUOTES)):
        return ledger
    problems = [*ledger.problems, _quotes_lost(tickets, None)]
    return replace(ledger, quotes_missing=tickets, problems=problems)


def _quotes_lost(missing: int, when: datetime | None) -> Problem:
    """Return what is said of rows that are missing in Quotes, or were until a run made them again."""
    code = ProblemCode.QUOTES_LOST if when else ProblemCode.QUOTES_DELETED
    other = f"{when:%Y-%m-%d %H:%M}" if when else str(missing)
    return Problem(code, Level.FIX, more={"other": other})


def _highest_issued(logged: int, tickets: Collection[str]) -> int:
    """Return the highest number ever issued; 0 if nobody wrote any down.

    A ticket that was quoted or sent had a number, whatever somebody did to Log since.
    """
    if not logged:
        return 0
    return max([logged, *(integer_in(ticket.rpartition("-")[2]) for ticket in tickets)])
