"""Errors of the system as errors with a message for staff."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from backoffice.messages.errors import BookUnavailableError, next_step, system_reason

READ, WRITE = "workbook.not-read", "workbook.not-written"
"""Messages of errors that have no other one, by what was tried."""


@contextmanager
def errors_for_staff(path: Path, message: str) -> Iterator[None]:
    """Turn errors of the system into errors with a message for staff.

    Args:
        path: The file, as it was given.
        message: `READ` or `WRITE`.

    Raises:
        BookUnavailableError: Naming the file.
    """
    try:
        yield
    except FileNotFoundError as error:
        raise BookUnavailableError("workbook.missing", path=path) from error
    except OSError as error:
        raise BookUnavailableError(
            message, path=path, reason=system_reason(error), step=next_step(error)
        ) from error
    except BookUnavailableError as error:
        if str(path) in str(error) or path.name in str(error):
            raise
        raise type(error)("workbook.named", path=path, why=error.label) from error
