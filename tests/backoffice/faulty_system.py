"""An operating system whose Nth call fails, while something is written."""

from __future__ import annotations

import os
from collections.abc import Callable

import pytest

from backoffice.messages.errors import BackofficeError
from tests.backoffice.closing_processes import CALLS


class Faults:
    """Lets the Nth call of the operating system fail.

    Attributes:
        calls: The names of the calls so far.
    """

    def __init__(
        self, monkeypatch: pytest.MonkeyPatch, error: BaseException | None = None, number: int = 0
    ) -> None:
        self.error, self.number, self.armed = error, number, False
        self.calls: list[str] = []
        for name in CALLS:
            monkeypatch.setattr(os, name, self._wrapped(name, getattr(os, name)))

    def _wrapped(self, name: str, real: Callable[..., object]) -> Callable[..., object]:
        def call(*arguments: object, **options: object) -> object:
            if self.armed:
                self.calls.append(name)
                if self.error and len(self.calls) == self.number:
                    raise self.error
            return real(*arguments, **options)

        return call

    def during(self, write: Callable[[], object]) -> BaseException | None:
        """Call `write`, with the fault; return what stopped it."""
        self.armed = True
        try:
            write()
        except (BackofficeError, KeyboardInterrupt) as error:
            return error
        finally:
            self.armed = False
        return None
