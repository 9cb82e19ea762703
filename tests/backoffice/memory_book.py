"""A book in memory, for tests that need many; implements what runs need of a book."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from backoffice.books.book import Book
from backoffice.books.changes import Changes
from backoffice.books.earlier_versions import EarlierVersion
from backoffice.books.new_desks import new_desk
from backoffice.books.workbook.workbook_diagnosis import WorkbookDiagnosis
from backoffice.jobs.setting_up import first_numbers
from backoffice.messages.errors import AlreadyWrittenError, BookChangedError, BookUnavailableError
from backoffice.sheet.headings import Tab, find_tab
from backoffice.sheet.layout import script_headings, tab_before
from backoffice.sheet.marks import is_in_use
from backoffice.sheet.snapshot import Cell, Link, Row, Sheet, Snapshot
from estimator.policy.model import UndatedPolicy

Grid = list[list[Cell]]


class MemoryBook(Book):
    """The shared sheet as lists of cells.

    Attributes:
        grids: Every tab's cells by its name; a test modifies them and calls `save`.
        writes: How often the script wrote.
        before_write: Called once, just before the next write: somebody who saves in between.
    """

    where = "memory.xlsx"
    folder = Path()
    setup_command = "init"

    def __init__(self, grids: dict[str, Grid]) -> None:
        self.grids = grids
        self.writes = 0
        self.before_write: Callable[[], None] | None = None
        self._version = 0

    @classmethod
    def new(
        cls,
        tickets: Sequence[Mapping[str, Cell]],
        policy: UndatedPolicy,
        language: str = "en",
        pad: int = 120,
    ) -> MemoryBook:
        """Return a fresh book with `tickets` in the first of its numbered rows."""
        desk = new_desk(policy, language, first_numbers(max(pad, len(tickets))), tickets)
        return cls({contents.name: [*map(_stored, contents.rows)] for contents in desk.tabs})

    def grid(self, tab: Tab) -> Grid:
        """Return the cells of `tab`."""
        return self.grids[find_tab(tab, list(self.grids)) or ""]

    def save(self) -> None:
        """Make edits count: the book is another version now."""
        self._version += 1

    def read(self) -> Snapshot:
        """Return a copy of all tabs."""
        sheets = {
            name: Sheet(name, [list(row) for row in grid]) for name, grid in self.grids.items()
        }
        return Snapshot(sheets, str(self._version))

    def write_blocker(self) -> None:
        """Return None: nothing prevents writing a list."""

    def diagnose(self, policy: UndatedPolicy) -> WorkbookDiagnosis:
        """Return the checks of a file."""
        return WorkbookDiagnosis(Path(self.where), self.write_blocker)

    def clear(self, changes: Changes, *, once: int) -> None:
        """Apply `changes` and empty the cells that still hold what was read."""
        self.write(changes, once=once)
        tickets = self.grid(Tab.TICKETS)
        for cell in changes.emptied:
            if tickets[cell.row - 1][cell.column] == cell.value:
                tickets[cell.row - 1][cell.column] = ""
        self.save()

    def write_copy(self, target: Path, changes: Changes) -> list[str]:
        """Refuse: a list has no file to copy."""
        raise BookUnavailableError("google.no-emptied-copy", book=self.where)

    def link_to(self, read: Snapshot, sheet: str, cells: str) -> str:
        """Return an address that leads nowhere."""
        del read
        return f"memory:{sheet}!{cells}"

    def earlier_versions(self) -> list[EarlierVersion]:
        """Refuse: a list keeps none."""
        raise BookUnavailableError("google.versions", book=self.where)

    def write(self, changes: Changes, *, once: int) -> None:
        """Apply `changes` in full or not at all."""
        if self.before_write:
            meanwhile, self.before_write = self.before_write, None
            meanwhile()
        if is_in_use(once, self.read()):
            raise AlreadyWrittenError("workbook.done-before", path=self.where, mark=once)
        if changes.read.version != str(self._version):
            raise BookChangedError("workbook.changed", path=self.where)
        for contents in changes.missing.tabs if changes.missing else ():
            names = list(self.grids)
            names.insert(names.index(tab_before(contents.tab, names)) + 1, contents.name)
            self.grids = {name: self.grids.get(name, []) for name in names}
        for tab, rows in changes.tabs.items():
            name = find_tab(tab, list(self.grids)) or ""
            self.grids[name][:] = [script_headings(tab, name), *map(_stored, rows)]
        tickets = self.grid(Tab.TICKETS)
        column = next(at for at, cell in enumerate(tickets[0]) if "受付番号" in str(cell))
        for number in changes.pad:
            row: list[Cell] = [""] * len(tickets[0])
            row[column] = number
            tickets.append(row)
        self.writes += 1
        self.save()


def _stored(row: Row) -> list[Cell]:
    """Return a row as a spreadsheet gives it back."""
    texts = [cell.text if isinstance(cell, Link) else cell for cell in row]
    return ["" if cell is None else cell for cell in texts]
