"""Edits by staff, between any two requests of a program."""

from __future__ import annotations

import threading

import pytest

from tests.emulator import ApiError


def append(text):
    """Return a request that appends a row of one cell."""
    cell = {"userEnteredValue": {"stringValue": text}}
    return {"appendCells": {"rows": [{"values": [cell]}], "fields": "userEnteredValue"}}


@pytest.fixture
def tickets(staff):
    """Two tickets below a heading."""
    staff.rename_tab("Sheet1", "Tickets")
    for row, texts in enumerate([["Ticket", "Name"], ["R-1", "Hana"], ["R-2", "Ken"]], start=1):
        staff.type_row("Tickets", row, texts)
    return staff


def test_edits_can_be_made_between_two_requests(google, http_client, key, tickets):
    """A program that reads twice sees them the second time; None stops them."""
    seen = []

    def edit(request):
        seen.append(request.name)
        if len(seen) == 2:
            tickets.insert_rows("Tickets", 2)

    google.between(edit)
    read = [
        http_client.values(key, cell).json()["valueRanges"][0]["values"] for cell in ("A2", "A3")
    ]

    assert [[["R-1"]], [["R-1"]]] == read
    assert ["sheets.spreadsheets.values.batchGet"] * 2 == seen
    google.between(None)
    http_client.values(key, "A2")
    assert 2 == len(seen)


def test_another_program_can_make_requests_in_between(google, http_client, key, staff):
    """They are answered, and call nothing in between again."""
    calls = []

    def race(request):
        calls.append(request.method)
        http_client.done(key, append("other"))

    google.between(race)
    http_client.done(key, append("first"))

    assert ["POST"] == calls
    assert [["other"], ["first"]] == staff.values("Sheet1")


def test_requests_at_the_same_time_are_done_one_after_the_other(key, http_client):
    """Of ten that make developer metadata with the same id one succeeds."""
    mark = {
        "metadataId": 1,
        "metadataKey": "run",
        "visibility": "DOCUMENT",
        "location": {"spreadsheet": True},
    }
    asked = {"createDeveloperMetadata": {"developerMetadata": mark}}
    statuses = []
    threads = [
        threading.Thread(target=lambda: statuses.append(http_client.batch(key, asked).status_code))
        for _ in range(10)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert [200, *[400] * 9] == sorted(statuses)


def test_rows_are_counted_from_1_and_columns_are_letters(tickets):
    """In every edit."""
    tickets.copy_rows("Tickets", 2, 3, to=4)
    tickets.move_columns("Tickets", "B", "B", before="A")
    tickets.delete_rows("Tickets", 2)
    tickets.insert_columns("Tickets", "A")
    tickets.clear("Tickets", "C4")

    assert [["", "Name", "Ticket"], ["", "Ken", "R-2"], ["", "Hana", "R-1"], ["", "Ken"]] == (
        tickets.values("Tickets")
    )


def test_a_filter_hides_no_value_from_a_program(tickets, http_client, key):
    """It reads all rows."""
    tickets.filter("Tickets", "A1:B3", "B", hidden=["Ken"])

    assert 3 == len(http_client.values(key, "Tickets").json()["valueRanges"][0]["values"])


def test_an_edit_that_fails_raises(tickets):
    """And changes nothing; one visible tab always remains."""
    tickets.add_tab("Mine")
    hide = {"properties": {"sheetId": 0, "hidden": True}, "fields": "hidden"}
    tickets.edit({"updateSheetProperties": hide})
    with pytest.raises(ApiError, match="visible sheets"):
        tickets.delete_tab("Mine")
    with pytest.raises(ApiError, match="Unable to parse range"):
        tickets.type("Gone", "A1", "x")

    assert ["R-1", "R-2"] == [row[0] for row in tickets.values("Tickets")[1:]]
