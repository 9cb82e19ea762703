"""What is typed into cells of a Google Sheet is read as typed and never changed."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from backoffice import jobs
from backoffice.books.changes import Changes
from backoffice.intake.ticket_numbers import ticket_number
from backoffice.jobs.desk import Run, read_desk
from backoffice.messages.errors import BookUnavailableError, LayoutError
from backoffice.sheet.headings import Tab
from backoffice.sheet.snapshot import Link
from tests.backoffice.books.desks import NUMBERS, logged
from tests.backoffice.books.google_desks import emulator, new_desk, on
from tests.backoffice.desks import ARRIVED, NOW, POLICY

ODD = {
    "formula": "=1+1",
    "quoted formula": "'=1+1",
    "long": "長" * 49_999,
    "emoji": "💍👨‍👩‍👧 ring",
    "right to left": "שלום ‏مرحبا",
    "lines": "one\ntwo\tthree",
    "number-like": "00123",
    "nothing to see": "\u200b",
}


@pytest.fixture
def book(key):
    return on(emulator(), key)


@pytest.fixture
def staff(key):
    return emulator().staff(key)


def run_on(book):
    return Run(book=book, policy=POLICY, now=NOW, who="Sato")


def tickets(book):
    """Return the rows of Tickets by the first line of their headings."""
    heading, *rows = book.read().sheets["Tickets"].rows
    names = [str(name).split("\n")[0] for name in heading]
    return [dict(zip(names, row, strict=True)) for row in rows]


def test_odd_text_survives_a_sync_in_both_directions():
    """What is typed is read as typed, quoted in To fix and Batches as text, and never touched."""
    rows = [ARRIVED | {"notes": text, "piece": text, "order": text} for text in ODD.values()]
    numbers = [ticket_number(101 + at) for at in range(120)]
    key = new_desk(emulator(), policy=POLICY.undated, numbers=numbers, tickets=rows)
    before = emulator().staff(key).entered("Tickets")
    book = on(emulator(), key)

    jobs.start(run_on(book))
    again = jobs.sync(run_on(book))

    assert not again.wrote
    assert before == emulator().staff(key).entered("Tickets")
    assert list(ODD.values()) == [row["Notes"] for row in tickets(book)[: len(ODD)]]


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


def test_rows_are_equally_long(book):
    """Rows are padded where Google leaves out blank cells at the end."""
    rows = book.read().sheets["Tickets"].rows

    assert {len(rows[0])} == {len(row) for row in rows}


def test_a_tab_of_staffs_own_is_named_and_not_read(book, staff):
    """A tab of staff's own is in the snapshot by name, without cells."""
    staff.add_tab("Birthdays")
    staff.type("Birthdays", "A1", "secret")

    assert [] == book.read().sheets["Birthdays"].rows


def test_a_tab_without_headings_stops_the_run(book, staff):
    """A script tab without headings is named by the error, before anything is written."""
    staff.delete_rows("Quotes", 1)

    with pytest.raises(LayoutError, match="Quotes: the heading in A1 should be"):
        read_desk(run_on(book))


def test_an_empty_desk_is_a_desk(book, staff):
    """No ticket at all, only numbers: there is nothing to do and nothing to say."""
    staff.clear("Tickets", "B2:AZ20")

    assert 0 == len(read_desk(run_on(book)).rows.frame)


@pytest.mark.parametrize("at", ["get", "batchGet", "batchUpdate"])
def test_a_tab_renamed_during_a_run_stops_it(book, staff, at):
    """At whichever request it happens, nothing is written, and the error names the tab."""
    before = staff.entered("Log")

    def rename(request):
        if request.name.endswith(at):
            emulator().between(None)
            staff.rename_tab("Tickets", "Repairs")

    emulator().between(rename)
    with pytest.raises(LayoutError, match=r"“Tickets” .* is missing"):
        jobs.sync(run_on(book))

    assert before == staff.entered("Log")


def test_a_tab_deleted_during_a_write_stops_the_run(book, staff):
    """Google refuses the batch in full, and the error names the tab, if no run can make it again."""
    before = staff.entered("Quotes")

    def delete(request):
        if request.name.endswith("batchUpdate"):
            emulator().between(None)
            staff.delete_tab("Log")

    emulator().between(delete)
    with pytest.raises(LayoutError, match="Log"):
        jobs.sync(run_on(book))

    assert before == staff.entered("Quotes")


def test_a_column_moved_while_numbers_are_added_is_put_right(book, staff):
    """The docket pad lands in the column of numbers, and no other cell changes."""
    before = tickets(book)

    def move(request):
        if request.name.endswith("batchUpdate"):
            emulator().between(None)
            staff.move_columns("Tickets", "A", "A", before="F")

    emulator().between(move)
    book.write(logged(book.read(), 1, pad=["R-00111", "R-00112"]), once=1)

    after = tickets(book)
    assert before == after[: len(before)]
    assert [*NUMBERS, "R-00111", "R-00112"] == [row["Ticket"] for row in after if row["Ticket"]]
    assert not [row for row in after[len(before) :] if any(row.values()) and not row["Ticket"]]


def test_a_column_moved_again_beside_another_run_is_put_right_all_the_same(book, key, staff):
    """It moves at each of the first two writes, and somebody else's run comes in between."""
    writes = []

    def move(request):
        if request.name.endswith("batchUpdate"):
            writes.append(request)
            if len(writes) < 3:
                staff.move_columns("Tickets", *("AAF", "EEA")[len(writes) - 1])
            if len(writes) == 2:
                other = on(emulator(), key)
                other.write(logged(other.read(), 2), once=2)

    emulator().between(move)
    book.write(logged(book.read(), 1, pad=["R-00111", "R-00112"]), once=1)
    emulator().between(None)

    after = tickets(book)
    assert [*NUMBERS, "R-00111", "R-00112"] == [row["Ticket"] for row in after if row["Ticket"]]
    assert not [row for row in after[len(NUMBERS) :] if any(row.values()) and not row["Ticket"]]
    assert [1, 2] == [row[0] for row in marks(staff)]


def test_numbers_in_a_moved_column_are_moved_to_the_right_one(book, staff):
    """They land in a wrong column, and that column is moved before they are taken back."""
    writes = []

    def move(request):
        if request.name.endswith("batchUpdate"):
            writes.append(request)
            staff.move_columns("Tickets", *("AAC" if len(writes) == 1 else "AAF"))
            if len(writes) == 2:
                staff.move_columns("Tickets", *"AAC")  # the numbers are back in their place
                emulator().between(None)

    emulator().between(move)
    book.write(logged(book.read(), 1, pad=["R-00111", "R-00112"]), once=1)

    after = tickets(book)
    assert [*NUMBERS, "R-00111", "R-00112"] == [row["Ticket"] for row in after if row["Ticket"]]
    assert not [row for row in after[len(NUMBERS) :] if any(row.values()) and not row["Ticket"]]


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


def test_a_link_leads_to_its_cell(book, staff):
    """To fix leads to the cell within the file."""
    row = ["fix", "R-00101", "Enquired", Link("C2", "Tickets", "C2"), "?", "Write a date."]
    book.write(Changes(read=book.read(), tabs={Tab.TO_FIX: [row]}), once=1)

    sheet_id = staff.sheet("Tickets").id
    cell = staff.sheet("To fix").cell(1, 3)
    assert f"#gid={sheet_id}&range=C2" == cell["userEnteredFormat"]["textFormat"]["link"]["uri"]


def test_only_rows_that_changed_are_written(book, staff):
    """A colour that somebody gave a row, and a note beside it, stay."""
    rows = [["a", 1, "x"], ["b", 2, "y"], ["c", 3, "z"]]
    book.write(Changes(read=book.read(), tabs={Tab.TODAY: rows}), once=1)
    staff.type("Today", "L3", "a note of ours")
    emulator().requests.clear()

    book.write(Changes(read=book.read(), tabs={Tab.TODAY: [rows[0], ["b", 5, "y"]]}), once=2)

    assert [["a", 1, "x"], ["b", 5, "y", *[""] * 8, "a note of ours"]] == staff.entered("Today")[1:]
    assert b'"a"' not in emulator().requests[-1].body


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
