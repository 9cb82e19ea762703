"""A sync that reads the book only if something has changed since the last one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, fields, is_dataclass
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

import backoffice
import estimator
from backoffice import jobs
from backoffice.jobs.runs import Run

if TYPE_CHECKING:
    from backoffice.jobs.desk import RunResult


@dataclass(frozen=True, slots=True, kw_only=True)
class Synced:
    """What a sync did, and what it found.

    Attributes:
        tickets: How many there are.
        to_fix: How many problems must be fixed.
        look: How many are only pointed out.
        left_out: Keys of the optional columns that Tickets does not have.
        tab: Name of Tickets.
        wrote: Names of the tabs written; empty if all were up to date.
        pad: How many numbered rows were added.
    """

    tickets: int
    to_fix: int
    look: int
    left_out: Sequence[str]
    tab: str
    wrote: Sequence[str] = ()
    pad: int = 0


def sync_what_changed(run: Run) -> Synced:
    """Bring the script tabs up to date; the book is read only if that may be necessary.

    Raises:
        BackofficeError: As `backoffice.jobs.syncing.sync` does.
    """
    if (found := run.book.last_sync()) and found.get("after") == _state(run):
        noted = {field.name: found[field.name] for field in fields(Synced)}
        return Synced(**noted)  # type: ignore[arg-type]
    done = jobs.sync(run)  # loads pandas
    result = synced(done)
    if _is_settled(done):
        run.book.keep_sync({"after": _state(run), **asdict(result), "wrote": (), "pad": 0})
    return result


def synced(done: RunResult) -> Synced:
    """Return what a sync did, without the desk."""
    desk = done.desk
    return Synced(
        tickets=len(desk.rows.frame),
        to_fix=desk.to_fix,
        look=len(desk.problems) - desk.to_fix,
        left_out=[column.key for column in desk.layout.left_out],
        tab=desk.layout.tickets.name,
        wrote=list(done.wrote),
        pad=done.pad,
    )


def _is_settled(done: RunResult) -> bool:
    """Return whether the next sync would write nothing, and find the same.

    What was mended in script tabs is said once: the next sync takes it out of To fix.
    """
    ledger = done.desk.ledger
    mended = ledger.problems or ledger.restored or done.desk.layout.missing
    return not done.wrote or not (mended or done.pad)


def _state(run: Run) -> str:
    """Return a digest of all that a sync depends on besides the book."""
    parts = (
        *_program(),
        str(run.now.date()),
        *_texts(run.policy),
        *_papers(run.book.folder / "papers"),
    )
    return sha256("\x1f".join(parts).encode()).hexdigest()


@cache
def _program() -> tuple[str, ...]:
    """Return the version of the program and, for whoever works on it, when its files changed last."""
    roots = [Path(package.__file__ or "").parent for package in (backoffice, estimator)]
    files = (path for root in roots for path in root.rglob("*") if path.suffix in (".py", ".toml"))
    changed = max((path.stat().st_mtime_ns for path in files), default=0)
    return backoffice.__version__, str(changed)


def _texts(value: object) -> Iterator[str]:
    """Yield the texts of a policy, in the same order in every process; sets have none of their own."""
    if is_dataclass(value):
        for field in fields(value):
            if field.repr:
                yield field.name
                yield from _texts(getattr(value, field.name))
    elif isinstance(value, Mapping):
        for key, each in value.items():
            yield repr(key)
            yield from _texts(each)
    elif isinstance(value, (tuple, list)):
        yield str(len(value))
        for each in value:
            yield from _texts(each)
    elif isinstance(value, (set, frozenset)):
        yield from sorted(map(repr, value))
    else:
        yield repr(value)


def _papers(folder: Path) -> Iterator[str]:
    """Yield the papers beside a book and when each changed: they show closes that the book has lost."""
    for path in sorted(folder.glob("[12]???-??/*")):
        known = path.stat()
        yield f"{path} {known.st_size} {known.st_mtime_ns}"
