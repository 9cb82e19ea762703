"""The filter of Tickets has arrows on columns that staff add later because `sync` offers them."""

from __future__ import annotations

import pytest

from backoffice.books.book import Changes
from backoffice.sheet.addresses import column_letters
from backoffice.sheet.columns import OPTIONAL
from backoffice.sheet.headings import Tab

PHONE = OPTIONAL[0].label.en


@pytest.mark.parametrize("is_filtered", [True, False])
def test_the_filter_takes_in_an_offered_column(book, staff, is_filtered):
    """One run makes it wider and hides what it hid; staff who have removed the filter get none."""
    headings = staff.entered("Tickets")[0]
    [phone] = [index for index, text in enumerate(headings) if text.split("\n")[0] == PHONE]
    letters = column_letters(phone + 1)
    staff.delete_columns("Tickets", letters, letters)
    width = len(headings) - 1
    if is_filtered:
        staff.filter("Tickets", f"A1:{column_letters(width)}31", "B", ["Hanako"])
    staff.type("Tickets", f"{column_letters(width + 1)}1", PHONE)
    before = staff.sheet("Tickets").filter

    book.write(Changes(read=book.read(), tabs={Tab.QUOTES: [["R-00101"]]}), once=1)

    area = {**before["range"], "endColumnIndex": width + 1} if before else {}
    assert (before and {**before, "range": area}) == staff.sheet("Tickets").filter
