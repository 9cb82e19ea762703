"""Atomic replacement of files: a reader sees the old content or the new one, never a part."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import mkstemp


@contextmanager
def written_beside(
    target: Path, pieces: Iterable[bytes | memoryview], *, like: Path | None = None
) -> Iterator[Path]:
    """Yield a temporary file next to `target`, flushed to the disk, for the caller to move over it.

    The temporary file is deleted on every exit, also after an error or Ctrl-C.

    Args:
        target: The file to be replaced.
        pieces: The new content.
        like: The file whose permissions and owner are copied.
    """
    handle, name = mkstemp(dir=target.parent, prefix=f".{target.name}.", suffix=".tmp")
    beside = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            for piece in pieces:
                file.write(piece)
            file.flush()
            os.fsync(file.fileno())
        _copy_permissions(beside, like)
        yield beside
    finally:
        beside.unlink(missing_ok=True)


def _copy_permissions(beside: Path, like: Path | None) -> None:
    """Give `beside` the permissions and owner of `like`, or the defaults of a new file."""
    if like is None:
        if sys.platform != "win32":
            mask = os.umask(0)
            os.umask(mask)
            beside.chmod(0o666 & ~mask)
        return
    if sys.platform != "win32":
        owner = like.stat()
        with suppress(OSError):  # only an administrator may give files away
            os.chown(beside, owner.st_uid, owner.st_gid)
    shutil.copymode(like, beside)


def remove_leftovers(target: Path) -> None:
    """Remove temporary files that killed runs left beside `target`.  Requires the run lock."""
    prefix = f".{target.name}."
    for path in target.parent.iterdir():
        if path.name.startswith(prefix) and path.suffix == ".tmp":
            with suppress(OSError):
                path.unlink()


def flush_folder(folder: Path) -> None:
    """Flush a rename in `folder` to the disk, where the system can."""
    if sys.platform == "win32":
        return
    with suppress(OSError):  # some network drives cannot; the rename itself is done
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
