"""The filter of Tickets has arrows on columns that staff add later because `sync` offers them."""

from __future__ import annotations

import io
import re

import openpyxl

from backoffice.books.book import Changes
from backoffice.sheet.columns import OPTIONAL
from backoffice.sheet.filtered_columns import filter_width
from backoffice.sheet.headings import Tab
from tests.backoffice.books.desks import desk_in, new_workbook, parts

PHONE, NOTES = OPTIONAL[0].label.en, "Notes"


def older(*added: str, filtered: str) -> bytes:
    """Return a workbook in which Phone and what is behind Notes were added by hand."""
    book = openpyxl.load_workbook(io.BytesIO(new_workbook()))
    sheet = book["Tickets"]
    column = next(cell.column for cell in sheet[1] if str(cell.value).startswith(PHONE))
    sheet.delete_cols(column)
    for index, heading in enumerate(added):
        sheet.cell(1, 39 + index).value = heading
    sheet.auto_filter.ref = filtered
    sheet.auto_filter.add_filter_column(2, ["Ring"])
    saved = io.BytesIO()
    book.save(saved)
    return saved.getvalue()


def filtered_after_a_run(folder, data: bytes) -> tuple[str, str]:
    """Return the area of the filter, and the same by its name, after a run has written."""
    book = desk_in(folder, data)
    book.write(Changes(read=book.read(), tabs={Tab.QUOTES: [["R-00101"]]}), once=1)
    sheet = openpyxl.load_workbook(folder / "desk.xlsx")["Tickets"]
    assert ["Ring"] == sheet.auto_filter.filterColumn[0].filters.filter
    names = parts(folder / "desk.xlsx")["xl/workbook.xml"].decode()
    return sheet.auto_filter.ref, re.search(r"[^>]*Tickets'?!([^<]*)\$20000</definedName>", names)[
        1
    ]


def test_the_filter_takes_in_an_offered_column(tmp_path):
    """What it hides stays, and both places that hold its area agree."""
    data = older(PHONE, "Shelf", filtered="A1:AL20000")

    assert ("A1:AN20000", "$A$1:$AN") == filtered_after_a_run(tmp_path, data)


def test_a_filter_that_staff_made_stays(tmp_path):
    """One that leaves out columns that the desk began with is narrow on purpose."""
    data = older(PHONE, filtered="A1:C20000")

    assert "A1:C20000" == filtered_after_a_run(tmp_path, data)[0]


def test_which_columns_belong_to_the_filter():
    """Only an offered column makes it wider, with staff's own beside it, and none behind a gap."""
    cases = [["Shelf"], [PHONE], [PHONE, "Shelf"], [None, PHONE], [PHONE, NOTES], []]

    assert [2, 3, 4, 2, 2, 2] == [filter_width(["Ticket", "Name", *case], 2) for case in cases]
