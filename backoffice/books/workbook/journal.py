"""The journal: what the newest run wrote, kept beside a workbook, so that an older copy is noticed.

Another office program that had the book open, or a sync service, may save an older copy over it.  What
that copy lacks is known here: the run, and the months that were closed.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass
from itertools import count
from pathlib import Path

from backoffice.atomic_files import flush_folder, written_beside
from backoffice.books.changes import Changes
from backoffice.books.workbook.kept_versions import versions_folder
from backoffice.books.workbook.reader import version_of
from backoffice.sheet.headings import Tab, find_tab
from backoffice.sheet.script_columns import position
from backoffice.sheet.seals import cell_text, integer_in
from backoffice.sheet.snapshot import Cell, Row, Snapshot

_RUN, _WHEN, _MARK, _FREES = (position(Tab.LOG, key) for key in ("run", "when", "mark", "frees"))
_MONTH, _MONTHS_RUN = (position(Tab.BATCHES, key) for key in ("month", "run"))
_MONTH_NAME = re.compile(r"2[01]\d\d-\d\d", re.ASCII)
_MONTHS = range(2000_01, 2200_00)
"""Marks of closed months: 202606."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Journal:
    """What the newest run wrote.

    Attributes:
        run, when, mark: Its row in Log, as texts.
        closed: The months that were closed after it, each with the run that closed it.
        digest: SHA-256 of the workbook that it wrote.
        copy: Name of a copy of that workbook, in the same folder.
    """

    run: str
    when: str
    mark: str
    closed: Mapping[str, str]
    digest: str
    copy: str


def journal_path(book: Path) -> Path:
    """Return where the journal of `book` is."""
    return versions_folder(book) / "journal.json"


def read_journal(book: Path) -> Journal | None:
    """Return the journal of `book`; None if there is none that can be read."""
    try:
        return Journal(**json.loads(journal_path(book).read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError):
        return None


def lack_of(snapshot: Snapshot, journal: Journal) -> list[str] | None:
    """Return the closed months that `snapshot` lacks; None if it lacks nothing that the newest run wrote.

    A row that somebody deleted in Log is no sign of an older copy while Batches shows the run.
    """
    log, batches = (_rows(snapshot, tab) for tab in (Tab.LOG, Tab.BATCHES))
    runs = {(_text(row, _RUN), _text(row, _WHEN), _text(row, _MARK)) for row in log}
    known = (
        snapshot.version == journal.digest
        or (journal.run, journal.when, journal.mark) in runs
        or journal.run in {_text(row, _MONTHS_RUN) for row in batches}
    )
    closed = _closed(log).keys() | {_text(row, _MONTH) for row in batches}
    months = sorted(journal.closed.keys() - closed)
    return months if months or not known else None


def keep_journal(book: Path, data: bytes, changes: Changes, *, goes_back: bool = False) -> None:
    """Note what a run has just written: `data`, with `changes` in it.

    A disk that does not take it is no reason to call the run failed.  Where the book goes back to an
    earlier version, closed months that it lacks are not forgotten.
    """
    log = changes.tabs.get(Tab.LOG) or _rows(changes.read, Tab.LOG)
    if not log:
        return
    with suppress(OSError):
        before, closed = read_journal(book), _closed(log)
        lacking = _still_lacking(before, closed, changes, goes_back=goes_back) if before else {}
        is_newest = changes.mends is None and not lacking
        versions_folder(book).mkdir(exist_ok=True)
        journal = Journal(
            run=_text(log[-1], _RUN),
            when=_text(log[-1], _WHEN),
            mark=_text(log[-1], _MARK),
            closed=closed | lacking,
            digest=version_of(data),
            copy=_kept_copy(book, data, before, is_newest=is_newest),
        )
        text = json.dumps(asdict(journal), ensure_ascii=False, indent=1) + "\n"
        with written_beside(journal_path(book), [text.encode()], like=book) as beside:
            beside.replace(journal_path(book))
        flush_folder(versions_folder(book))


def _still_lacking(
    before: Journal, closed: Mapping[str, str], changes: Changes, *, goes_back: bool
) -> dict[str, str]:
    """Return the closed months that a book lacks after it went back, or one of them was written back."""
    if goes_back:
        return {month: run for month, run in before.closed.items() if month not in closed}
    months = (lack_of(changes.read, before) if changes.mends else None) or ()
    return {month: before.closed[month] for month in months if _mark(month) != changes.mends}


def _mark(month: str) -> int:
    return int(month.replace("-", ""))


def months_known(book: Path) -> frozenset[int]:
    """Return the marks of the months that the journal of `book` says are closed."""
    journal = read_journal(book)
    months = journal.closed if journal else {}
    return frozenset(_mark(month) for month in months if _MONTH_NAME.fullmatch(month))


def _kept_copy(book: Path, data: bytes, before: Journal | None, *, is_newest: bool) -> str:
    """Keep a copy of `data` instead of the one of the run before; return its name.

    A copy that somebody opened and saved is theirs, and stays; so does the one that has more than a
    book to which a close was written back.
    """
    for number in count(1):
        path = versions_folder(book) / (f"newest-{number}.xlsx" if number > 1 else "newest.xlsx")
        ours = before is not None and (path.name, _digest_of(path)) == (before.copy, before.digest)
        if (ours and is_newest) or not path.exists():
            break
    with written_beside(path, [data], like=book) as beside:
        beside.replace(path)
    return path.name


def copy_with(book: Path, journal: Journal) -> Path | None:
    """Return the copy of the workbook that the newest run wrote; None if it is not as it was."""
    path = versions_folder(book) / journal.copy
    return path if _digest_of(path) == journal.digest else None


def _digest_of(path: Path) -> str:
    try:
        return version_of(path.read_bytes())
    except OSError:
        return ""


def _rows(snapshot: Snapshot, tab: Tab) -> Sequence[Sequence[Cell]]:
    """Return the rows of `tab` below its heading, without blank ones; none if it is missing."""
    name = find_tab(tab, list(snapshot.sheets))
    rows = snapshot.sheets[name].rows[1:] if name else ()
    return [row for row in rows if any(cell not in (None, "") for cell in row)]


def _text(row: Row, index: int) -> str:
    return cell_text(row[index]) if index < len(row) else ""


def _closed(log: Iterable[Row]) -> dict[str, str]:
    """Return the closed months with the run that closed each, as `log` shows them."""
    marks: dict[int, str] = {}
    for row in log:
        marks.pop(integer_in(_text(row, _FREES)), None)
        if (mark := integer_in(_text(row, _MARK))) in _MONTHS:
            marks[mark] = _text(row, _RUN)
    return {f"{mark // 100}-{mark % 100:02}": run for mark, run in marks.items()}
