"""The earlier versions of a book as people know them: when, before which command, by whom, how much."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from unicodedata import normalize

from backoffice.books.earlier_versions import NEWEST, EarlierVersion
from backoffice.intake.blank_or_unread import is_filler
from backoffice.intake.run_log import read_log
from backoffice.jobs.desk import Run
from backoffice.messages.errors import BackofficeError, RefusedError
from backoffice.sheet.headings import Tab
from backoffice.sheet.layout import Layout, find_layout, script_rows
from backoffice.sheet.script_columns import position
from backoffice.sheet.seals import cell_text, integer_in
from backoffice.sheet.snapshot import Cell, Snapshot
from estimator.policy.label import Label
from estimator.rules.schedule import Batch

Entries = Mapping[str, Sequence[str]]
"""What staff typed, as texts, by ticket."""

_RUN, _WHO, _COMMAND = (position(Tab.LOG, key) for key in ("run", "who", "command"))
_SECOND = len("2026-06-01 09:30:00")
_ASKED = re.compile(
    r"(?:(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?)?"
    r"[\sT]*(?:(\d{1,2})[:.](\d\d)(?:[:.](\d\d(?:\.\d+)?))?)?",
    re.ASCII,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """An earlier version of a book.

    Attributes:
        version: Where it is.
        name: By which it is asked for: when it was replaced, in shop time, or `NEWEST`.
        command, who: Of the run that replaced it, or that wrote the newest; empty if unknown.
        tickets: How many it has; None if it cannot be read.
        closed: The months that are closed in it.
        why: Why it cannot be read.
    """

    version: EarlierVersion
    name: str
    command: str = ""
    who: str = ""
    tickets: int | None = None
    closed: Sequence[Batch] = ()
    why: Label | None = None

    @property
    def is_newest(self) -> bool:
        """Whether it is what the newest run wrote."""
        return self.version.replaced is None


def kept_versions(
    run: Run, versions: Sequence[EarlierVersion], present: Snapshot | None
) -> list[Kept]:
    """Return what is known of the earlier `versions`, the newest first; the book is as in `present`, if readable.

    Raises:
        BookUnavailableError: If there is neither a version nor a book that can be read.
    """
    if not versions and present is None:
        run.book.read()  # raises what keeps it from being read
    kept, follower = [], _log_of(run, present)
    for at, (version, name) in enumerate(zip(versions, _names(run, versions), strict=True), 1):
        run.step(f"read:{at}/{len(versions)}")
        try:
            snapshot = run.book.read_version(version)
            layout = find_layout(snapshot, run.policy.undated)
        except BackofficeError as error:
            kept.append(Kept(version=version, name=name, why=error.label))
            continue
        log = script_rows(layout, Tab.LOG)
        known = read_log(log)
        later = (row for row in follower if integer_in(row[_RUN]) > known.last_run)
        by = [*log[-1:]] if version.replaced is None else [*islice(later, 1)]
        kept.append(
            Kept(
                version=version,
                name=name,
                command=cell_text(by[0][_COMMAND]) if by else "",
                who=cell_text(by[0][_WHO]) if by else "",
                tickets=len(entries_in(layout)),
                closed=sorted(known.closed),
            )
        )
        if version.replaced is not None:
            follower = log
    return kept


def _names(run: Run, versions: Sequence[EarlierVersion]) -> list[str]:
    """Return the names of versions: to the second, or as exactly as it takes to tell them apart."""
    moments = [each.replaced and each.replaced.astimezone(run.zone) for each in versions]
    exact = [f"{moment:%Y-%m-%d %H:%M:%S.%f}" if moment else NEWEST for moment in moments]
    same_second = Counter(name[:_SECOND] for name in exact)
    return [name[:_SECOND] if same_second[name[:_SECOND]] == 1 else name for name in exact]


def layout_of(run: Run, snapshot: Snapshot | None) -> Layout | None:
    """Return where everything is; None where nothing is read, or a heading is missing, perhaps the reason to go back."""
    try:
        return find_layout(snapshot, run.policy.undated) if snapshot else None
    except BackofficeError:
        return None


def _log_of(run: Run, snapshot: Snapshot | None) -> list[Sequence[Cell]]:
    layout = layout_of(run, snapshot)
    return script_rows(layout, Tab.LOG) if layout else []


def last_run(run: Run, snapshot: Snapshot) -> int:
    """Return the number of the last run that Log of `snapshot` shows; 0 if it shows none."""
    return read_log(_log_of(run, snapshot)).last_run


def entries_in(layout: Layout) -> Entries:
    """Return what is typed in the rows of Tickets that have a number, by number."""
    number = layout.column_index["ticket"]
    others = [index for key, index in layout.column_index.items() if key != "ticket"]
    entries: dict[str, list[str]] = {}
    for row in layout.tickets.rows[1:]:
        texts = [
            "" if index >= len(row) or is_filler(row[index]) else cell_text(row[index])
            for index in others
        ]
        if any(texts) and number < len(row) and (ticket := cell_text(row[number])):
            entries.setdefault(ticket, []).extend(texts)
    return entries


def chosen(kept: Sequence[Kept], asked: str) -> Kept:
    """Return the version that somebody asked for: its name, the beginning of it, its time or its file.

    Raises:
        RefusedError: If none is meant, or more than one.
    """
    meant = [each for each in kept if _is_meant(each, asked)]
    if len(meant) == 1:
        return meant[0]
    if not kept:
        raise RefusedError("restore.none-kept")
    names = [each.name for each in meant or kept]
    raise RefusedError("restore.several" if meant else "restore.unknown", asked=asked, names=names)


def _is_meant(kept: Kept, asked: str) -> bool:
    text = normalize("NFKC", asked).strip().strip("\"'")
    if text in (kept.name, kept.version.path.name, str(kept.version.path)):
        return True
    match = _ASKED.fullmatch(text)
    if not text or match is None or kept.is_newest:
        return False
    year, month, day, hour, minute, second = match.groups()
    date = f"{year}-{int(month):02}-{int(day):02}" if year else ""
    time = f"{int(hour):02}:{minute}" + (f":{second}" if second else "") if hour else ""
    begins = f"{date} {time}".strip()
    return kept.name.startswith(begins) or (not date and kept.name[11:].startswith(time))
