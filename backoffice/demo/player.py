"""Play the story with the real jobs on a real workbook."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time
from pathlib import Path
from tempfile import TemporaryDirectory

from backoffice import jobs
from backoffice.books import open_book
from backoffice.books.new_desk import new_desk
from backoffice.demo.story import AsOf, typed_by
from backoffice.errors import BookUnavailableError, in_japanese
from backoffice.intake.tickets import FIRST_NUMBER, ticket_number
from backoffice.jobs.desk import Desk, Run, read_desk
from backoffice.jobs.run_result import RunResult
from estimator.policy.file import PolicyBook, load_policy
from estimator.rules.schedule import Batch

CLOSING = date(2026, 6, 30)
"""The day on which the last month is checked and closed."""

TODAY = date(2026, 7, 1)
"""The morning after, on which the demo ends; the story knows no later day."""

WHO = "demo"
ROWS = 200
NAMES = ("desk.xlsx", "desk.versions", "papers")
"""What the demo makes, and what it replaces when it is played again."""

_CHAPTERS: tuple[tuple[date, Batch | None], ...] = (
    (date(2026, 4, 20), None),
    (date(2026, 4, 30), Batch(2026, 4)),
    (date(2026, 5, 18), None),
    (date(2026, 6, 1), Batch(2026, 5)),
    (date(2026, 6, 17), None),
)
LAST = Batch(2026, 6)
"""The month that is closed at the end."""


@dataclass(frozen=True, slots=True)
class Played:
    """What happened.

    Attributes:
        earlier: The closes of earlier months.
        found: The sheet as found on the closing day.
        closed: The last close.
        papers: Its papers.
        morning: The sheet on the morning after.
    """

    earlier: list[RunResult]
    found: Desk
    closed: RunResult
    papers: list[Path]
    morning: Desk


def play(folder: Path, language: str, step: Callable[[str], None]) -> Played:
    """Play into `folder`, in `language`; `step` is called with the name of each step.

    All is made beside first, so that stopping half-way leaves the folder as it was.

    Raises:
        BackofficeError: If the folder cannot be written, or the old demo is open somewhere.
    """
    _refuse_open(folder)
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        with TemporaryDirectory(dir=folder.parent, prefix=f".{folder.name}.") as beside:
            played = _play(Path(beside), language, step)
            _replace(folder, Path(beside))
    except OSError as error:
        raise BookUnavailableError(
            f"The demo cannot be written into {folder}: {error.strerror}. Name another with --out.",
            f"{folder} に保存できません({in_japanese(error)})。--out で別のフォルダを指定してください。",
        ) from error
    return played


def _refuse_open(folder: Path) -> None:
    book = folder / NAMES[0]
    held = open_book(book).write_blocker() if book.exists() else None
    if held:
        raise BookUnavailableError(held.en, held.ja)


def _replace(folder: Path, beside: Path) -> None:
    """Put what was made into `folder`; if that is stopped, what was there comes back."""
    folder.mkdir(exist_ok=True)
    earlier = beside / "earlier"
    earlier.mkdir()
    try:
        for name in NAMES:
            if (folder / name).exists():
                (folder / name).rename(earlier / name)
        for name in NAMES:
            (beside / name).rename(folder / name)
    except BaseException:
        for name in NAMES:
            if (folder / name).exists() and not (beside / name).exists():
                (folder / name).rename(beside / name)
            if (earlier / name).exists():
                (earlier / name).rename(folder / name)
        raise


def _play(folder: Path, language: str, step: Callable[[str], None]) -> Played:
    policy = load_policy()
    path = folder / NAMES[0]
    numbers = [ticket_number(FIRST_NUMBER + offset) for offset in range(ROWS)]
    tickets = typed_by(TODAY, policy, language)
    open_book(path).create(new_desk(policy.undated, language, numbers, tickets))
    earlier = []
    jobs.start(_run(path, policy, language, date(2026, 4, 1), step))
    for day, month in _CHAPTERS:
        run = _run(path, policy, language, day, step)
        jobs.sync(run)
        if month:
            earlier.append(jobs.close(run, month))
    run = _run(path, policy, language, CLOSING, step)
    found = read_desk(run)
    jobs.sync(run)
    closed = jobs.close(run, LAST)
    papers = jobs.papers(read_desk(run), LAST, None)
    morning = jobs.sync(_run(path, policy, language, TODAY, step))
    return Played(earlier, found, closed, papers, morning.desk)


def _run(
    path: Path, policy: PolicyBook, language: str, day: date, step: Callable[[str], None]
) -> Run:
    book = open_book(path) if day == TODAY else AsOf(path, policy, language, day)
    return Run(book=book, policy=policy, now=datetime.combine(day, time(12)), who=WHO, step=step)
