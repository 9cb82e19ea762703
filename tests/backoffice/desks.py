"""Sample desks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

from backoffice import jobs
from backoffice.books import open_book
from backoffice.books.book import Book
from backoffice.books.new_desks import new_desk
from backoffice.jobs.desk import Desk, Run
from backoffice.jobs.setting_up import first_numbers
from backoffice.sheet.columns import ticket_columns
from backoffice.sheet.headings import Tab
from backoffice.sheet.script_columns import SCRIPT_COLUMNS
from backoffice.sheet.seals import cell_text
from backoffice.sheet.snapshot import Cell
from estimator.policy.file import load_policy
from estimator.policy.policy_book import PolicyBook
from estimator.rules.schedule import Batch
from tests.backoffice.memory_book import MemoryBook

POLICY = load_policy()
NOW = datetime.fromisoformat("2026-06-10T09:30:00")
MAY, JUNE, JULY = Batch(2026, 5), Batch(2026, 6), Batch(2026, 7)

ASKED: dict[str, Cell] = {
    "enquired": date(2026, 5, 2),
    "name": "山田 花子",
    "email": "hanako@example.com",
    "order": "00123",
    "photo": "https://photos.example/1",
    "piece": "Ring with three stones",
    "material": "silver",
    "service:refinish": 1,
}
ARRIVED = ASKED | {"arrived": date(2026, 5, 20)}
QUOTED = ARRIVED | {"inspected": date(2026, 5, 22), "price": 1000}
APPROVED = QUOTED | {"answer": "approved"}


def run_of(
    *tickets: Mapping[str, Cell],
    now: datetime | str = NOW,
    language: str = "en",
    policy: PolicyBook = POLICY,
    pad: int = 120,
) -> Run:
    """Return a run on a fresh book in memory that holds `tickets`."""
    return run_on(MemoryBook.new(tickets, policy.undated, language, pad), now, policy=policy)


def run_on(book: Book, now: datetime | str = NOW, **how: object) -> Run:
    """Return a run on a book."""
    return Run(**{"book": book, "policy": POLICY, "now": moment(now), "who": "Sato", **how})


def workbook_at(
    path: Path, *tickets: Mapping[str, Cell], language: str = "en", rows: int = 110
) -> Book:
    """Make a workbook that holds `tickets`, on which nothing has run yet."""
    open_book(path).create(new_desk(POLICY.undated, language, first_numbers(rows), tickets))
    return open_book(path)


def at(run: Run, now: datetime | str) -> Run:
    """Return the same run at another time."""
    return replace(run, now=moment(now))


def moment(text: datetime | str) -> datetime:
    return datetime.fromisoformat(text) if isinstance(text, str) else text


def edit(run: Run, row: int, **typed: Cell) -> None:
    """Type into line `row` of Tickets and save, as staff do."""
    keys = [column.key for column in ticket_columns(run.policy.undated)]
    for key, cell in typed.items():
        run.book.grid(Tab.TICKETS)[row - 1][keys.index(key)] = cell
    run.book.save()


def rows_of(run: Run, tab: Tab) -> list[dict[str, str]]:
    """Return the rows of a script tab, each cell as text by the key of its column."""
    keys = [column.key for column in SCRIPT_COLUMNS[tab]]
    sheets = run.book.read().sheets
    name = tab.value.en if tab.value.en in sheets else tab.value.ja
    return [
        dict(zip(keys, map(cell_text, row), strict=True))
        for row in sheets[name].rows[1:]
        if any(cell not in ("", None) for cell in row)
    ]


def problems_of(desk: Desk) -> list[tuple[str, str | None]]:
    """Return code and cell of each problem."""
    return [(problem.code, problem.address(desk.layout) or None) for problem in desk.problems]


def codes_of(desk: Desk) -> list[str]:
    """Return the codes of all problems."""
    return [problem.code for problem in desk.problems]


def fact(desk: Desk, column: str) -> list[object]:
    """Return a column of the assessment."""
    return desk.assessment.frame[column].tolist()


def stages(desk: Desk) -> list[str]:
    """Return the stage of each ticket."""
    return [stage.name for stage in desk.assessment.frame["stage"]]


def assessed(*tickets: Mapping[str, Cell], **how: object) -> Desk:
    """Return a desk with `tickets`, read and assessed."""
    return jobs.read_desk(run_of(*tickets, **how))
