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
    ("text", "kept", "seen"),
    [
        ("Hana", "Hana", "Hana"),
        ("0042", 42, "42"),
        ("-42.5", -42.5, "-42.5"),
        ("2026-06-09", 46182, "2026-06-09"),
        ("2026-06-09 10:30", 46182.4375, "2026-06-09 10:30:00"),
        ("true", True, "TRUE"),
        ("'0042", "0042", "0042"),
        ("'=1+1", "=1+1", "=1+1"),
        ("=3 + 2-1", 4, "4"),
        ("=TODAY()-TODAY()", 0, "0"),
        ('=HYPERLINK("https://a.example/";"b")', "b", "b"),
        ("１，８００円", "１，８００円", "１，８００円"),
        ("=", "=", "="),
        ("two\nlines", "two\nlines", "two\nlines"),
    ],
)
def test_what_is_typed_is_kept_and_shown(http_client, key, staff, text, kept, seen):
    """Numbers, days, TRUE, text and formulas; the formula itself comes if it is asked for."""
    staff.type("Sheet1", "A1", text)

    for how, value in (("UNFORMATTED_VALUE", kept), ("FORMATTED_VALUE", seen)):
        (found,) = http_client.values(key, "A1", valueRenderOption=how).json()["valueRanges"]
        assert [[value]] == found["values"]
    assert [[text if text[:1] == "=" else kept]] == staff.entered("Sheet1")


@pytest.mark.parametrize("text", ["00123", "=1+1", "2026-06-09", "'x", "TRUE"])
def test_a_cell_with_the_text_format_keeps_every_letter(http_client, key, staff, text):
    """With the number format TEXT nothing is recognised."""
    cell = {"userEnteredFormat": {"numberFormat": {"type": "TEXT"}}}
    asked = {"range": {"endRowIndex": 1}, "cell": cell, "fields": "userEnteredFormat"}
    http_client.done(key, {"repeatCell": asked})

    staff.type("Sheet1", "A1", text)

    assert [[text]] == staff.entered("Sheet1")


def test_a_number_format_is_kept(http_client, key, staff):
    """A day typed into a cell with a format is shown in that; numbers in other formats are not answered."""
    for kind, pattern in (("DATE", "dd/mm yyyy (ddd)"), ("NUMBER", "#,##0")):
        cell = {"userEnteredFormat": {"numberFormat": {"type": kind, "pattern": pattern}}}
        asked = {"range": {"endRowIndex": 1}, "cell": cell, "fields": "userEnteredFormat"}
        http_client.done(key, {"repeatCell": asked})
        staff.type("Sheet1", "A1", "2026-06-09")
        answer = http_client.values(key, "A1")
        if kind == "DATE":
            assert [["09/06 2026 (Tue)"]] == answer.json()["valueRanges"][0]["values"]
    assert 501 == answer.status_code


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
