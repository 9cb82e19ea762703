"""Appending finds the table and writes below it."""

from __future__ import annotations


def append(book, where, *rows, **query):
    """Append rows; return the table that was found and where they went."""
    reply = book.values_append(where, {"valueInputOption": "RAW"} | query, {"values": list(rows)})
    return reply.get("tableRange"), reply["updates"]["updatedRange"]


def test_an_empty_sheet_has_no_table(book):
    """The first rows go to the start of the range; a second lot below them."""
    assert (None, "Sheet1!A1:C1") == append(book, "Sheet1", ["a", "b", "c"])
    assert ("Sheet1!A1:C1", "Sheet1!A2:B2") == append(book, "Sheet1", ["d", "e"])


def test_a_gap_parts_two_tables(book):
    """In the whole sheet the last table counts; a range picks its own."""
    append(book, "Sheet1", ["a", "", "c"])

    assert ("Sheet1!C1", "Sheet1!C2:E2") == append(book, "Sheet1", ["x", "", "y"])
    assert ("Sheet1!A1", "Sheet1!A2:B2") == append(book, "Sheet1!A1", ["x", "y"])


def test_the_lowest_table_counts(book, staff):
    """Also where another stands further to the right."""
    staff.type("Sheet1", "A5", "low")
    staff.type("Sheet1", "D1", "right")

    assert ("Sheet1!A5", "Sheet1!A6") == append(book, "Sheet1", ["x"])


def test_the_grid_grows_when_it_must(book, sheet, staff):
    """Below the last row new ones are made."""
    sheet.resize(rows=2)
    append(book, "Sheet1", ["a"], ["b"])

    assert ("Sheet1!A1:A2", "Sheet1!A3:A4") == append(book, "Sheet1", ["c"], ["d"])
    assert [["a"], ["b"], ["c"], ["d"]] == staff.values("Sheet1")
    assert 4 == staff.sheet("Sheet1").size[0]


def test_rows_can_be_inserted_for_it(book, staff):
    """INSERT_ROWS moves what stands below the table down; OVERWRITE would write over it."""
    staff.type("Sheet1", "A1", "a")
    staff.type("Sheet1", "C2", "mine")

    append(book, "Sheet1!A1", ["b"], insertDataOption="INSERT_ROWS")

    assert [["a"], ["b"], ["", "", "mine"]] == staff.values("Sheet1")


def test_cells_are_appended_below_the_last_row_with_data(plain, key, staff):
    """appendCells looks at the whole tab, not at a table."""
    staff.type("Sheet1", "D7", "x")
    row = {"values": [{"userEnteredValue": {"stringValue": "=new"}}]}

    plain.done(key, {"appendCells": {"rows": [row], "fields": "userEnteredValue"}})

    assert [["=new"]] == staff.values("Sheet1", "A8")
