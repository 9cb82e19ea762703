"""Every implementation of a book is read and written in the same way; a new one joins `DESKS`."""

from __future__ import annotations

from datetime import date, datetime
from functools import partial

import pytest

from backoffice.books.changes import Changes
from backoffice.messages.errors import AlreadyWrittenError, BookChangedError
from backoffice.sheet.headings import Tab
from backoffice.sheet.script_columns import LOG, QUOTES, SCRIPT_COLUMNS, position
from backoffice.sheet.snapshot import Link
from tests.backoffice.books.desks import NUMBERS, ODD_TEXTS, log_row, logged
from tests.contracts.back_ends import DESKS


@pytest.fixture(params=DESKS)
def desk_in(request, tmp_path):
    """How to make a desk in one of the back ends, in a language."""
    return partial(request.param, tmp_path)


@pytest.fixture
def desk(desk_in):
    """A desk, and a function that opens it again as somebody else does."""
    return desk_in()


@pytest.fixture
def book(desk):
    return desk[0]


def cells(book, tab):
    return [list(row) for row in book.read().sheets[tab.value.en].rows]


def quote_row(**values):
    row = [None] * len(QUOTES)
    for key, value in values.items():
        row[position(Tab.QUOTES, key)] = value
    return row


def test_all_tabs_are_read_with_their_headings(book):
    """A new book shows every tab; headings of Tickets are in both languages."""
    sheets = book.read().sheets

    assert [tab.value.en for tab in Tab] == list(sheets)
    assert sheets["Tickets"].rows[0][0] == "Ticket\n受付番号"


def test_what_staff_typed_is_read_as_typed(book):
    """Leading zeros, full-width digits, dates and text that looks like a formula survive."""
    _, first, second, *_ = cells(book, Tab.TICKETS)

    assert ["R-00101", date(2026, 5, 20), "00123"] == [first[0], first[4], first[8]]
    assert [second[8], second[22]] == ["=1+1", "１，８００円"]


def test_rows_of_a_script_tab_come_back_as_written(book):
    """Text, amounts, days and moments keep their types."""
    now = datetime.fromisoformat("2026-06-09T10:30:15")
    row = quote_row(
        ticket="R-00101", stage="=quoted", quoted=3200, batch="2026-06", back=date(2026, 7, 31)
    )
    row[position(Tab.QUOTES, "computed")] = now

    book.write(Changes(read=book.read(), tabs={Tab.QUOTES: [row]}), once=1)

    heading, written = cells(book, Tab.QUOTES)
    assert [column.heading("en") for column in QUOTES] == heading
    assert [cell if cell is not None else "" for cell in row] == written


def test_a_tab_left_out_stays_as_it_is(book):
    """Only the tabs that are named change."""
    book.write(logged(book.read(), 1), once=1)
    before = cells(book, Tab.LOG)

    book.write(Changes(read=book.read(), tabs={Tab.TODAY: [["a", 1, "b"]]}), once=2)

    assert before == cells(book, Tab.LOG)
    assert cells(book, Tab.TODAY)[1][:3] == ["a", 1, "b"]


def test_fewer_rows_leave_none_behind(book):
    """Rows of the run before are deleted, also if no row follows."""
    book.write(Changes(read=book.read(), tabs={Tab.TODAY: [["a", 1, "b"]] * 50}), once=1)
    book.write(Changes(read=book.read(), tabs={Tab.TODAY: []}), once=2)

    assert len(cells(book, Tab.TODAY)) == 1


def test_a_link_shows_its_text(book):
    """To fix leads to the cell; reading shows the words."""
    link = Link("C2", "Tickets", "C2")
    row = ["to fix", "R-00101", "Enquired", link, "?", "Write a date."]

    book.write(Changes(read=book.read(), tabs={Tab.TO_FIX: [row]}), once=1)

    assert [*row[:3], "C2", *row[4:]] == cells(book, Tab.TO_FIX)[1]


def test_the_docket_pad_grows_below_and_tickets_stay(book):
    """New numbers are below the last row; every other cell of Tickets is unchanged."""
    before = cells(book, Tab.TICKETS)

    book.write(Changes(read=book.read(), pad=["R-00111", "R-00112"]), once=1)

    after = cells(book, Tab.TICKETS)
    assert before == after[: len(before)]
    assert [*NUMBERS, "R-00111", "R-00112"] == [row[0] for row in after[1:]]
    assert {""} == {cell for row in after[len(before) :] for cell in row[1:]}


def test_the_version_changes_with_every_write(book):
    """Two readings of the same state agree; a write makes another."""
    before = book.read().version
    assert before == book.read().version

    book.write(logged(book.read(), 1), once=1)

    assert before != book.read().version


def test_a_number_writes_once(book):
    """The second write with a used number is `AlreadyWrittenError` and changes nothing."""
    book.write(logged(book.read(), 202606), once=202606)
    state = book.read()

    with pytest.raises(AlreadyWrittenError):
        book.write(logged(state, 202606), once=202606)

    assert state.version == book.read().version


def test_a_freed_number_may_be_used_again(book):
    """Reopening a month frees its mark; closing it again uses it up again."""
    book.write(logged(book.read(), 202606), once=202606)
    book.write(logged(book.read(), 7, frees=202606), once=7)
    book.write(logged(book.read(), 202606), once=202606)

    with pytest.raises(AlreadyWrittenError):
        book.write(logged(book.read(), 202606), once=202606)


def test_what_a_close_relies_on_holds(book):
    """Where something has to be tried out first it is as the desk assumes; afterwards a month can be closed."""
    checks = book.probe(now=datetime.fromisoformat("2026-06-09T10:30:15"), version="1.2.3")

    assert [] == [str(check.outcome) for check in checks if not check.ok]
    assert book.may_close(book.read())
    assert [tab.value.en for tab in Tab] == list(book.read().sheets)


def test_a_book_saved_in_between_is_not_written(desk):
    """After somebody else's write ours is `BookChangedError` and changes nothing."""
    book, elsewhere = desk
    read = book.read()
    elsewhere().write(logged(read, 1), once=1)
    state = book.read()

    with pytest.raises(BookChangedError):
        book.write(logged(read, 2), once=2)

    assert state == book.read()


def test_a_lost_answer_is_recognised(desk):
    """The same write again, from the same reading, is known as done and not as a clash."""
    book, elsewhere = desk
    changes = logged(book.read(), 202606)
    elsewhere().write(changes, once=202606)

    with pytest.raises(AlreadyWrittenError):
        book.write(changes, once=202606)


@pytest.mark.parametrize("text", ODD_TEXTS)
def test_text_stays_the_same_text(book, text):
    """Nothing that is text becomes a formula, a number, a date or a truth."""
    book.write(Changes(read=book.read(), tabs={Tab.TODAY: [[text, 1, text]]}), once=1)

    assert [text, 1, text] == cells(book, Tab.TODAY)[1][:3]


def test_every_script_tab_can_be_written(book):
    """All tabs in one go, as a run does."""
    tabs = {tab: [[None] * len(columns)] for tab, columns in SCRIPT_COLUMNS.items()}
    tabs[Tab.LOG] = [log_row(1)]

    book.write(Changes(read=book.read(), tabs=tabs), once=1)

    assert cells(book, Tab.LOG)[1][position(Tab.LOG, "mark")] == 1
    assert len(LOG) == len(cells(book, Tab.LOG)[0])


def test_a_japanese_book_keeps_its_language(desk_in):
    """Headings come back in the language of the tab's name."""
    book, _ = desk_in("ja")

    book.write(Changes(read=book.read(), tabs={Tab.TODAY: [["件数", 1, ""]]}), once=1)

    assert book.read().sheets["本日"].rows[0][:3] == [
        "受付番号\nTicket",
        "お名前\nName",
        "品名\nPiece",
    ]
