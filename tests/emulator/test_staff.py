"""Staff at work between two requests."""

from __future__ import annotations

import threading

import pytest

from tests.emulator import ApiError
from tests.emulator.talking import gspread_for


@pytest.fixture
def tickets(staff):
    """Three tickets below a heading."""
    staff.rename_tab("Sheet1", "Tickets")
    for row, texts in enumerate([["Ticket", "Name"], ["R-1", "Hana"], ["R-2", "Ken"]], start=1):
        staff.type_row("Tickets", row, texts)
    return staff


def test_edits_happen_between_two_requests(google, book, tickets):
    """A program that reads twice sees them the second time."""
    seen = []

    def edit(request):
        seen.append(request.name)
        if len(seen) == 2:
            tickets.insert_rows("Tickets", 2)

    google.between(edit)
    first = book.values_get("Tickets!A2")["values"]
    second = book.values_get("Tickets!A3")["values"]

    assert [[["R-1"]], [["R-1"]]] == [first, second]
    assert ["sheets.spreadsheets.values.get"] * 2 == seen
    google.between(None)
    book.values_get("Tickets!A2")
    assert 2 == len(seen)


def test_another_program_can_run_in_between(google, book, key, tmp_path, staff):
    """Requests made by the callback are answered and call nothing again."""
    other = gspread_for(google, tmp_path).open_by_key(key)
    calls = []

    def race(request):
        calls.append(request.method)
        other.values_append("Sheet1", {"valueInputOption": "RAW"}, {"values": [["other"]]})

    google.between(race)
    book.values_append("Sheet1", {"valueInputOption": "RAW"}, {"values": [["first"]]})

    assert ["POST"] == calls
    assert [["other"], ["first"]] == staff.values("Sheet1")


def test_two_writers_at_once_are_served_one_after_the_other(google, key, plain, staff):
    """Of ten that leave the same mark one succeeds."""
    mark = {
        "metadataId": 1,
        "metadataKey": "run",
        "visibility": "DOCUMENT",
        "location": {"spreadsheet": True},
    }
    asked = {"createDeveloperMetadata": {"developerMetadata": mark}}
    plain.ask("GET", key)
    statuses = []
    threads = [
        threading.Thread(target=lambda: statuses.append(plain.batch(key, asked).status_code))
        for _ in range(10)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert [200, *[400] * 9] == sorted(statuses)


def test_rows_and_columns_are_counted_as_staff_see_them(tickets):
    """From 1, and in letters."""
    tickets.copy_rows("Tickets", 2, 3, to=4)
    tickets.move_columns("Tickets", "B", "B", before="A")
    tickets.delete_rows("Tickets", 2)
    tickets.insert_columns("Tickets", "A")
    tickets.clear("Tickets", "C4")

    assert [["", "Name", "Ticket"], ["", "Ken", "R-2"], ["", "Hana", "R-1"], ["", "Ken"]] == (
        tickets.values("Tickets")
    )


def test_tabs_are_added_moved_hidden_and_deleted(tickets):
    """As in the bar below the grid."""
    tickets.add_tab("Mine")
    tickets.move_tab("Mine", 1)
    tickets.hide_tab("Tickets")
    with pytest.raises(ApiError, match="visible sheets"):
        tickets.delete_tab("Mine")

    tickets.hide_tab("Tickets", hidden=False)
    tickets.delete_tab("Mine")
    assert ["Tickets"] == tickets.tabs


def test_a_filter_hides_no_value_from_a_program(tickets, plain, key):
    """Values are read as before; whether a row is hidden is not guessed."""
    tickets.filter("Tickets", "A1:B3", "B", hidden=["Ken"])

    assert 3 == len(plain.ask("GET", f"{key}/values/Tickets").json()["values"])
    fields = "fields=sheets.data.rowMetadata.hiddenByFilter"
    assert 501 == plain.ask("GET", f"{key}?{fields}").status_code
    tickets.clear_filter("Tickets")
    assert 200 == plain.ask("GET", f"{key}?{fields}").status_code


def test_an_edit_that_fails_changes_nothing(tickets):
    """It raises, as a message on the screen would."""
    with pytest.raises(ApiError, match="exceeds grid limits"):
        tickets.sort("Tickets", "A1:AB9", "A")
    with pytest.raises(ApiError, match="Unable to parse range"):
        tickets.type("Gone", "A1", "x")

    assert ["R-1", "R-2"] == [row[0] for row in tickets.values("Tickets")[1:]]
