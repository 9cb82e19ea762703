"""Trying out where a book is stored what a close relies on."""

from __future__ import annotations

from collections.abc import Sequence

from backoffice import __version__
from backoffice.books.diagnosis import Check
from backoffice.jobs.desk import Run


def probe(run: Run) -> Sequence[Check]:
    """Try it out, keep the results in the book, and return them; nothing if nothing needs to be tried.

    Raises:
        BookUnavailableError: If the book cannot be reached or written.
    """
    run.step("probe")
    return run.book.probe(now=run.now, version=__version__)
