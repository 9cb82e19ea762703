"""Reading and clearing the values of cells."""

from __future__ import annotations

import pytest

BOLD = {"userEnteredFormat": {"textFormat": {"bold": True}}, "note": "mind this"}


def test_empty_rows_and_cells_at_the_end_are_left_out(http_client, key, staff):
    """Those before a filled cell are kept, as empty rows and empty text."""
    staff.type("Sheet1", "B2", "x")

    (found,) = http_client.values(key, "A1:C3").json()["valueRanges"]

    assert {"range": "Sheet1!A1:C3", "majorDimension": "ROWS", "values": [[], ["", "x"]]} == found


def test_an_empty_range_has_no_values(http_client, key):
    """The reply has no field `values`."""
    (found,) = http_client.values(key, "Sheet1!A1:B2").json()["valueRanges"]

    assert {"range": "Sheet1!A1:B2", "majorDimension": "ROWS"} == found


def test_several_ranges_come_in_the_order_they_were_asked_for(http_client, key, staff):
    """Also when one of them comes twice."""
    staff.type_row("Sheet1", 1, ["a", "b"])

    found = http_client.values(key, "B1", "A1", "B1").json()["valueRanges"]

    assert [[["b"]], [["a"]], [["b"]]] == [one["values"] for one in found]


def test_columns_can_be_asked_for(http_client, key, staff):
    """With majorDimension COLUMNS each list is a column."""
    staff.type_row("Sheet1", 1, ["a", "b"])
    staff.type_row("Sheet1", 2, ["", "c"])

    (found,) = http_client.values(key, "A1:C3", majorDimension="COLUMNS").json()["valueRanges"]

    assert ("COLUMNS", [["a"], ["b", "c"]]) == (found["majorDimension"], found["values"])


@pytest.mark.parametrize(
    ("how", "dates", "seen"),
    [
        ("UNFORMATTED_VALUE", "SERIAL_NUMBER", [2, 43831]),
        ("UNFORMATTED_VALUE", "FORMATTED_STRING", [2, "2020-01-01"]),
        ("FORMATTED_VALUE", "SERIAL_NUMBER", ["2", "2020-01-01"]),
        ("FORMULA", "SERIAL_NUMBER", ["=4/2", 43831]),
    ],
)
def test_values_come_as_asked_for(http_client, key, staff, how, dates, seen):
    """As numbers, as text in their formats, or as formulas."""
    staff.type_row("Sheet1", 1, ["=4/2", "2020-01-01"])

    answer = http_client.values(key, "A1:B1", valueRenderOption=how, dateTimeRenderOption=dates)

    assert [seen] == answer.json()["valueRanges"][0]["values"]


@pytest.mark.parametrize("by", ["updateCells", "staff"])
def test_all_of_a_tab_can_be_cleared(http_client, key, staff, by):
    """Values are removed; notes and formats stay."""
    area = {"endRowIndex": 1, "endColumnIndex": 1}
    http_client.done(key, {"repeatCell": {"range": area, "cell": BOLD, "fields": "*"}})
    staff.type("Sheet1", "A1", "x")
    staff.type("Sheet1", "Z1000", "y")

    if by == "updateCells":
        http_client.done(
            key, {"updateCells": {"range": {"sheetId": 0}, "fields": "userEnteredValue"}}
        )
    else:
        staff.clear("Sheet1")

    assert [] == staff.values("Sheet1")
    assert BOLD == staff.sheet("Sheet1").cell(0, 0)
