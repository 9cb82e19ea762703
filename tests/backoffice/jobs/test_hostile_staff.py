"""People who sort some columns, restore versions, clear and delete tabs, and fill columns: three promises stay.

No piece goes out under another's number, no month or piece goes out twice, and nothing that was typed is
lost; in memory, in a workbook and on the emulator of Google.  THOROUGH=1 plays thousands of steps.
"""

from __future__ import annotations

import tempfile
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    precondition,
    rule,
)

from backoffice import jobs
from backoffice.jobs.lost_closes import lost_closes
from backoffice.jobs.mending import mend
from backoffice.messages.errors import BookUnavailableError, LayoutError, RefusedError
from backoffice.sheet.headings import DERIVED_TABS, Tab
from estimator.rules.schedule import Batch
from tests.backoffice.desks import APPROVED, moment
from tests.backoffice.jobs.hostile_desks import KEYS, InAWorkbook, InMemory, OnGoogle, run_on
from tests.selection import THOROUGH

BLOCKS = [
    ("name", "email", "order", "photo", "piece"),
    ("piece",),
    ("piece", "material"),
    ("arrived", "inspected", "price", "answer"),
    ("enquired", "name", "email", "language", "order", "photo", "piece", "material"),
]
"""Columns that are sorted without the others."""

FILLED = ["service:chain", "service:stone", "go_ahead", "code", "exception", "notes"]
FILLS = (False, 0, "@", "Select…")
"""What Tables, checkboxes and dropdowns fill in by themselves."""

CLEARED = [(Tab.BATCHES,), (Tab.LOG,), (Tab.BATCHES, Tab.LOG), (Tab.TO_FIX,), (Tab.QUOTES,)]
END = moment("2027-11-01 09:00")


class HostileStaff(RuleBasedStateMachine):
    """A desk on which everything happens that the manual forbids."""

    kind = InMemory

    @initialize()
    def open_desk(self):
        self.folder = tempfile.TemporaryDirectory()
        self.desk = self.kind(Path(self.folder.name))
        self.run = run_on(self.desk.book)
        self.made = 0
        self.own = {}
        self.sent = {}
        self.closed = set()
        self.undo = None
        self.versions = []

    def pieces_of(self, rows):
        """Return the rows that hold a piece."""
        at = KEYS.index("piece")
        return [row for row in rows[1:] if len(row) > at and str(row[at]).startswith("Piece")]

    @precondition(lambda self: self.undo is None)
    @rule(shift=st.integers(0, 20), count=st.integers(1, 4))
    def pieces_arrive(self, shift, count):
        """Pieces that may go, each on the next numbered row, under the number of that row."""
        self.take_in(shift, count)

    def take_in(self, shift, count):
        rows = self.desk.rows
        at = KEYS.index("piece")
        free = [row for row in rows[1:] if row[0] and not row[at]]
        for row in free[:count]:
            self.made += 1
            day, made = self.run.now.date(), self.made
            piece = APPROVED | {
                "enquired": day - timedelta(days=9),
                "arrived": day - timedelta(days=3),
                "inspected": day - timedelta(days=2),
                "name": f"客 {chr(0x3042 + made % 80)}{made}",
                "email": f"c{made}@example.com",
                "order": f"{9000 + made}",
                "photo": f"https://photos.example/{made}",
                "piece": f"Piece {chr(65 + made % 26)}{chr(65 + made // 26)}",
                "price": 1000 + 100 * ((made * 7 + shift) % 50),
            }
            for key, cell in piece.items():
                row[KEYS.index(key)] = cell
            self.own[row[0]] = piece["piece"]
        self.desk.put(rows)

    @rule(keys=st.sampled_from(BLOCKS), column=st.integers(0, 9), down=st.booleans())
    def sort_some_columns(self, keys, column, down):
        """The script saw the rows before, as it does every quarter of an hour."""
        if not self.try_to(jobs.sync) or self.undo is not None:
            return
        before, rows = self.desk.rows, self.desk.rows
        places = [KEYS.index(key) for key in keys]
        by = column % len(places)
        moved = sorted(
            ([row[at] for at in places] for row in self.pieces_of(rows)),
            key=lambda cells: str(cells[by]),
            reverse=down,
        )
        for row, cells in zip(self.pieces_of(rows), moved, strict=True):
            for at, cell in zip(places, cells, strict=True):
                row[at] = cell
        if before != rows:
            self.desk.put(rows)
            self.undo = before

    @precondition(lambda self: self.undo is not None)
    @rule()
    def undo_the_sort(self):
        rows = self.desk.rows
        self.desk.put([*self.undo, *rows[len(self.undo) :]])
        self.undo = None

    @rule(column=st.integers(0, len(KEYS) - 1), down=st.booleans())
    def sort_whole_rows(self, column, down):
        if self.undo is None:
            heading, *rows = self.desk.rows
            self.desk.put([heading, *sorted(rows, key=lambda row: str(row[column]), reverse=down)])

    @rule(key=st.sampled_from(FILLED), cell=st.sampled_from(FILLS))
    def a_table_fills_a_column(self, key, cell):
        if (cell == "Select…" and key != "exception") or self.undo is not None:
            return
        if cell == 0 and key in ("code", "notes"):
            return
        rows = self.desk.rows
        for row in rows[1:]:
            if row[KEYS.index(key)] in ("", None):
                row[KEYS.index(key)] = cell
        self.desk.put(rows)

    @rule()
    def keep_version(self):
        if self.undo is None:
            self.versions.append((self.desk.version(), dict(self.own)))

    @precondition(lambda self: self.versions and self.undo is None)
    @rule(which=st.integers(0, 9), notes=st.booleans())
    def restore_version(self, which, notes):
        version, own = self.versions[which % len(self.versions)]
        self.desk.restore(version, notes=notes)
        self.own = dict(own)

    @rule()
    def go_on_with_an_older_book(self):
        self.desk.go_on_with_older()

    @rule(tabs=st.sampled_from(CLEARED))
    def clear_tabs(self, tabs):
        for name in [tab.value.en for tab in tabs if tab.value.en in self.desk.tabs()]:
            self.desk.empty(name)

    @rule(tab=st.sampled_from(DERIVED_TABS))
    def delete_a_tab(self, tab):
        """One that the next run makes again."""
        if tab.value.en in self.desk.tabs():
            self.desk.delete(tab.value.en)

    @rule(tab=st.sampled_from([Tab.BATCHES, Tab.LOG]))
    def delete_a_tab_for_a_while(self, tab):
        """One that nothing else knows: everything is refused until it is back."""
        before = self.desk.version()
        self.desk.delete(tab.value.en)
        for job in (jobs.sync, lambda run: jobs.close(run, self.last_month)):
            assert self.try_to(job) is None
        self.desk.restore(before, notes=True)

    @rule(days=st.integers(1, 20))
    def time_passes(self, days):
        later = self.run.now + timedelta(days=days)
        if later < END:
            self.run = replace(self.run, now=later)

    @rule()
    def sync(self):
        self.try_to(jobs.sync)

    @rule()
    def mend_what_is_lost(self):
        for lost in lost_closes(jobs.read_desk(self.run)):
            self.try_to(lambda run, lost=lost: mend(run, lost.month))

    @rule()
    def month_ends(self):
        """Two more pieces arrive; on the first of the next month the month before is closed."""
        if self.undo is None:
            self.take_in(self.made, 2)
        first = (self.run.now.replace(day=1) + timedelta(days=32)).replace(day=1)
        if first < END:
            self.run = replace(self.run, now=first)
        self.close_last_month()

    @property
    def last_month(self):
        """The month before that of today."""
        day = self.run.now.date()
        return Batch(day.year, day.month).later(-1)

    @rule()
    def close_last_month(self):
        """Where Quotes were lost people compare the pieces, and see whether columns were sorted."""
        month = self.last_month
        done = self.try_to(lambda run: jobs.close(run, month))
        if done is None and self.undo is None:
            done = self.try_to(lambda run: jobs.close(run, month, compared=True))
        if not done:
            return
        if done.again:
            assert month in self.closed
            return
        if not done.wrote:
            return
        assert month not in self.closed, f"{month} was closed twice"
        self.closed.add(month)
        for piece in done.plan.pieces:
            assert piece.piece == self.own[piece.ticket], f"{piece.ticket} is another piece"
            assert piece.piece not in self.sent, f"{piece.piece} went twice"
            self.sent[piece.piece] = month
        jobs.papers(done.desk, month, None)

    def try_to(self, job):
        """Return what `job` does, None if it is refused; it changes nothing that people typed."""
        before = self.typed()
        try:
            return job(self.run)
        except (RefusedError, BookUnavailableError, LayoutError):
            return None
        finally:
            assert before == self.typed()

    def typed(self):
        """Return what people typed, row by row, with the numbers that it stands at; each number is there once."""
        rows = self.desk.rows[1:]
        numbers = [row[0] for row in rows if row[0]]
        assert len(numbers) == len(set(numbers))
        return [row for row in rows if any(cell not in ("", None) for cell in row[1:])]

    def teardown(self):
        if hasattr(self, "folder"):
            self.folder.cleanup()


class HostileStaffOfAWorkbook(HostileStaff):
    """The same in a file."""

    kind = InAWorkbook


class HostileStaffOfASheet(HostileStaff):
    """The same on the emulator."""

    kind = OnGoogle


def bounded(examples, steps):
    """Return the settings of a few plays, or of many with THOROUGH=1."""
    return settings(
        max_examples=100 if THOROUGH else examples,
        stateful_step_count=50 if THOROUGH else steps,
        deadline=None,
        suppress_health_check=list(HealthCheck),
    )


HostileStaff.TestCase.settings = bounded(6, 25)
HostileStaffOfAWorkbook.TestCase.settings = bounded(1, 12)
HostileStaffOfASheet.TestCase.settings = bounded(2, 15)
TestHostileStaff = HostileStaff.TestCase
TestHostileStaffOfAWorkbook = HostileStaffOfAWorkbook.TestCase
TestHostileStaffOfASheet = HostileStaffOfASheet.TestCase
