"""Atomic replacement of files: a reader sees either the old content or the new one."""

from __future__ import annotations

import errno
import os
import re
import shutil
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from hashlib import sha256
from pathlib import Path
from tempfile import mkstemp

_SUFFIX = ".tmp"
_OURS = re.compile(r"\.backoffice-[0-9a-f]{8}-")


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
    handle, name = mkstemp(dir=target.parent, prefix=_prefix(target), suffix=_SUFFIX)
    beside = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            for piece in pieces:
                file.write(piece)
            file.flush()
            with _where_offered():
                os.fsync(file.fileno())
        with _where_offered():
            _copy_permissions(beside, like)
        yield beside
    finally:
        beside.unlink(missing_ok=True)


_NOT_OFFERED = frozenset(
    {errno.EPERM, errno.EACCES, errno.ENOSYS, errno.ENOTSUP, errno.EOPNOTSUPP, errno.EINVAL}
)
"""What network drives and memory cards answer where they have no permissions, or cannot flush."""


@contextmanager
def _where_offered() -> Iterator[None]:
    """Do without an extra that a file system does not offer; a full or broken disk still counts."""
    try:
        yield
    except OSError as error:
        if error.errno not in _NOT_OFFERED:
            raise


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


def move_to_new(beside: Path, target: Path) -> None:
    """Give the file `beside` the name `target`, which no file may have.

    Raises:
        FileExistsError: If one has it, also one that was saved a moment ago.
    """
    try:
        os.link(beside, target)  # a rename would replace a file of that name
    except FileExistsError:
        raise
    except OSError as error:  # a file system without hard links
        if target.exists() or target.is_symlink():
            message = os.strerror(errno.EEXIST)
            raise FileExistsError(errno.EEXIST, message, str(target)) from error
        beside.rename(target)


def write_new(path: Path, content: bytes) -> None:
    """Write `content` to `path`, which no file may be at.

    Raises:
        FileExistsError: If one is.
    """
    with written_beside(path, [content]) as beside:
        move_to_new(beside, path)


def write_anew(path: Path, content: bytes) -> None:
    """Write `content` to `path`, unless that is there already: somebody may have it open."""
    if not path.is_file() or path.read_bytes() != content:
        with written_beside(path, [content]) as beside:
            beside.replace(path)


def _prefix(target: Path) -> str:
    """Return how the names of temporary files for `target` begin: short, and ours beyond doubt."""
    return f".backoffice-{sha256(os.fsencode(target.name)).hexdigest()[:8]}-"


def remove_leftovers(folder: Path, target: Path | None = None) -> None:
    """Remove temporary files that killed runs left in `folder`, for `target` or for any.  Requires the run lock."""
    ours = re.compile(re.escape(_prefix(target))) if target else _OURS
    for path in folder.iterdir():
        if path.suffix == _SUFFIX and ours.match(path.name):
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
