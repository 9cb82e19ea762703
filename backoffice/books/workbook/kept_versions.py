"""Earlier versions of a workbook, kept in a folder beside it."""

from __future__ import annotations

import hashlib
import os
import re
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, tzinfo
from pathlib import Path

from backoffice.atomic_files import flush_folder, remove_leftovers, written_beside

KEPT = 30
"""Number of earlier versions to keep."""

_LONGEST_STEM = 88
"""Bytes of the book's name in that of a version: some drives take no name of more than 143."""

_NAME = re.compile(
    r" (?P<stamp>\d{4}-\d\d-\d\d \d\d\.\d\d\.\d\d\.\d{6}[+-]\d{4}|\d{8}T\d{6}\.\d{6}Z)"
    r" (?P<digest>[0-9a-f]{8})\.xlsx$",
    re.ASCII,
)
_STAMP = "%Y-%m-%d %H.%M.%S.%f%z"


@dataclass(frozen=True, slots=True, order=True)
class _Kept:
    """An earlier version; the older one is the lesser."""

    when: datetime
    path: Path
    digest: str


def versions_folder(book: Path) -> Path:
    """Return the folder of earlier versions of `book`."""
    return book.with_name(f"{book.stem}.versions")


def versions_of(book: Path) -> list[Path]:
    """Return the earlier versions of `book`, the oldest first; no other file of the folder."""
    return [version.path for version in _kept(book)]


def when_kept(version: Path) -> datetime | None:
    """Return when `version` was replaced; None for a file that is no earlier version."""
    named = _named(version)
    return named.when if named else None


def _kept(book: Path) -> list[_Kept]:
    return sorted(filter(None, map(_named, versions_folder(book).glob("*.xlsx"))))


def _named(path: Path) -> _Kept | None:
    match = _NAME.search(path.name)
    if match is None:
        return None
    try:
        return _Kept(_moment(match["stamp"]), path, match["digest"])
    except ValueError:  # a 13th month
        return None


def _moment(stamp: str) -> datetime:
    if " " in stamp:
        return datetime.strptime(stamp, "%Y-%m-%d %H.%M.%S.%f%z")
    return datetime.strptime(stamp, "%Y%m%dT%H%M%S.%f%z")  # of version 0.1


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()[:8]


def keep_version(book: Path, data: bytes, zone: tzinfo = UTC) -> Path:
    """Save `data`, the version of `book` that is about to be replaced, and return its path.

    Its name shows the time in `zone`.  It is a copy, not a hard link: programs that save in place would
    change the kept version too.
    """
    folder = versions_folder(book)
    folder.mkdir(exist_ok=True)
    remove_leftovers(folder)
    stamp = datetime.now(zone).strftime(_STAMP)
    name = os.fsencode(book.stem)[:_LONGEST_STEM].decode("utf-8", "ignore")
    kept = folder / f"{name} {stamp} {_digest(data)}.xlsx"
    with written_beside(kept, [data], like=book if book.exists() else None) as beside:
        beside.replace(kept)
    flush_folder(folder)
    return kept


def prune_versions(book: Path, newest: Path) -> None:
    """Remove all but the `KEPT` newest versions; never `newest`, even if the clock was set back.

    A version that somebody opened and saved is theirs: it stays, and does not count.
    """
    older = [version for version in _kept(book) if version.path != newest]
    for version in older[: max(0, len(older) - KEPT + 1)]:
        with suppress(OSError):  # one version too many does no harm
            if version.digest == _digest(version.path.read_bytes()):
                version.path.unlink()
