"""One run at a time on a workbook: a lock that ends with its process."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path

from filelock import BaseFileLock, FileLock, SoftFileLock, Timeout

from backoffice.messages import label
from backoffice.messages.errors import BookUnavailableError
from estimator.policy.label import Label

TIMEOUT = 5.0
"""Seconds to wait for another run to finish."""

_NO_LOCKS = frozenset(
    {errno.ENOSYS, errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOLCK, errno.EINVAL, errno.EPERM}
)
"""What a drive without locks answers."""

_LONGEST_NAME = 200
"""Bytes of a file's name to which something can be added on every file system."""


@contextmanager
def run_lock(file: Path) -> Iterator[None]:
    """Keep other runs out: on this machine or, where the drive supports locks, on any.

    Raises:
        BookUnavailableError: If another run does not finish in time.
    """
    # whoever may write the book may run; one that was deleted is being brought back
    mode = (file.stat().st_mode if file.exists() else 0) & 0o666 | 0o600
    lock: BaseFileLock = FileLock(_path(file, "lock"), TIMEOUT, mode, fallback_to_soft=False)
    try:
        lock.acquire()
    except Timeout as error:
        raise _at_work(file) from error
    except OSError as error:
        if error.errno not in _NO_LOCKS:
            raise
        lock = _soft_lock(file)
    try:
        yield
    finally:
        lock.release()


def _soft_lock(file: Path) -> BaseFileLock:
    """Return a lock that the existence of a file makes, which works on every drive, acquired."""
    path = _path(file, "run")
    lock = SoftFileLock(path, TIMEOUT)
    try:
        lock.acquire()
    except Timeout as error:
        # whether a process on another machine is alive cannot be checked
        hint = label("open", "no-run", lock=path)
        raise _at_work(file, hint) from error
    return lock


def _path(file: Path, ending: str) -> Path:
    name = file.name
    if len(os.fsencode(name)) > _LONGEST_NAME:
        name = sha256(os.fsencode(name)).hexdigest()
    return file.with_name(f".{name}.{ending}")


def _at_work(file: Path, hint: Label | str = "") -> BookUnavailableError:
    return BookUnavailableError("open.run", book=file.name, hint=hint)
