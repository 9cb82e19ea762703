"""Staff at the Tickets of a Google Sheet, and what they may do at random."""

from __future__ import annotations

from collections import Counter
from contextlib import suppress

from hypothesis import strategies as st

from backoffice.sheet.addresses import column_letters
from backoffice.sheet.columns import TICKET
from backoffice.sheet.headings import find_column
from tests.backoffice.books.google_desks import emulator
from tests.emulator.api_errors import ApiError

STEPS: Counter[str] = Counter()
"""How often each thing was done."""

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
        return column_letters(number % len(self.rows[0]) + 1)

    def type(self, row, column, text):
        heading = self.rows[0][column % len(self.rows[0])]
        if not find_column(TICKET, [heading]):  # the manual says never to touch the number
            self.staff.type(self.tab, f"{self.column(column)}{self.row(row)}", text)

    def fill(self, text):
        """Fill in the next numbered row."""
        column = find_column(TICKET, self.rows[0])[0]
        for at, row in enumerate(self.rows[1:], start=2):
            if len(row) > column and sum(map(bool, row)) == 1 and row[column]:
                self.staff.type(
                    self.tab, f"{column_letters((column + 3) % 29 + 1)}{at}", text or "Noa"
                )
                return

    def sort(self, column, downwards):
        last = column_letters(len(self.rows[0]))
        cells = f"A2:{last}{max(len(self.rows), 2)}"
        self.staff.sort(self.tab, cells, self.column(column), downwards=downwards)

    def filter(self, column, hidden):
        last = column_letters(len(self.rows[0]))
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

    def delete_strays(self, numbers):
        """Delete the rows that hold nothing but one of `numbers`, in a wrong column."""
        column = find_column(TICKET, self.rows[0])[0]
        for at, row in reversed([*enumerate(self.rows[1:], start=2)]):
            filled = [column for column, cell in enumerate(row) if cell]
            if len(filled) == 1 and filled != [column] and row[filled[0]] in numbers:
                self.staff.delete_rows(self.tab, at)

    def clear(self, row, column):
        self.type(row, column, "")

    def rename_tab(self):
        self.staff.rename_tab(self.tab, "Repairs")
        self.tab = "Repairs"

    def name_back(self):
        self.staff.rename_tab(self.tab, "Tickets")
        self.tab = "Tickets"
