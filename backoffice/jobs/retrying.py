"""Reading again where somebody saved between our reading and our writing."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from backoffice.messages.errors import AlreadyWrittenError, BookChangedError

TRIES = 5
"""How often a run reads again after somebody saved in between."""

ResultT = TypeVar("ResultT")


def retry_on_change(attempt: Callable[[], ResultT]) -> ResultT:
    """Return what `attempt` returns; read again where somebody saved in between."""
    for _ in range(TRIES - 1):
        try:
            return attempt()
        except (BookChangedError, AlreadyWrittenError):
            continue
    return attempt()
