"""A formula that gives another day every day is reported: its piece would move from month to month."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from openpyxl import load_workbook

from backoffice.books.workbook.package.day_formulas import with_day_formulas
from backoffice.sheet.addresses import column_letters
from backoffice.sheet.headings import Tab
from backoffice.sheet.snapshot import FollowsToday, follows_today
from tests.backoffice.books.desks import desk_in
from tests.backoffice.books.google_desks import asked, emulator, new_desk, on
from tests.backoffice.desks import APPROVED, assessed


@pytest.mark.parametrize(
    ("formula", "follows"),
    [
        ("=TODAY()", True),
        ("=today( )-3", True),
        ('=DATEVALUE(TEXT(NOW(),"yyyy-mm-dd"))', True),
        ("=DATE(2026,6,1)", False),
        ('=A1&" NOW("', False),
        ("=MYTODAY()", False),
    ],
)
def test_formulas(formula, follows):
    """Only TODAY and NOW as functions count."""
    assert follows == follows_today(formula)


def test_the_piece_stays_until_the_day_is_typed():
    """The cell is named, and the piece is held."""
    desk = assessed(APPROVED | {"arrived": FollowsToday(2026, 5, 20)})
    [problem] = [each for each in desk.problems if each.code == "follows-today"]

    assert desk.layout.address(2, "arrived") == problem.address(desk.layout)
    assert "2026-05-20 today" in problem.message("en")
    assert [True] == desk.assessment.frame["fix"].tolist()


@pytest.mark.parametrize("attributes", ['r="B2"', ""], ids=["addresses", "no addresses"])
def test_a_workbook(attributes):
    """Also where many cells share one formula; a day that was typed stays as it is."""
    day = date(2026, 6, 1)
    other = attributes.replace("B2", "B3")
    third = attributes.replace("B2", "B4")
    xml = (
        "<worksheet><sheetData><row><c><v>1</v></c></row>"
        f'<row><c/><c {attributes}><f t="shared" si="0" ref="B2:B3">TODAY()</f><v>46174</v></c></row>'
        f'<row><c/><c {other}><f t="shared" si="0"/><v>46174</v></c></row>'
        f"<row><c/><c {third}><v>46174</v></c></row></sheetData></worksheet>"
    ).encode()
    rows = with_day_formulas(xml, [["", ""], ["", day], ["", datetime(2026, 6, 1, 9)], ["", day]])

    assert [FollowsToday, FollowsToday, date] == [type(row[1]) for row in rows[1:]]


def test_a_workbook_that_a_program_saved(tmp_path):
    """As openpyxl writes it, with the result that a spreadsheet adds."""
    book = desk_in(tmp_path)
    path = tmp_path / "desk.xlsx"
    made = load_workbook(path)
    headings = [cell.value for cell in made["Tickets"][1]]
    column = next(at for at, text in enumerate(headings, 1) if str(text).startswith("Arrived"))
    made["Tickets"].cell(2, column, "=TODAY()")
    made.save(path)

    assert "=TODAY()" == book.read().sheets["Tickets"].rows[1][column - 1]


def test_a_google_sheet():
    """One request more while a day of today is there; only the formula is reported."""
    key = new_desk(emulator())
    staff, book = emulator().staff(key), on(emulator(), key)
    assert 2 == len(asked(book.read))
    at = [cell.split("\n")[0] for cell in staff.entered("Tickets")[0]].index("Arrived")
    column = column_letters(at + 1)
    staff.type("Tickets", f"{column}2", "=TODAY()")
    staff.type("Tickets", f"{column}3", f"{date.today():%Y-%m-%d}")

    names = asked(book.read)
    rows = book.read().sheets[Tab.TICKETS.value.en].rows

    assert ["get", "batchGet", "batchGet"] == names
    assert [FollowsToday, date] == [type(rows[1][at]), type(rows[2][at])]
