"""A lock between two runs of this program on one workbook."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from backoffice.errors import BookUnavailableError

TIMEOUT = 5.0
"""Seconds to wait for another run to finish."""


@contextmanager
def run_lock(file: Path) -> Iterator[None]:
    """Keep other runs out, on this machine or, where the drive supports locks, on any."""
    lock = FileLock(file.with_name(f".{file.name}.lock"), timeout=TIMEOUT)
    try:
        lock.acquire()
    except Timeout as error:
        raise BookUnavailableError(
            f"Another run is at work on {file.name}. Wait until it has finished, then run this again.",
            f"{file.name} は別の処理が実行中です。終わるのを待って、もう一度実行してください。",
        ) from error
    try:
        yield
    finally:
        lock.release()
