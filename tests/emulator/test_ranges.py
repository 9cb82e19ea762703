"""Ranges: how they may be written, how Google writes them, where they end."""

from __future__ import annotations

from urllib.parse import quote

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
        ("Prices", "Sheet1!B1:C3"),
        ("Sheet1!Prices", "Sheet1!B1:C3"),
    ],
)
def test_a_range_comes_back_in_one_spelling(plain, key, staff, asked, written):
    """Names quoted where they must be, corners in order, open ends closed at the edge of the grid."""
    for title in ("To fix", "D3", "It's", "受付"):
        staff.add_tab(title)
    area = {"startRowIndex": 0, "endRowIndex": 3, "startColumnIndex": 1, "endColumnIndex": 3}
    staff.edit({"addNamedRange": {"namedRange": {"name": "Prices", "range": area}}})

    answer = plain.ask("GET", f"{key}/values/{quote(asked, safe='')}")

    assert written == answer.json()["range"]


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
def test_a_range_that_is_none(plain, key, asked, said):
    """Reading it is refused in Google's words."""
    error = plain.ask("GET", f"{key}/values/{quote(asked, safe='')}").json()["error"]

    assert (400, "INVALID_ARGUMENT", said) == (error["code"], error["status"], error["message"])


@pytest.mark.parametrize(
    ("asked", "values", "said"),
    [
        (
            "A1:B1",
            [["a"], ["b"]],
            "Requested writing within range [Sheet1!A1:B1], but tried writing to row [2]",
        ),
        (
            "A1:B2",
            [["a", "b", "c"]],
            "Requested writing within range [Sheet1!A1:B2], but tried writing to column [C]",
        ),
        (
            "A1000",
            [["a"], ["b"]],
            "Range (Sheet1!A1000:A1001) exceeds grid limits. Max rows: 1000, max columns: 26",
        ),
    ],
)
def test_data_that_does_not_fit(plain, key, asked, values, said):
    """It may not leave the range, except from a single cell, and never the grid."""
    answer = plain.ask("PUT", f"{key}/values/{asked}?valueInputOption=RAW", {"values": values})

    assert (400, said) == (answer.status_code, answer.json()["error"]["message"])


def test_ranges_in_another_notation_are_not_guessed(plain, key):
    """R1C1 answers 501."""
    assert 501 == plain.ask("GET", f"{key}/values/R1C1:R2C2").status_code
