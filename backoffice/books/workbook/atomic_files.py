"""Files that appear whole or not at all."""

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
    """Write a file next to `target`, safe on the disk, for the caller to move over it.

    Whatever happens, Ctrl-C too, the file beside is gone afterwards.

    Args:
        target: What it is going to be.
        pieces: Its content.
        like: Whose permissions and owner it takes.
    """
    handle, name = mkstemp(dir=target.parent, prefix=f".{target.name}.", suffix=".tmp")
    beside = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            for piece in pieces:
                file.write(piece)
            file.flush()
            os.fsync(file.fileno())
        _take_after(beside, like)
        yield beside
    finally:
        beside.unlink(missing_ok=True)


def _take_after(beside: Path, like: Path | None) -> None:
    """Give `beside` the permissions and owner of `like`, or those of any new file."""
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
    """Remove what runs that were killed left beside `target`.  Call it only under the run lock."""
    prefix = f".{target.name}."
    for path in target.parent.iterdir():
        if path.name.startswith(prefix) and path.suffix == ".tmp":
            with suppress(OSError):
                path.unlink()


def settle_folder(folder: Path) -> None:
    """Make a rename in `folder` survive a power cut, where the system can."""
    if sys.platform == "win32":
        return
    with suppress(OSError):  # some network drives cannot; the rename itself has happened
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
