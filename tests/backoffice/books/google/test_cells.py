"""What is typed into cells of a Google Sheet is read as typed and never changed."""

from __future__ import annotations

import re
from datetime import date, datetime

import pytest

from backoffice import jobs
from backoffice.intake.ticket_numbers import ticket_number
from backoffice.messages.errors import BookUnavailableError, LayoutError
from tests.backoffice.books.desks import NUMBERS, ODD_TEXTS, logged
from tests.backoffice.books.google.job_desks import run_on
from tests.backoffice.books.google_desks import before_next, emulator, new_desk, on
from tests.backoffice.desks import ARRIVED, POLICY

TEXTS = [*ODD_TEXTS, "長" * 49_999, "\u200b"]


def tickets(book):
    """Return the rows of Tickets, all equally long, by the first line of their headings."""
    heading, *rows = book.read().sheets["Tickets"].rows
    names = [str(name).split("\n")[0] for name in heading]
    return [dict(zip(names, row, strict=True)) for row in rows]


def test_odd_text_survives_a_sync_in_both_directions():
    """What is typed is read as typed, quoted in To fix and Batches as text, and never touched."""
    rows = [ARRIVED | {"notes": text, "piece": text, "order": text} for text in TEXTS]
    numbers = [ticket_number(101 + at) for at in range(120)]
    key = new_desk(emulator(), policy=POLICY.undated, numbers=numbers, tickets=rows)
    before = emulator().staff(key).entered("Tickets")

    jobs.start(run_on(key))
    again = jobs.sync(run_on(key))

    assert not again.wrote
    assert before == emulator().staff(key).entered("Tickets")
    assert TEXTS == [row["Notes"] for row in tickets(run_on(key).book)[: len(TEXTS)]]


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("2026-05-20", date(2026, 5, 20)),
        ("2026-05-20 13:30", datetime.fromisoformat("2026-05-20T13:30:00")),
        ("1899-12-31", 1),
        ("9999-12-31", 2958465),
        ("3200", 3200),
        ("TRUE", True),
        ("'2026-05-20", "2026-05-20"),
        ("6月1日ごろ", "6月1日ごろ"),
    ],
)
def test_a_day_is_read_where_a_day_is_likely(book, staff, typed, read):
    """Google sends numbers; those that are no date between 1950 and 2200 stay numbers."""
    staff.type("Tickets", "E4", typed)

    assert [read] == [row["Enquired"] for row in tickets(book)[2:3]]


def test_columns_are_known_by_heading_wherever_they_are_moved(book, staff):
    """A day stays a day when its column moves, and a column of staff's own is read as it is."""
    staff.move_columns("Tickets", "E", "E", before="K")
    staff.insert_columns("Tickets", "A")
    staff.type("Tickets", "A1", "Ours")
    staff.type("Tickets", "A2", "46162")

    first = tickets(book)[0]

    assert [46162, date(2026, 5, 20), "R-00101"] == [
        first[k] for k in ("Ours", "Enquired", "Ticket")
    ]


def test_a_tab_of_staffs_own_is_named_and_not_read(book, staff):
    """A tab of staff's own is in the snapshot by name, without cells."""
    staff.add_tab("Birthdays")
    staff.type("Birthdays", "A1", "secret")

    assert [] == book.read().sheets["Birthdays"].rows


@pytest.mark.parametrize("at", ["get", "batchGet", "batchUpdate"])
def test_a_tab_renamed_during_a_run_stops_it(key, staff, at):
    """At whichever request it happens, nothing is written, and the error names the tab."""
    before = staff.entered("Log")
    before_next(at, lambda: staff.rename_tab("Tickets", "Repairs"))

    with pytest.raises(LayoutError, match=r"“Tickets” .* is missing"):
        jobs.sync(run_on(key))

    assert before == staff.entered("Log")


def test_a_tab_deleted_during_a_write_stops_the_run(key, staff):
    """Google refuses the batch in full, and the error names the tab, if no run can make it again."""
    before = staff.entered("Quotes")
    before_next("batchUpdate", lambda: staff.delete_tab("Log"))

    with pytest.raises(LayoutError, match="Log"):
        jobs.sync(run_on(key))

    assert before == staff.entered("Quotes")


MOVES = {
    "once": ["AF"],
    "again, beside another run": ["AF", "EA and a run"],
    "before they are taken back": ["AC", "AF, AC"],
}
"""Before each write from the first on: which column is moved before which."""


@pytest.mark.parametrize("moves", MOVES.values(), ids=MOVES)
def test_a_column_moved_while_numbers_are_added_is_put_right(book, key, staff, moves):
    """The docket pad lands in the column of numbers, and no other cell changes."""
    before, turns = tickets(book), iter(moves)

    def work(request):
        turn = next(turns, "") if request.name.endswith("batchUpdate") else ""
        for column, to in re.findall("([A-Z])([A-Z])", turn):
            staff.move_columns("Tickets", column, column, before=to)
        if "run" in turn:
            other = on(emulator(), key)
            other.write(logged(other.read(), 2), once=2)

    emulator().between(work)
    book.write(logged(book.read(), 1, pad=["R-00111", "R-00112"]), once=1)
    emulator().between(None)

    after = tickets(book)
    assert before == after[: len(before)]
    assert [*NUMBERS, "R-00111", "R-00112"] == [row["Ticket"] for row in after if row["Ticket"]]
    assert not [row for row in after[len(before) :] if any(row.values()) and not row["Ticket"]]
    assert [[1], [2]][: 1 + ("and a run" in moves[-1])] == marks(staff)


def test_a_column_that_moves_at_every_write_is_reported(book, staff):
    """The error says which rows to delete; everything else is written once."""

    def move(request):
        if request.name.endswith("batchUpdate"):
            staff.move_columns("Tickets", "A", "A", before="C")

    emulator().between(move)
    with pytest.raises(BookUnavailableError, match="columns of Tickets were being moved"):
        book.write(logged(book.read(), 1, pad=["R-00111", "R-00112"]), once=1)
    emulator().between(None)

    assert [[1]] == marks(staff)


def marks(staff):
    """Return the marks in Log, a row each."""
    return [[cell for cell in row if cell] for row in staff.entered("Log")[1:]]


def test_a_tab_protected_against_us_is_reported(book, staff):
    """`write_blocker` names the tab, and a write is refused in full."""
    protection = {"range": {"sheetId": staff.sheet("Log").id}, "editors": {"users": []}}
    staff.edit({"addProtectedRange": {"protectedRange": protection}})

    blocker = book.write_blocker()
    assert blocker
    assert "the tab Log is protected against desk@" in blocker.en
    with pytest.raises(BookUnavailableError, match="protected"):
        book.write(logged(book.read(), 1), once=1)
    assert "0" == book.read().version
