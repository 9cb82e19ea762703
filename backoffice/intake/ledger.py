"""What the script wrote before: agreed quotes, closed batches, the log; and whether it still stands."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from backoffice.intake.problems import Level, Problem
from backoffice.sheet.columns import BATCHES, LOG, QUOTES, position
from backoffice.sheet.headings import Column, Tab
from backoffice.sheet.layout import Layout, script_rows
from backoffice.sheet.seals import is_sound, pack, plain, plain_row, unpack
from backoffice.sheet.snapshot import Cell
from estimator.rules.schedule import Batch


@dataclass(frozen=True, slots=True)
class Ledger:
    """The script's own tabs, read back.

    Attributes:
        quotes: Sound rows of Quotes by ticket, each a mapping of column key to cell.
        batches: Rows of Batches, as frozen when each month was closed.
        closed: Closed months with the run that closed each, oldest first.
        log: Rows of Log as they stand; where one that closed a month is gone, it is told again.
        last_run: Number of the last run; 0 if there was none.
        issued: Highest number of the docket pad so far.
        problems: What somebody changed in script tabs.
        restored: Whether `batches` or `log` differ from what stands in the tabs.
    """

    quotes: Mapping[str, Mapping[str, Cell]]
    batches: Sequence[Mapping[str, Cell]]
    closed: Mapping[Batch, int]
    log: Sequence[Sequence[Cell]]
    last_run: int
    issued: int
    problems: Sequence[Problem]
    restored: bool

    @property
    def batch_of(self) -> dict[str, Mapping[str, Cell]]:
        """The frozen row of each ticket that was sent; of one sent twice, the first."""
        found: dict[str, Mapping[str, Cell]] = {}
        for row in self.batches:
            found.setdefault(plain(row["ticket"]), row)
        return found

    def sent_in(self, month: Batch) -> list[Mapping[str, Cell]]:
        """Return the frozen rows of `month`."""
        return [row for row in self.batches if plain(row["month"]) == str(month)]

    @property
    def last_closed(self) -> Batch | None:
        """The newest closed month."""
        return max(self.closed, default=None)


@dataclass(slots=True)
class _Log:
    last_run: int = 0
    issued: int = 0
    tickets: int = 0  # rows that Quotes held at least, after the last run
    marks: dict[int, int] = field(default_factory=dict)  # mark → run
    records: dict[int, list[str]] = field(default_factory=dict)  # run → texts


def read_ledger(layout: Layout) -> Ledger:
    """Return what the script tabs hold; rows that somebody changed are named and left out."""
    log_rows = script_rows(layout, Tab.LOG)
    log = _read_log(log_rows)
    quoted = script_rows(layout, Tab.QUOTES)
    quotes, problems = _read_quotes(quoted)
    if len(quoted) < log.tickets:
        gone = log.tickets - len(quoted)
        problems.append(Problem(code="quotes-deleted", level=Level.LOOK, more={"other": str(gone)}))
    closed = {month: run for mark, run in log.marks.items() if (month := month_of(mark))}
    standing = script_rows(layout, Tab.BATCHES)
    again = _closed_unlogged(standing, closed)
    for row in again:
        closed[_month_in(row)] = whole(row[_RUN])
        problems.append(
            Problem(code="log-repaired", level=Level.LOOK, more={"other": plain(row[0])})
        )
    closed = dict(sorted(closed.items()))
    rows: list[list[Cell]] = []
    for month, run in closed.items():
        there = [row for row in standing if plain(row[0]) == str(month)]
        kept, found = _month_rows(there, unpack(log.records.get(run, [])), month)
        rows += kept
        told = {problem.ticket for problem in problems if problem.code == "batches-repaired"}
        problems += [problem for problem in found if problem.ticket not in told]
    return Ledger(
        quotes=quotes,
        batches=[_keyed(row, BATCHES) for row in rows],
        closed=closed,
        log=[*log_rows, *(told for row in again for told in _told_again(row, standing))],
        last_run=max([log.last_run, *closed.values()]),
        issued=_issued(log.issued, quotes, rows),
        problems=problems,
        restored=bool(again)
        or [plain_row(row) for row in rows] != [plain_row(row) for row in standing],
    )


_RUN = position(Tab.BATCHES, "run")


def _month_in(row: Sequence[Cell]) -> Batch:
    year, _, month = plain(row[0]).partition("-")
    return Batch(whole(year), whole(month))


def _closed_unlogged(
    standing: Sequence[Sequence[Cell]], closed: Mapping[Batch, int]
) -> list[Sequence[Cell]]:
    """Return a sound row of each month that Batches holds and Log no longer tells of.

    Without this, a row deleted in Log would empty the month's batch, and its pieces would go twice.
    """
    found: dict[Batch, Sequence[Cell]] = {}
    for row in standing:
        if is_sound(row, len(BATCHES)) and _month_in(row) not in closed:
            found.setdefault(_month_in(row), row)
    return list(found.values())


def _told_again(row: Sequence[Cell], standing: Sequence[Sequence[Cell]]) -> list[list[Cell]]:
    """Return the rows of Log that closed the month of `row`, with a copy of what is sound of it."""
    frozen = _keyed(row, BATCHES)
    told: dict[str, Cell] = {
        "run": whole(frozen["run"]),
        "when": moment(frozen["closed"]),
        "command": "close",
        "month": plain(frozen["month"]),
    }
    rows = [other for other in standing if plain(other[0]) == plain(row[0])]
    whole_month = all(is_sound(other, len(BATCHES)) for other in rows)
    texts: list[str | None] = [*pack(rows)] if whole_month else [None]
    return [
        [
            {**told, "mark": None if at else mark_of(_month_in(row)), "record": text}.get(
                column.key
            )
            for column in LOG
        ]
        for at, text in enumerate(texts)
    ]


def _issued(logged: int, quotes: Mapping[str, object], batches: Sequence[Sequence[Cell]]) -> int:
    """Return the highest number ever issued; 0 if nobody wrote any down.

    A ticket that was quoted or sent had a number, whatever somebody made of Log since.
    """
    used = [*quotes, *(plain(row[1]) for row in batches)]
    return max([logged, *(whole(ticket.rpartition("-")[2]) for ticket in used)]) if logged else 0


def mark_of(month: Batch) -> int:
    """Return the mark that closing `month` leaves: 202606.  It can be left once."""
    return month.year * 100 + month.month


def month_of(mark: int) -> Batch | None:
    """Return the month whose closing left `mark`; None for the mark of a run."""
    year, month = divmod(mark, 100)
    return Batch(year, month) if 2000 <= year <= 2199 and 1 <= month <= 12 else None


def _keyed(row: Sequence[Cell], columns: Sequence[Column]) -> dict[str, Cell]:
    return {column.key: cell for column, cell in zip(columns, row, strict=True)}


def whole(cell: Cell) -> int:
    """Return a whole number that the script wrote; 0 if somebody made it something else."""
    text = plain(cell)
    return int(text) if text.isascii() and text.isdigit() else 0


def moment(cell: Cell) -> datetime | None:
    """Return a moment that the script wrote, to the second."""
    try:
        return datetime.fromisoformat(plain(cell))
    except ValueError:
        return None


def day(cell: Cell) -> date | None:
    """Return a day that the script wrote."""
    found = moment(cell)
    return found.date() if found else None


def _read_log(rows: Sequence[Sequence[Cell]]) -> _Log:
    log = _Log()
    for cells in rows:
        row = _keyed(cells, LOG)
        run = whole(row["run"])
        log.last_run = max(log.last_run, run)
        log.issued = max(log.issued, whole(plain(row["pad_to"]).rpartition("-")[2]))
        if plain(row["tickets"]):
            log.tickets = whole(row["tickets"])
        log.marks.pop(whole(row["frees"]), None)
        if mark := whole(row["mark"]):
            log.marks[mark] = run
        if row["record"]:
            log.records.setdefault(run, []).append(plain(row["record"]))
    return log


def _read_quotes(
    rows: Sequence[Sequence[Cell]],
) -> tuple[dict[str, dict[str, Cell]], list[Problem]]:
    quotes: dict[str, dict[str, Cell]] = {}
    problems = []
    for cells in rows:
        row = _keyed(cells, QUOTES)
        ticket = plain(row["ticket"])
        if is_sound(cells, len(QUOTES)):
            quotes[ticket] = row
        else:
            problems.append(Problem(code="quotes-repaired", level=Level.LOOK, ticket=ticket))
    return quotes, problems


def _month_rows(
    standing: list[list[Cell]], recorded: list[list[str]] | None, month: Batch
) -> tuple[list[list[Cell]], list[Problem]]:
    """Return the rows of `month` as they were frozen, and what is wrong with those that stand."""
    here = {"other": str(month)}
    if recorded is None:
        broken = [row for row in standing if not is_sound(row, len(BATCHES))]
        return standing, [
            Problem(code="record-broken", level=Level.LOOK, more=here),
            *(
                Problem(code="batches-broken", level=Level.FIX, ticket=plain(row[1]), more=here)
                for row in broken
            ),
        ]
    if [plain_row(row) for row in standing] == recorded:
        return standing, []
    ours: list[list[Cell]] = [_typed(row) for row in recorded]
    differing = {tuple(row) for row in recorded} ^ {tuple(plain_row(row)) for row in standing}
    tickets = sorted({row[1] for row in differing})
    return ours, [
        Problem(code="batches-repaired", level=Level.LOOK, ticket=ticket, more=here)
        for ticket in tickets
    ]


def _typed(row: Sequence[str]) -> list[Cell]:
    """Return a recorded row with its days, moments and numbers as such again."""
    typed: list[Cell] = []
    for column, text in zip(BATCHES, row, strict=True):
        match column.kind.name:
            case "DATE":
                typed.append(day(text))
            case "MOMENT":
                typed.append(moment(text))
            case "YEN" | "COUNT":
                typed.append(_number(text))
            case _:
                typed.append(text)
    return typed


def _number(text: str) -> int | float | None:
    if not text:
        return None
    return int(text) if text.lstrip("-").isdigit() else float(text)
