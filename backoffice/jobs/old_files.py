"""Files beside a desk that hold personal data of long ago: versions of the workbook, papers, letters."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from contextlib import suppress
from datetime import date
from pathlib import Path

from backoffice.jobs.desk import Run
from backoffice.messages.errors import BookUnavailableError, RefusedError
from backoffice.rules.months import parse_month
from estimator.rules.schedule import Batch

_OF_TICKET = re.compile(r"(R-\d+)\b", re.ASCII)


def old_versions(run: Run, before: date) -> tuple[list[Path], int]:
    """Return the versions of the book that were kept before a day, and how many newer ones there are."""
    try:
        kept = run.book.earlier_versions()
    except BookUnavailableError:
        return [], 0  # kept elsewhere: by Google
    old = [
        each.path
        for each in kept
        if each.replaced and each.replaced.astimezone(run.zone).date() < before
    ]
    return sorted(old), len(kept) - len(old)


def old_papers(folder: Path, before: date, tickets: Collection[str]) -> list[Path]:
    """Return papers of months that ended before a day, and letters about `tickets`, sorted.

    Workshop orders stay: they name nobody, and prove what a close sent.
    """
    letters = [
        path
        for path in _files(folder / "letters")
        if (named := _OF_TICKET.match(path.name)) and named[1] in tickets
    ]
    return sorted([*_old_month_papers(folder / "papers", before), *letters])


def _old_month_papers(papers: Path, before: date) -> Iterator[Path]:
    for folder in papers.glob("[12]???-??") if papers.is_dir() else ():
        try:
            month = parse_month(folder.name)
        except RefusedError:
            continue
        if (month.year, month.month) < (before.year, before.month):
            files = _files(folder)
            yield from (path for path in files if not path.name.startswith("workshop-order-"))


def _files(folder: Path) -> Iterator[Path]:
    if folder.is_dir():
        yield from (path for path in folder.iterdir() if path.is_file())


def delete_files(paths: Sequence[Path]) -> list[Path]:
    """Delete files; return those that could not be deleted."""
    for path in paths:
        with suppress(OSError):
            path.unlink(missing_ok=True)
    return [path for path in paths if path.exists()]


def ticket_files(
    folder: Path, tickets: Collection[str], months: Collection[Batch] = ()
) -> list[Path]:
    """Return the files beside a desk whose name has the number of one of `tickets`, and those of `months`."""
    found = [
        path
        for name in ("letters", "papers", "status")
        for path in (folder / name).rglob("*")
        if path.is_file() and {*_OF_TICKET.findall(path.name)} & {*tickets}
    ]
    of_months = (path for month in months for path in _files(folder / "papers" / str(month)))
    return sorted({*found, *of_months})
