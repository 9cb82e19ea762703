"""What the doctor checks of a workbook: who has it open, and copies beside it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from backoffice.books.diagnosis import Check, Diagnosis
from backoffice.books.workbook.copies_beside import copies_beside
from estimator.policy.label import Label


class WorkbookDiagnosis(Diagnosis):
    """The checks of a book in a file.

    Args:
        path: The file.
        write_blocker: Returns who has it open; see `backoffice.books.book.Book.write_blocker`.
    """

    def __init__(self, path: Path, write_blocker: Callable[[], Label | None]) -> None:
        self._path = path
        self._write_blocker = write_blocker

    def after_reading(self) -> Iterator[Check]:
        """Yield whether another program has it open, and which files look like copies of it."""
        blocker = self._write_blocker()
        yield Check(subject="open", ok=blocker is None, outcome=blocker or "open-ok")
        if copies := [path.name for path in copies_beside(self._path)]:
            values = {"book": self._path.name, "copies": copies}
            yield Check(subject="copies", ok=False, outcome="copies-bad", values=values)
