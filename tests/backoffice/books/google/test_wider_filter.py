"""The filter of Tickets has arrows on columns that staff add later because `sync` offers them."""

from __future__ import annotations

from backoffice.books.book import Changes
from backoffice.sheet.addresses import column_letters
from backoffice.sheet.columns import OPTIONAL
from backoffice.sheet.headings import Tab
from tests.backoffice.books.google_desks import emulator, on

PHONE = OPTIONAL[0].label.en


def added_behind_the_filter(staff, *, filtered: bool = True) -> int:
    """Let staff filter all columns and add an offered one behind them; return the width of the filter."""
    headings = staff.entered("Tickets")[0]
    [phone] = [index for index, text in enumerate(headings) if text.split("\n")[0] == PHONE]
    letters = column_letters(phone + 1)
    staff.delete_columns("Tickets", letters, letters)
    width = len(headings) - 1
    if filtered:
        staff.filter("Tickets", f"A1:{column_letters(width)}31", "B", ["Hanako"])
    staff.type("Tickets", f"{column_letters(width + 1)}1", PHONE)
    return width


def test_the_filter_takes_in_an_offered_column(key):
    """One run makes it wider, hides what it hid, and the next has nothing to write."""
    staff, book = emulator().staff(key), on(emulator(), key)
    width = added_behind_the_filter(staff)
    hidden = staff.sheet("Tickets").filter["filterSpecs"]

    book.write(Changes(read=book.read(), tabs={Tab.QUOTES: [["R-00101"]]}), once=1)

    found = staff.sheet("Tickets").filter
    assert (width + 1, hidden) == (found["range"]["endColumnIndex"], found["filterSpecs"])


def test_a_tab_without_a_filter_gets_none(key):
    """Staff have removed it."""
    staff, book = emulator().staff(key), on(emulator(), key)
    added_behind_the_filter(staff, filtered=False)

    book.write(Changes(read=book.read(), tabs={Tab.QUOTES: [["R-00101"]]}), once=1)

    assert staff.sheet("Tickets").filter is None
