"""Staff work in the sheet while a sync runs, between any two of its requests: nothing typed is lost."""

from __future__ import annotations

from collections import Counter
from contextlib import contextmanager, suppress
from functools import cache

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule, run_state_machine_as_test

from backoffice import jobs, writing
from backoffice.books.columns import TICKET, ticket_columns
from backoffice.books.google.sheet import GoogleSheet
from backoffice.books.headings import find_column
from backoffice.desk import Run, read_desk
from backoffice.errors import BookChangedError, LayoutError
from tests.backoffice.desks import APPROVED, NOW, POLICY, QUOTED
from tests.books.google_desks import copied, emulator, new_desk, on
from tests.emulator.places import column_letters
from tests.emulator.problems import ApiError

LEAST, MORE = 6, 9
"""The docket pad of this desk, smaller than in earnest, so that it grows often."""

NUMBERS = [jobs.ticket_number(101 + at) for at in range(3 + LEAST)]
REPAIRED = {"quotes-repaired", "quotes-deleted", "batches-repaired", "log-repaired"}
COLUMNS = ticket_columns(POLICY.undated)

places = st.integers(0, 40)
typed = st.sampled_from(
    ["Emma", "山田 花子", "=1+1", "'=1+1", "00123", "2026-05-20", "1,800円", "✓", "approved", "R-00103",
     "silver", "שלום", "💍", "TRUE", "2958465", "x" * 300, ""]
)  # fmt: skip
edits = st.one_of(
    st.tuples(st.just("type"), places, places, typed),
    st.tuples(st.just("fill"), typed),
    st.tuples(st.just("sort"), places, st.booleans()),
    st.tuples(st.just("filter"), places, typed),
    st.tuples(st.just("insert_rows"), places, st.integers(1, 3)),
    st.tuples(st.just("delete_rows"), places),
    st.tuples(st.just("move_rows"), places, places),
    st.tuples(st.just("insert_columns"), places),
    st.tuples(st.just("move_columns"), places, places),
    st.tuples(st.just("copy_rows"), places, places),
    st.tuples(st.just("clear"), places, places),
)
moments = st.lists(st.lists(edits, min_size=2, max_size=8), min_size=3, max_size=4)
"""What staff do before each request of a run; the last also before all that follow."""
renamings = st.sampled_from([None] * 7 + [0, 1, 2])
"""Before which request the tab gets another name for a while, if at all."""

STEPS: Counter[str] = Counter()


@cache
def template():
    """Return the key of a desk that was synced, with three tickets."""
    tickets = [APPROVED, QUOTED, QUOTED | {"notes": "call first"}]
    key = new_desk(emulator(), policy=POLICY.undated, numbers=NUMBERS, tickets=tickets)
    jobs.start(Run(book=on(emulator(), key), policy=POLICY, now=NOW, who="Sato"))
    return key


class Desk:
    """Staff at the Tickets of one sheet.  Rows and columns are given by any number."""

    def __init__(self, key):
        self.staff = emulator().staff(key)
        self.tab = "Tickets"

    @property
    def rows(self):
        """What was entered, row by row."""
        return self.staff.entered(self.tab)

    def do(self, edit):
        """Do one edit; what Google would not allow does nothing."""
        name, *given = edit
        with suppress(ApiError):
            getattr(self, name)(*given)
            STEPS[name] += 1

    def row(self, number):
        return 2 + number % (len(self.rows) + 1)

    def column(self, number):
        return column_letters(number % len(self.rows[0]))

    def type(self, row, column, text):
        heading = self.rows[0][column % len(self.rows[0])]
        if not find_column(TICKET, [heading]):  # the manual says never to touch the number
            self.staff.type(self.tab, f"{self.column(column)}{self.row(row)}", text)

    def fill(self, text):
        """Fill in the next numbered row."""
        place = find_column(TICKET, self.rows[0])[0]
        for at, row in enumerate(self.rows[1:], start=2):
            if len(row) > place and sum(map(bool, row)) == 1 and row[place]:
                self.staff.type(self.tab, f"{column_letters((place + 3) % 29)}{at}", text or "Noa")
                return

    def sort(self, column, downwards):
        last = column_letters(len(self.rows[0]) - 1)
        cells = f"A2:{last}{max(len(self.rows), 2)}"
        self.staff.sort(self.tab, cells, self.column(column), downwards=downwards)

    def filter(self, column, hidden):
        last = column_letters(len(self.rows[0]) - 1)
        cells = f"A1:{last}{len(self.rows)}"
        self.staff.filter(self.tab, cells, self.column(column), [hidden])

    def insert_rows(self, row, count):
        self.staff.insert_rows(self.tab, self.row(row), count)

    def delete_rows(self, row):
        self.staff.delete_rows(self.tab, self.row(row))

    def move_rows(self, row, before):
        self.staff.move_rows(self.tab, self.row(row), self.row(row), self.row(before))

    def insert_columns(self, before):
        self.staff.insert_columns(self.tab, self.column(before))

    def move_columns(self, column, before):
        letters = self.column(column)
        self.staff.move_columns(self.tab, letters, letters, self.column(before))

    def copy_rows(self, row, to):
        self.staff.copy_rows(self.tab, self.row(row), self.row(row), self.row(to))

    def clear(self, row, column):
        self.type(row, column, "")

    def rename_tab(self):
        self.staff.rename_tab(self.tab, "Repairs")
        self.tab = "Repairs"

    def name_back(self):
        self.staff.rename_tab(self.tab, "Tickets")
        self.tab = "Tickets"


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
        """No number stands in two rows that only the script wrote, and none in another column."""
        place = find_column(TICKET, self.desk.rows[0])[0]
        alone = [row for row in self.desk.rows[1:] if sum(map(bool, row)) == 1]
        strays = [
            row for row in alone if len(row) <= place and str(row[-1]) > jobs.ticket_number(103)
        ]
        assert not [row for row in strays if str(row[-1]).startswith("R-0")]


def staffs_own(rows, issued):
    """Return rows without the numbers that a run issued and without blank rows at the end."""
    kept = [["" if cell in issued else cell for cell in row] for row in rows]
    for row in kept:
        while row and row[-1] == "":
            row.pop()
    while kept and not kept[-1]:
        kept.pop()
    return kept


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
    """Thousands of edits around and within hundreds of runs."""
    monkeypatch.setattr(writing, "PAD_LEAST", LEAST)
    monkeypatch.setattr(writing, "PAD_MORE", MORE)
    monkeypatch.setattr("backoffice.books.google.writing.ROOM", 5)
    STEPS.clear()

    run_state_machine_as_test(
        StaffAtWork,
        settings=settings(
            max_examples=50,
            stateful_step_count=10,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )

    assert STEPS["sync"] >= 100
    assert STEPS.total() >= 2000
