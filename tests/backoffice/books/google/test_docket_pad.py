"""New numbers are right below the last one, also above a memo, and never on an entry."""

from __future__ import annotations

import pytest

from backoffice.books.changes import Changes
from tests.backoffice.books.desks import NUMBERS
from tests.backoffice.books.google_desks import emulator

NEW = ["R-00111", "R-00112"]
LAST = len(NUMBERS) + 1
MEMO, BOX = f"C{LAST + 9}", {"boolValue": False}


def filled(staff):
    """Return the rows of Tickets that are not blank."""
    return [row for row in staff.entered("Tickets") if any(row)]


def boxes(staff):
    """Let checkboxes fill a column down to the end of the tab."""
    area = {"sheetId": staff.sheet("Tickets").id, "startRowIndex": 1, "startColumnIndex": 28}
    staff.edit({"repeatCell": {"range": area, "cell": {"userEnteredValue": BOX}, "fields": "*"}})


BELOW = {
    "nothing": lambda staff: None,
    "a memo": lambda staff: staff.type("Tickets", MEMO, "memo"),
    "a memo in their column": lambda staff: staff.type("Tickets", f"A{LAST + 9}", "memo"),
    "boxes": boxes,
}


@pytest.mark.parametrize("below", BELOW.values(), ids=BELOW)
def test_numbers_are_right_below_the_last(book, staff, below):
    """What is further down stays, below them."""
    below(staff)
    before = filled(staff)

    book.write(Changes(read=book.read(), pad=NEW), once=1)

    rows = staff.entered("Tickets")
    assert [*NUMBERS, *NEW] == [row[0] for row in rows[1 : LAST + 2]]
    assert [row for row in before if row not in filled(staff)] == []


MEANWHILE = {
    "typed below": lambda staff: staff.type_row("Tickets", LAST + 1, ["", "", "", "Noa"]),
    "rows inserted above": lambda staff: staff.insert_rows("Tickets", 2, 3),
    "rows deleted": lambda staff: staff.delete_rows("Tickets", LAST - 3, LAST),
    "sorted": lambda staff: staff.sort("Tickets", f"A2:AC{LAST + 9}", "C", downwards=True),
    "columns moved": lambda staff: staff.move_columns("Tickets", "A", "A", "F"),
}


@pytest.mark.parametrize("meanwhile", MEANWHILE.values(), ids=MEANWHILE)
@pytest.mark.parametrize("request_number", [2, 3])
def test_no_entry_is_written_over_whatever_staff_do_meanwhile(
    book, staff, meanwhile, request_number
):
    """Before the cells are read, or before they are written: every entry is there, and each number once."""
    staff.type("Tickets", MEMO, "memo")
    names = []

    def work(request):
        names.append(request.name)
        if len(names) == request_number:
            meanwhile(staff)

    emulator().between(work)
    book.write(Changes(read=book.read(), pad=NEW), once=1)
    emulator().between(None)

    cells = [cell for row in staff.entered("Tickets") for cell in row if cell not in ("", False)]
    typed = {"memo", "山田 花子", "=1+1", *({"Noa"} if "Noa" in cells else ())}
    assert [1] * len(typed) == [cells.count(text) for text in typed]
    assert [1, 1] == [cells.count(number) for number in NEW]


def test_inserted_rows_look_and_check_like_the_others(book, staff):
    """Format and list of the row above."""
    rule = {"condition": {"type": "ONE_OF_LIST", "values": [{"userEnteredValue": "yes"}]}}
    area = {"sheetId": staff.sheet("Tickets").id, "startRowIndex": 1, "endRowIndex": LAST}
    cell = {"dataValidation": rule, "userEnteredFormat": {"wrapStrategy": "WRAP"}}
    fields = "dataValidation,userEnteredFormat"
    staff.edit({"repeatCell": {"range": area, "cell": cell, "fields": fields}})
    staff.type("Tickets", MEMO, "memo")

    book.write(Changes(read=book.read(), pad=NEW), once=1)

    new = staff.sheet("Tickets").cell(LAST, 0)
    assert {"stringValue": NEW[0]} == new["userEnteredValue"]
    assert cell == {key: new[key] for key in cell}
