"""Ranges in A1 notation."""

from __future__ import annotations

import pytest


@pytest.mark.parametrize(
    ("asked", "written"),
    [
        ("Sheet1", "Sheet1!A1:Z1000"),
        ("'Sheet1'!B2", "Sheet1!B2"),
        ("sheet1!b2:c3", "Sheet1!B2:C3"),
        ("D4:A1", "Sheet1!A1:D4"),
        ("A1:C", "Sheet1!A1:C1000"),
        ("B:B", "Sheet1!B1:B1000"),
        ("3:4", "Sheet1!A3:Z4"),
        ("A990:B2000", "Sheet1!A990:B1000"),
        ("To fix", "'To fix'!A1:Z1000"),
        ("To fix!A:A", "'To fix'!A1:A1000"),
        ("'D3'!A1", "'D3'!A1"),
        ("D3", "Sheet1!D3"),
        ("'It''s'!A1", "'It''s'!A1"),
        ("'受付'!A1", "'受付'!A1"),
    ],
)
def test_a_range_comes_back_in_one_spelling(http_client, key, staff, asked, written):
    """Names in quotes where needed, corners in order, open ends closed at the edge of the grid."""
    for title in ("To fix", "D3", "It's", "受付"):
        staff.add_tab(title)

    (found,) = http_client.values(key, asked).json()["valueRanges"]

    assert written == found["range"]


def test_cells_without_a_tab_are_on_the_first_visible_one(http_client, key, staff):
    """A hidden tab before it does not count."""
    staff.add_tab("Second")
    hide = {"properties": {"sheetId": 0, "hidden": True}, "fields": "hidden"}
    staff.edit({"updateSheetProperties": hide})

    (found,) = http_client.values(key, "A1").json()["valueRanges"]

    assert "Second!A1" == found["range"]


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ("Nope!A1", "Unable to parse range: Nope!A1"),
        ("Sheet1!Nope", "Unable to parse range: Sheet1!Nope"),
        ("Sheet1!A0", "Unable to parse range: Sheet1!A0"),
        (
            "Sheet1!A1001:B1001",
            "Range (Sheet1!A1001:B1001) exceeds grid limits. Max rows: 1000, max columns: 26",
        ),
        ("Sheet1!AA1", "Range (Sheet1!AA1) exceeds grid limits. Max rows: 1000, max columns: 26"),
    ],
)
def test_a_range_that_does_not_exist_is_refused(http_client, key, asked, said):
    """With 400 and the range in the message."""
    error = http_client.values(key, asked).json()["error"]

    assert (400, "INVALID_ARGUMENT", said) == (error["code"], error["status"], error["message"])
