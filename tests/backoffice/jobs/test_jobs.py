"""Sync, close and the rest, run after run beside staff who never stop typing."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import openpyxl
import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from backoffice import jobs
from backoffice.books import open_book
from backoffice.intake.ticket_numbers import ticket_number
from backoffice.messages.errors import AlreadyWrittenError, BookChangedError, RefusedError
from backoffice.rules.docket_pad_size import PAD_LEAST, PAD_MORE
from backoffice.sheet.headings import Tab
from estimator.rules.schedule import Batch
from tests.backoffice import closing_processes
from tests.backoffice.desks import (
    APPROVED,
    ASKED,
    JUNE,
    MAY,
    QUOTED,
    at,
    edit,
    rows_of,
    run_of,
    run_on,
)

FIRST_JUNE = "2026-06-01 09:00"


def typed(run):
    """Return all that staff typed, by ticket number."""
    grid = run.book.grid(Tab.TICKETS)
    return {row[0]: list(row) for row in grid[1:] if any(cell != "" for cell in row[1:])}


# --------------------------------------------------------------------------------------- sync


def test_sync_writes_only_tabs_that_changed():
    """A new ticket changes Quotes and Today, and not To fix."""
    run = run_of(QUOTED)
    jobs.sync(run)
    edit(run, 3, **ASKED)

    assert ["Today", "Quotes", "Log"] == jobs.sync(run).wrote


def test_every_run_that_writes_is_logged():
    """When, who, what, how many, by which prices."""
    run = run_of(APPROVED, QUOTED, ASKED | {"material": "K81"}, now=FIRST_JUNE)
    jobs.sync(run)
    jobs.close(at(run, "2026-06-01 09:05"), MAY)
    jobs.reopen(at(run, "2026-06-01 09:10"), MAY)
    rows = rows_of(run, Tab.LOG)

    assert [("1", "sync"), ("2", "close"), ("3", "reopen")] == [
        (row["run"], row["command"]) for row in rows
    ]
    assert {
        "when": "2026-06-01 09:05:00", "who": "Sato", "month": "2026-05", "tickets": "3",
        "problems": "1", "batched": "1", "edition": "2024-01-01", "mark": "202605",
    }.items() <= rows[1].items()  # fmt: skip
    assert ("3", "202605") == (rows[2]["mark"], rows[2]["frees"])


# --------------------------------------------------------------------------------- docket pad


def test_the_pad_grows_before_it_runs_out():
    """Fewer than a hundred blank rows become a hundred and fifty, with the next numbers; a hundred are enough."""
    run = run_of(*[QUOTED] * 21, pad=120)
    done = jobs.sync(run)
    numbers = [row[0] for row in run.book.grid(Tab.TICKETS)[1:]]

    assert PAD_MORE - 99 == done.pad
    assert [ticket_number(101 + offset) for offset in range(len(numbers))] == numbers
    assert (0, ()) == (jobs.sync(run).pad, jobs.sync(run).wrote)
    assert 0 == jobs.sync(run_of(*[QUOTED] * 20, pad=20 + PAD_LEAST)).pad


def test_numbers_are_never_issued_twice():
    """Also when the rows with the highest numbers were deleted."""
    run = run_of(QUOTED, pad=120)
    jobs.sync(run)
    del run.book.grid(Tab.TICKETS)[20:]
    run.book.save()
    jobs.sync(run)
    numbers = [row[0] for row in run.book.grid(Tab.TICKETS)[20:]]

    assert "R-00221" == numbers[0]
    assert rows_of(run, Tab.LOG)[-1]["pad_to"] == numbers[-1]


def test_a_book_without_any_numbers_begins_anew():
    """Staff deleted all rows: the pad starts at the first number."""
    run = run_of(pad=1)
    del run.book.grid(Tab.TICKETS)[1:]
    jobs.sync(run)

    assert PAD_MORE == len(run.book.grid(Tab.TICKETS)) - 1
    assert "R-00101" == run.book.grid(Tab.TICKETS)[1][0]


# --------------------------------------------------------------------------- somebody in between


def test_a_close_takes_what_was_saved_in_between():
    """An answer cleared at the last moment keeps the piece here."""
    run = run_of(APPROVED, APPROVED, now=FIRST_JUNE)
    run.book.before_write = lambda: edit(run, 2, answer="")
    jobs.close(run, MAY)

    assert ["R-00102"] == [row["ticket"] for row in rows_of(run, Tab.BATCHES)]


@pytest.mark.parametrize("first", [jobs.close, lambda run, _: jobs.sync(run)])
def test_two_people_press_the_button(first):
    """The second finds the month closed; there is one batch."""
    run = run_of(APPROVED, now=FIRST_JUNE)
    other = replace(run, who="Suzuki")
    run.book.before_write = lambda: first(other, MAY)
    done = jobs.close(run, MAY)

    assert (first is jobs.close) == done.again
    assert ["R-00101"] == [row["ticket"] for row in rows_of(run, Tab.BATCHES)]


def test_a_book_that_keeps_changing_is_given_up_on():
    """After five tries the error reaches the person, and nothing was written."""
    run = run_of(QUOTED)

    def meanwhile():
        run.book.save()
        run.book.before_write = meanwhile

    run.book.before_write = meanwhile
    with pytest.raises(BookChangedError):
        jobs.sync(run)
    assert 0 == run.book.writes


def test_a_used_run_number_is_not_used_again():
    """A write whose answer was lost is found as done, and the next run gets its own number."""
    run = run_of(QUOTED)
    real, lost = run.book.write, []

    def write(changes, *, once):
        real(changes, once=once)
        if not lost:
            lost.append(once)
            raise AlreadyWrittenError("workbook.done-before", path="memory.xlsx", mark=1)

    run.book.write = write
    jobs.sync(run)
    edit(run, 2, price=2000)
    jobs.sync(run)

    assert ["1", "2"] == [row["run"] for row in rows_of(run, Tab.LOG)]


# ------------------------------------------------------------------------------ a real workbook


def test_close_on_a_workbook_that_staff_rearranged(tmp_path):
    """Columns moved, columns added, rows sorted: the same batch, and all entries kept."""
    path = tmp_path / "desk.xlsx"
    closing_processes.make_desk(path)
    book = openpyxl.load_workbook(path)
    sheet = book["Tickets"]
    rows = [list(row) for row in sheet.iter_rows(values_only=True)]
    heading, tickets = rows[0], sorted(rows[1:], key=lambda row: row[0], reverse=True)
    sheet.delete_rows(1, sheet.max_row)
    for row in [["Shelf\n棚", *heading[::-1], "Photo taken by"], *(
        [f"A{number}", *row[::-1], "Mori"] for number, row in enumerate(tickets)
    )]:  # fmt: skip
        sheet.append(row)
    book.save(path)
    run = run_on(open_book(path), FIRST_JUNE)
    before = run.book.read().sheets["Tickets"].rows
    jobs.close(run, MAY)

    assert ["R-00101", "R-00102", "R-00103"] == sorted(
        row["ticket"] for row in rows_of(run, Tab.BATCHES)
    )
    assert before == run.book.read().sheets["Tickets"].rows[: len(before)]


# ----------------------------------------------------------------------- staff who never stop


CELLS = {
    "enquired": st.sampled_from(["", "2026/5/2", date(2026, 5, 3), "令和8年5月4日", "soon"]),
    "material": st.sampled_from(["", "silver", "18金メッキ", "K81"]),
    "replating": st.sampled_from(["", "yes", "no"]),
    "service:refinish": st.sampled_from(["", "✓", 1, "×"]),
    "service:stone": st.sampled_from(["", "３石", 2]),
    "together": st.sampled_from(["", "R-00101", "R-00102"]),
    "arrived": st.dates(date(2026, 5, 25), date(2026, 8, 5)),
    "inspected": st.sampled_from(["", date(2026, 6, 1), date(2026, 7, 2)]),
    "price": st.sampled_from(["", 0, "１，８００円", 5000, "ask"]),
    "go_ahead": st.sampled_from(["", 3000, 100_000]),
    "answer": st.sampled_from(["", "approved", "approved", "declined", "not repairable"]),
    "exception": st.sampled_from(["", "", "packaging"]),
    "back": st.sampled_from(["", "", date(2026, 7, 30)]),
    "sent": st.sampled_from(["", "", "", date(2026, 8, 1)]),
    "piece": st.text(max_size=8),
}


class BusyDesk(RuleBasedStateMachine):
    """Staff edit Tickets as they like; the script runs in between, at its own pace."""

    @initialize()
    def open(self):
        self.run = run_of(APPROVED, QUOTED, ASKED, APPROVED, now="2026-05-31 17:00", pad=115)
        self.frozen = {}

    def change(self):
        self.run.book.save()

    @property
    def grid(self):
        return self.run.book.grid(Tab.TICKETS)

    def guarded(self, job):
        """Run `job`; whatever it does, nothing typed may change."""
        before = [list(row) for row in self.grid]
        try:
            return job(self.run)
        except RefusedError:
            return None
        finally:
            assert before == self.grid[: len(before)]
            added = self.grid[len(before) :]
            assert all(set(row) - {""} <= {row[0]} for row in added)

    @rule(row=st.integers(2, 9), key=st.sampled_from(sorted(CELLS)), data=st.data())
    def type_into(self, row, key, data):
        if row <= len(self.grid):
            edit(self.run, row, **{key: data.draw(CELLS[key])})

    @rule(row=st.integers(2, 9))
    def fill_in(self, row):
        if row <= len(self.grid):
            edit(self.run, row, **(APPROVED | {"arrived": self.run.now.date()}))

    @rule(row=st.integers(2, 9))
    def delete(self, row):
        del self.grid[row - 1 : row]
        self.change()

    @rule(row=st.integers(2, 9))
    def copy(self, row):
        if row <= len(self.grid):
            self.grid.insert(row, list(self.grid[row - 1]))
            self.change()

    @rule(column=st.integers(0, 27))
    def sort(self, column):
        self.grid[1:] = sorted(self.grid[1:], key=lambda row: str(row[column]))
        self.change()

    @rule(days=st.integers(1, 20))
    def wait(self, days):
        self.run = at(self.run, self.run.now + timedelta(days=days))

    @rule()
    def sync(self):
        self.guarded(jobs.sync)
        assert () == self.guarded(jobs.sync).wrote

    @rule(row=st.integers(2, 9))
    def sync_while_somebody_types(self, row):
        self.run.book.before_write = lambda: edit(self.run, min(row, len(self.grid)), notes="now")
        jobs.sync(self.run)
        self.run.book.before_write = None

    @rule(month=st.sampled_from([MAY, JUNE, Batch(2026, 7)]))
    def close(self, month):
        done = self.guarded(lambda run: jobs.close(run, month))
        if done and not done.again and done.plan.pieces:
            assert str(month) not in self.frozen
            rows = rows_of(self.run, Tab.BATCHES)
            self.frozen[str(month)] = [row for row in rows if row["month"] == str(month)]

    @rule()
    def reopen(self):
        if self.frozen:
            last = max(self.frozen)
            month = Batch(int(last[:4]), int(last[5:]))
            if self.guarded(lambda run: jobs.reopen(run, month)) is not None:
                del self.frozen[last]

    @invariant()
    def a_closed_batch_never_changes(self):
        rows = rows_of(self.run, Tab.BATCHES)
        assert [row for month in sorted(self.frozen) for row in self.frozen[month]] == rows
        tickets = [row["ticket"] for row in rows]
        assert len(set(tickets)) == len(tickets), "a ticket went twice"


TestBusyDesk = BusyDesk.TestCase
TestBusyDesk.settings = settings(max_examples=12, stateful_step_count=14, deadline=None)
