"""Staff work in the sheet while a sync runs, between any two of its requests: nothing typed is lost."""

from __future__ import annotations

from contextlib import contextmanager
from functools import cache

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule, run_state_machine_as_test

from backoffice import jobs
from backoffice.books.google.google_sheet import GoogleSheet
from backoffice.intake.ticket_numbers import ticket_number
from backoffice.jobs.desk import Run, read_desk
from backoffice.messages.errors import BookChangedError, BookUnavailableError, LayoutError
from backoffice.rules import docket_pad_size
from backoffice.sheet.columns import TICKET
from backoffice.sheet.headings import find_column
from tests.backoffice.books.google_desks import copied, emulator, new_desk, on
from tests.backoffice.books.staff_at_work import STEPS, Desk, edits
from tests.backoffice.desks import APPROVED, NOW, POLICY, QUOTED
from tests.selection import THOROUGH

LEAST, MORE = 6, 9
"""The docket pad of this desk, smaller than in earnest, so that it grows often."""

NUMBERS = [ticket_number(101 + at) for at in range(3 + LEAST)]
REPAIRED = {"quotes-repaired", "quotes-deleted", "batches-repaired", "log-repaired"}

moments = st.lists(st.lists(edits, min_size=2, max_size=8), min_size=3, max_size=4)
"""What staff do before each request of a run; the last also before all that follow."""
renamings = st.sampled_from([None] * 7 + [0, 1, 2])
"""Before which request the tab gets another name for a while, if at all."""


@cache
def template():
    """Return the key of a desk that was synced, with three tickets."""
    tickets = [APPROVED, QUOTED, QUOTED | {"notes": "call first"}]
    key = new_desk(emulator(), policy=POLICY.undated, numbers=NUMBERS, tickets=tickets)
    jobs.start(Run(book=on(emulator(), key), policy=POLICY, now=NOW, who="Sato"))
    return key


class StaffAtWork(RuleBasedStateMachine):
    """One desk, its staff, and a script that runs beside them."""

    @initialize()
    def open(self):
        """Open the sheet."""
        key = copied(emulator(), template())
        self.desk = Desk(key)
        self.run = Run(book=on(emulator(), key), policy=POLICY, now=NOW, who="Sato")

    @rule(edit=edits)
    def work(self, edit):
        """Staff do something while no script runs."""
        self.desk.do(edit)

    @rule(busy=moments, renamed=renamings)
    def sync_beside_staff(self, busy, renamed):
        """Staff work on while a sync reads and writes; each of its requests leaves their cells alone."""
        STEPS["sync"] += 1
        before = self.desk.rows
        issued = set()
        turns = enumerate(busy)

        def check():
            assert staffs_own(before, issued) == staffs_own(self.desk.rows, issued)

        def staff_work(request):
            nonlocal before
            check()
            turn, edits = next(turns, (len(busy), busy[-1]))
            for edit in edits:
                self.desk.do(edit)
            if turn == renamed:
                self.desk.rename_tab()
            before = self.desk.rows

        with recording(issued), between(staff_work):
            try:
                jobs.sync(self.run)
            except LayoutError as error:
                assert "Tickets" in str(error)
            except BookChangedError:
                pass  # tabs were renamed every time
            except BookUnavailableError as error:  # columns were moved every time
                assert "Delete the rows at the foot" in str(error)
                check()
                self.desk.delete_strays(issued)
                before = self.desk.rows
        check()
        self.sync_in_peace()

    def sync_in_peace(self):
        """With nobody at work, one sync makes all tabs right, and the next finds nothing to do."""
        self.desk.name_back()
        before = self.desk.rows
        issued = set()
        with recording(issued):
            jobs.sync(self.run)
            assert staffs_own(before, issued) == staffs_own(self.desk.rows, issued)
            again = jobs.sync(self.run)

        assert not again.wrote, "script tabs stand as they should"
        desk = read_desk(self.run)
        assert not REPAIRED & {problem.code for problem in desk.problems}
        assert len(desk.rows.blank) >= LEAST
        self.check_pad()

    def check_pad(self):
        """No number is in two rows that only the script wrote, and none in another column."""
        column = find_column(TICKET, self.desk.rows[0])[0]
        alone = [row for row in self.desk.rows[1:] if sum(map(bool, row)) == 1]
        strays = [row for row in alone if len(row) <= column and str(row[-1]) > ticket_number(103)]
        assert not [row for row in strays if str(row[-1]).startswith("R-0")]


def staffs_own(rows, issued):
    """Return rows without the numbers that a run issued, and without blank rows."""
    kept = [["" if cell in issued else cell for cell in row] for row in rows]
    for row in kept:
        while row and row[-1] == "":
            row.pop()
    return [row for row in kept if row]


@contextmanager
def recording(issued):
    """Note the numbers that runs put on the docket pad."""
    real = GoogleSheet.write

    def write(book, changes, *, once):
        issued.update(changes.pad)
        real(book, changes, once=once)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(GoogleSheet, "write", write)
        yield


@contextmanager
def between(work):
    """Let `work` happen before each request; what it asserts is raised here."""
    failed = []

    def call(request):
        try:
            work(request)
        except BaseException as error:
            failed.append(error)
            emulator().between(None)

    emulator().between(call)
    try:
        yield
    finally:
        emulator().between(None)
    if failed:
        raise failed[0]


def test_nothing_that_staff_typed_is_lost(monkeypatch):
    """Hundreds of edits around and within dozens of runs; with THOROUGH=1 some thousands."""
    monkeypatch.setattr(docket_pad_size, "PAD_LEAST", LEAST)
    monkeypatch.setattr(docket_pad_size, "PAD_MORE", MORE)
    monkeypatch.setattr("backoffice.books.google.tab_growth.ROOM", 5)
    STEPS.clear()
    times = 5 if THOROUGH else 1

    run_state_machine_as_test(
        StaffAtWork,
        settings=settings(
            derandomize=True,  # the same edits each time: a failure can be repeated
            max_examples=times * 8,
            stateful_step_count=10,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )

    assert STEPS["sync"] >= times * 13
    assert STEPS.total() >= times * 200
