"""A month is closed once: the note and the tab that its close leaves in a Google Sheet."""

from __future__ import annotations

import pytest

from backoffice.books.book import Changes
from backoffice.sheet.headings import Tab
from tests.backoffice.books.desks import logged
from tests.backoffice.books.google_desks import emulator, on


@pytest.fixture
def book(key):
    """A desk on the emulator."""
    return on(emulator(), key)


def test_a_reading_lists_the_months_that_notes_and_tabs_say_are_closed(book, key):
    """Both are known from one reading, also those of months that Log does not show."""
    book.write(logged(book.read(), 202605), once=202605)
    emulator().staff(key).add_tab("2026-04 closing")
    emulator().staff(key).add_tab("2026-03 closing notes of ours")

    read = book.read()

    assert {202605} == read.month_notes
    assert 202604 in read.closing_tabs
    assert {202604, 202605} == read.closed_elsewhere


def test_the_note_of_a_month_that_log_has_lost_stays(book, key):
    """Somebody cleared Log: the next run does not take the note for one that is free."""
    book.write(logged(book.read(), 202605), once=202605)
    emulator().staff(key).clear("Log", "A2:N99")

    book.write(Changes(read=book.read(), tabs={Tab.DESK: [["a", 1, "b"]]}), once=9)

    assert {202605} == book.read().month_notes
