"""The file of a workbook replaced by an earlier version of it, in full or not at all."""

from __future__ import annotations

from pathlib import Path

from backoffice.atomic_files import flush_folder, move_to_new, remove_leftovers, written_beside
from backoffice.books.changes import Changes
from backoffice.books.earlier_versions import EarlierVersion
from backoffice.books.workbook.applied_changes import with_changes
from backoffice.books.workbook.error_translation import READ, WRITE, errors_for_staff
from backoffice.books.workbook.journal import keep_journal
from backoffice.books.workbook.kept_versions import keep_version, prune_versions
from backoffice.books.workbook.reader import version_of
from backoffice.books.workbook.run_lock import run_lock
from backoffice.books.workbook.unchanged_file import UnchangedFile


def bring_back(
    unchanged: UnchangedFile, version: EarlierVersion, changes: Changes, *, present: str | None
) -> Path | None:
    """Replace the file by an earlier version; see `backoffice.books.earlier_versions.KeepsVersions.restore`."""
    with errors_for_staff(version.path, READ):
        then = version.path.read_bytes()
    if version_of(then) != changes.read.version:
        raise unchanged.changed()
    with errors_for_staff(unchanged.path, WRITE):
        file = unchanged.file
        with run_lock(file):
            remove_leftovers(file)
            now = unchanged.as_read(present)
            new, like = b"".join(with_changes(then, changes)), version.path
            with written_beside(file, [new], like=like if now is None else file) as beside:
                kept = None if now is None else keep_version(file, now, changes.zone)
                if unchanged.as_read(present) != now:
                    raise unchanged.changed()
                if kept:
                    beside.replace(file)
                else:
                    move_to_new(beside, file)
            flush_folder(file.parent)
            keep_journal(file, new, changes, goes_back=True)
            if kept:
                prune_versions(file, newest=kept)
            return kept
