"""People who sort some columns, restore versions, clear tabs, and fill columns: two promises stay.

No piece goes out under another's number, and no month or piece goes out twice.  `python -m
tests.backoffice.jobs.test_hostile_staff STEPS` plays thousands of steps.
"""

from __future__ import annotations

import copy
import sys
import tempfile
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from backoffice import jobs
from backoffice.jobs.lost_closes import lost_closes
from backoffice.jobs.mending import mend
from backoffice.messages.errors import RefusedError
from backoffice.sheet.columns import ticket_columns
from backoffice.sheet.headings import Tab
from estimator.rules.schedule import Batch
from tests.backoffice.desks import APPROVED, POLICY, moment, run_of

KEYS = [column.key for column in ticket_columns(POLICY.undated)]
BLOCKS = [
    ("name", "email", "order", "photo", "piece"),
    ("piece",),
    ("piece", "material"),
    ("arrived", "inspected", "price", "answer"),
    ("enquired", "name", "email", "language", "order", "photo", "piece", "material"),
]
"""Columns that are sorted without the others."""

FILLED = ["service:chain", "service:stone", "go_ahead", "code", "exception", "notes"]


class HostileStaff(RuleBasedStateMachine):
    """A desk on which everything happens that the manual forbids."""

    @initialize()
    def open_desk(self):
        self.folder = tempfile.TemporaryDirectory()
        self.run = run_of(now="2026-05-04 09:00")
        self.run.book.folder = Path(self.folder.name)
        self.made = 0
        self.own = {}
        self.sent = {}
        self.closed = set()
        self.undo = None
        self.versions = []
        jobs.start(self.run)

    @property
    def grid(self):
        return self.run.book.grid(Tab.TICKETS)

    @property
    def rows(self):
        at = KEYS.index("piece")
        return [row for row in self.grid[1:] if str(row[at]).startswith("Piece")]

    def typed(self, row, **cells):
        for key, cell in cells.items():
            row[KEYS.index(key)] = cell
        self.run.book.save()

    @precondition(lambda self: self.undo is None)
    @rule(shift=st.integers(0, 20), count=st.integers(1, 4))
    def pieces_arrive(self, shift, count):
        """Pieces that may go, each on the next numbered row, under the number of that row."""
        self.take_in(shift, count)

    def take_in(self, shift, count):
        for _ in range(count):
            self.piece_arrives(shift)

    def piece_arrives(self, shift):
        at = KEYS.index("piece")
        row = next((r for r in self.grid[1:] if not r[at] and r[0]), None)
        if row is None:
            return
        self.made += 1
        day = self.run.now.date()
        piece = APPROVED | {
            "enquired": day - timedelta(days=9),
            "arrived": day - timedelta(days=3),
            "inspected": day - timedelta(days=2),
            "name": f"客 {chr(0x3042 + self.made % 80)}{self.made}",
            "email": f"c{self.made}@example.com",
            "order": f"{9000 + self.made}",
            "photo": f"https://photos.example/{self.made}",
            "piece": f"Piece {chr(65 + self.made % 26)}{chr(65 + self.made // 26)}",
            "price": 1000 + 100 * ((self.made * 7 + shift) % 50),
        }
        self.own[row[0]] = piece["piece"]
        self.typed(row, **piece)

    @rule(keys=st.sampled_from(BLOCKS), column=st.integers(0, 9), down=st.booleans())
    def sort_some_columns(self, keys, column, down):
        """The script saw the rows before, as it does every quarter of an hour."""
        if not self.try_to(jobs.sync) or self.undo is not None:
            return
        before = copy.deepcopy(self.grid)
        places = [KEYS.index(key) for key in keys]
        by = places[column % len(places)]
        moved = sorted(
            ([row[at] for at in places] for row in self.rows),
            key=lambda cells: str(cells[places.index(by)]),
            reverse=down,
        )
        for row, cells in zip(self.rows, moved, strict=True):
            for at, cell in zip(places, cells, strict=True):
                row[at] = cell
        self.run.book.save()
        if before != self.grid:
            self.undo = before

    @precondition(lambda self: self.undo is not None)
    @rule()
    def undo_the_sort(self):
        self.grid[:] = self.undo
        self.undo = None
        self.run.book.save()

    @rule(column=st.integers(0, len(KEYS) - 1), down=st.booleans())
    def sort_whole_rows(self, column, down):
        if self.undo is None:
            self.grid[1:] = sorted(
                self.grid[1:], key=lambda row: not row[1:] or str(row[column]), reverse=down
            )
            self.run.book.save()

    @rule(key=st.sampled_from(FILLED), cell=st.sampled_from([False, 0, "@", "Select…"]))
    def a_table_fills_a_column(self, key, cell):
        if cell == "Select…" and key != "exception":
            return
        if self.undo is None:
            for row in self.grid[1:]:
                if row[KEYS.index(key)] in ("", None):
                    row[KEYS.index(key)] = "" if cell == 0 and key in ("code", "notes") else cell
            self.run.book.save()

    @rule()
    def keep_version(self):
        if self.undo is None:
            self.versions.append((copy.deepcopy(self.run.book.grids), dict(self.own)))

    @precondition(lambda self: self.versions and self.undo is None)
    @rule(which=st.integers(0, 9))
    def restore_version(self, which):
        grids, own = self.versions[which % len(self.versions)]
        for name, rows in copy.deepcopy(grids).items():
            self.run.book.grids[name][:] = rows
        self.own = dict(own)
        self.run.book.save()

    @rule(tabs=st.sampled_from([(Tab.BATCHES,), (Tab.LOG,), (Tab.BATCHES, Tab.LOG), (Tab.TO_FIX,)]))
    def clear_tabs(self, tabs):
        for tab in tabs:
            del self.run.book.grid(tab)[1:]
        self.run.book.save()

    @rule(days=st.integers(1, 20))
    def time_passes(self, days):
        later = self.run.now + timedelta(days=days)
        if later < moment("2027-11-01 09:00"):
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
        if first < moment("2027-11-01 09:00"):
            self.run = replace(self.run, now=first)
        self.close_last_month()

    @rule()
    def close_last_month(self):
        day = self.run.now.date()
        month = Batch(day.year, day.month).later(-1)
        done = self.try_to(lambda run: jobs.close(run, month))
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
        try:
            return job(self.run)
        except RefusedError:
            return None

    @invariant()
    def nothing_was_typed_by_the_script(self):
        if hasattr(self, "own"):
            numbers = [row[0] for row in self.grid[1:] if row[0]]
            assert len(numbers) == len(set(numbers))

    def teardown(self):
        if hasattr(self, "folder"):
            self.folder.cleanup()


BOUNDED = settings(
    max_examples=6,
    stateful_step_count=25,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)
HostileStaff.TestCase.settings = BOUNDED
TestHostileStaff = HostileStaff.TestCase


if __name__ == "__main__":
    steps = int(sys.argv[1])
    run_state_machine_as_test(
        HostileStaff, settings=settings(BOUNDED, max_examples=steps // 50, stateful_step_count=50)
    )
