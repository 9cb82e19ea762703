"""What a person can do in front of any browser."""

from __future__ import annotations

import time
from typing import Any, Protocol

PATIENCE = 60
"""Seconds until an answer must be on the screen."""


class Screen(Protocol):
    """A window of one engine.  Places are CSS selectors; what is done fires the events a hand fires."""

    def open(self, address: str) -> None:
        """Show a page anew, also where only its hash differs."""
        ...

    def click(self, place: str) -> None:
        """Press a button, a box or a link."""
        ...

    def choose(self, place: str, value: str) -> None:
        """Choose the option `value` of a list."""
        ...

    def write(self, place: str, text: str) -> None:
        """Type over what a field holds."""
        ...

    def write_day(self, place: str, day: str) -> None:
        """Type an ISO day into a date field, in the order an American keyboard expects; empty: none."""
        ...

    def look(self, script: str, *values: str) -> Any:
        """Return what the body of a function finds on the page."""
        ...

    def strangers(self) -> list[str]:
        """Return the addresses this page asked for that are not of its origin, as far as can be told."""
        ...


STRANGERS = """
return performance.getEntriesByType('resource').map(({ name }) => name)
  .filter(name => !name.startsWith(location.origin + '/') && !/^(blob|data):/.test(name))
"""


def american(day: str) -> str:
    """Return an ISO day as month, day and year.

    >>> american("2026-06-01")
    '06/01/2026'
    """
    year, month, date = day.split("-")
    return f"{month}/{date}/{year}"


def wait_for(screen: Screen, place: str) -> None:
    """Wait until the page holds `place`."""
    end = time.monotonic() + PATIENCE
    while not screen.look("return Boolean(document.querySelector(arguments[0]))", place):
        if time.monotonic() > end:
            status = screen.look("return document.querySelector('#estimate-status')?.innerText")
            raise TimeoutError(f"{place} is not on the screen; the page says: {status!r}")
        time.sleep(0.01)
