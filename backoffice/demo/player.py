"""Play the story with the real jobs on a real workbook."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from pathlib import Path
from tempfile import TemporaryDirectory

from backoffice import jobs
from backoffice.books import open_book
from backoffice.books.new_desks import new_desk
from backoffice.demo.made_files import RECORD, files_of, record_of, replaceable
from backoffice.demo.story import AsOf, typed_by
from backoffice.jobs.desk import Desk, Run, RunResult, read_desk
from backoffice.jobs.letter_drafting import draft_letters
from backoffice.jobs.setting_up import first_numbers
from backoffice.jobs.status_pages import make_status_pages
from backoffice.messages.errors import BookUnavailableError, system_reason
from backoffice.outputs.papers.made_papers import MadePapers
from estimator.policy.file import load_policy
from estimator.rules.schedule import Batch

CLOSING = date(2026, 6, 30)
"""The day on which the last month is checked and closed."""

TODAY = date(2026, 7, 1)
"""The morning after, on which the demo ends; the story knows no later day."""

LESSON_END = date(2026, 7, 31)
"""The day on which the lesson closes its month."""

STATUS_KEY = "de" * 32
"""The secret of the demo's status pages: two demos are the same, byte for byte."""

WHO = "demo"
ROWS = 200
BOOK = "demo-desk.xlsx"
"""Name of the workbook; a real desk is called otherwise."""

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
        checked: The sheet on the closing day, before its sync.
        closed: The last close.
        papers: The papers of each month, made on the last morning.
        letters: The drafts that are due on the morning after, there as well.
        pages: The status pages of that morning.
        morning: The sheet on the morning after.
    """

    earlier: list[RunResult]
    checked: Desk
    closed: RunResult
    papers: Mapping[Batch, MadePapers]
    letters: Sequence[Path]
    pages: Sequence[Path]
    morning: Desk


def play(folder: Path, language: str, step: Callable[[str], None]) -> Played:
    """Play into `folder`, in `language`; `step` is called with the name of each step.

    Everything is made in a temporary folder first, so that stopping half-way changes nothing.

    Of an earlier demo in `folder`, the files that nobody changed are replaced; no other file is.

    Raises:
        BackofficeError: If the folder holds anything else, or cannot be written, or the old demo is
            open somewhere.
    """
    _refuse_open(folder)
    try:
        replaceable(folder)  # so that a folder of somebody else is refused at once
        folder.parent.mkdir(parents=True, exist_ok=True)
        with TemporaryDirectory(dir=folder.parent, prefix=f".{folder.name}.") as beside:
            made, earlier = Path(beside, "made"), Path(beside, "earlier")
            made.mkdir()
            played = _play(made, language, step)
            _replace(folder, made, earlier)
    except OSError as error:
        reason = system_reason(error)
        raise BookUnavailableError("play.not-written", folder=folder, reason=reason) from error
    return played


def _refuse_open(folder: Path) -> None:
    book = folder / BOOK
    blocker = open_book(book).write_blocker() if book.exists() else None
    if blocker:
        raise BookUnavailableError("writing.blocked", why=blocker)


def _replace(folder: Path, made: Path, earlier: Path) -> None:
    """Move what is in `made` into `folder`, and what an earlier demo made there into `earlier`.

    If that is stopped, everything is moved back.
    """
    (made / RECORD).write_text(record_of(made), encoding="utf-8")
    old = replaceable(folder)
    moves = [
        *((path, earlier / path.relative_to(folder)) for path in old),
        *((path, folder / path.relative_to(made)) for path in files_of(made)),
    ]
    for _, target in moves:
        if (target.exists() or target.is_symlink()) and target not in old:
            raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(target))
    done: list[tuple[Path, Path]] = []
    try:
        for source, target in moves:
            target.parent.mkdir(parents=True, exist_ok=True)
            done.append((source, target))
            source.rename(target)
    except BaseException:
        for source, target in reversed(done):
            if not source.exists():
                target.rename(source)
        raise


def _play(folder: Path, language: str, step: Callable[[str], None]) -> Played:
    policy, path = load_policy(), folder / BOOK

    def run_on(day: date) -> Run:
        book = open_book(path) if day == TODAY else AsOf(path, policy, language, day)
        now = datetime.combine(day, time(12))
        return Run(book=book, policy=policy, now=now, who=WHO, step=step)

    tickets = typed_by(TODAY, policy, language)
    open_book(path).create(new_desk(policy.undated, language, first_numbers(ROWS), tickets))
    earlier = []
    jobs.start(run_on(date(2026, 4, 1)))
    for day, month in _CHAPTERS:
        run = run_on(day)
        jobs.sync(run)
        if month:
            earlier.append(jobs.close(run, month))
    run = run_on(CLOSING)
    checked = read_desk(run)
    jobs.sync(run)
    closed = jobs.close(run, LAST)
    run = run_on(TODAY)
    morning = jobs.sync(run)
    papers = {month: jobs.papers(morning.desk, month, None) for month in morning.desk.ledger.closed}
    letters = [draft.path for draft in draft_letters(run).drafts]
    pages = make_status_pages(run, key=lambda: STATUS_KEY).files.pages
    return Played(earlier, checked, closed, papers, letters, pages, morning.desk)
