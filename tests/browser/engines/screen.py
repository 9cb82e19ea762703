"""The interface that all engines implement: what a person can do in a browser window."""

from __future__ import annotations

import time
from typing import Any, Protocol

PATIENCE = 60
"""Seconds to wait for something to appear."""


class Screen(Protocol):
    """A window of one engine.  Elements are given as CSS selectors; input fires the events of a real user."""

    def open(self, address: str) -> None:
        """Load a page, also if only its hash differs from the current one."""
        ...

    def click(self, selector: str) -> None:
        """Press a button, a box or a link."""
        ...

    def choose(self, selector: str, value: str) -> None:
        """Choose the option `value` of a list."""
        ...

    def write(self, selector: str, text: str) -> None:
        """Replace the text of a field."""
        ...

    def write_day(self, selector: str, day: str) -> None:
        """Type an ISO day into a date field, in the order month, day, year; clear it if empty."""
        ...

    def evaluate(self, script: str, *values: str) -> Any:
        """Return the result of a function body run in the page."""
        ...

    def foreign_requests(self) -> list[str]:
        """Return the requests of this page to other origins, as far as the engine reports them."""
        ...


FOREIGN_REQUESTS = """
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


def wait_for(screen: Screen, selector: str) -> None:
    """Wait until the page has an element that matches `selector`."""
    end = time.monotonic() + PATIENCE
    while not screen.evaluate("return Boolean(document.querySelector(arguments[0]))", selector):
        if time.monotonic() > end:
            status = screen.evaluate("return document.querySelector('#estimate-status')?.innerText")
            raise TimeoutError(f"{selector} is not on the screen; the page says: {status!r}")
        time.sleep(0.03)  # each look is a request to the browser
