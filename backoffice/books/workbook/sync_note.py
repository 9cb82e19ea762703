"""What the last sync found, kept beside a workbook: for the next one, if nothing has changed by then.

It may be lost or damaged: then the workbook is read.  Nothing that writes looks at it.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from backoffice.books.workbook.journal import journal_path
from backoffice.books.workbook.kept_versions import versions_folder
from backoffice.books.workbook.reader import version_of


def note_path(book: Path) -> Path:
    """Return where the note of `book` is."""
    return versions_folder(book) / "last-sync.json"


def read_note(book: Path) -> Mapping[str, object] | None:
    """Return what was noted, if `book` and its journal are byte for byte as they were then; else None."""
    try:
        note = json.loads(note_path(book).read_text(encoding="utf-8"))
        same = (note["book"], note["journal"]) == (version_of(book.read_bytes()), _journal(book))
        found: Mapping[str, object] | None = note["found"] if same else None
    except (OSError, ValueError, TypeError, KeyError):
        return None
    return found


def keep_note(book: Path, version: str, found: Mapping[str, object]) -> None:
    """Note what a sync found in `version` of `book`; where there are no earlier versions, nothing is kept."""
    with suppress(OSError):
        note = {"book": version, "journal": _journal(book), "found": found}
        note_path(book).write_text(json.dumps(note, ensure_ascii=False), encoding="utf-8")


def _journal(book: Path) -> str:
    return version_of(journal_path(book).read_bytes())
