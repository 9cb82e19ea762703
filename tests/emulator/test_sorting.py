"""Sorting and copying rows."""

from __future__ import annotations


def test_rows_are_sorted_by_one_column_or_more(sheet):
    """As Google's answer to three sorts in a row has it."""
    rows = [
        ["Apple", "2012", "4"],
        ["Banana", "2013", "3"],
        ["Canada", "2007", "1"],
        ["Dinosaur", "2013", "6"],
    ]
    sheet.update(rows, "A1")

    sheet.sort((3, "asc"), range="A1:C4")
    assert ["Canada", "Banana", "Apple", "Dinosaur"] == sheet.col_values(1)

    sheet.sort((2, "asc"), (3, "des"), range="A1:C4")
    assert ["Canada", "Apple", "Dinosaur", "Banana"] == sheet.col_values(1)

    sheet.sort((3, "des"), range="A2:C4")
    assert ["Canada", "Dinosaur", "Apple", "Banana"] == sheet.col_values(1)


def test_numbers_before_text_before_truth_and_nothing_last(sheet, staff):
    """Either way round, empty rows stay below."""
    sheet.update([["b"], [""], [True], [10], ["A"], [9], [False]], "A1")

    staff.sort("Sheet1", "A1:B7", "A")
    assert [["9"], ["10"], ["A"], ["b"], ["FALSE"], ["TRUE"]] == staff.values("Sheet1")

    staff.sort("Sheet1", "A1:B7", "A", downwards=True)
    assert [["TRUE"], ["FALSE"], ["b"], ["A"], ["10"], ["9"]] == staff.values("Sheet1")


def test_notes_and_formats_go_with_their_cells(sheet, staff, plain, key):
    """Only cells inside of the range move; ties keep their order."""
    sheet.update([["b", "1", "x"], ["a", "2", "y"], ["b", "3", "z"]], "A1")
    sheet.update_note("B1", "one")
    sheet.format("B1", {"textFormat": {"bold": True}})

    staff.sort("Sheet1", "A1:B3", "A")

    assert [["a", "2", "x"], ["b", "1", "y"], ["b", "3", "z"]] == staff.values("Sheet1")
    assert "one" == sheet.get_note("B2")
    assert {"bold": True} == staff.sheet("Sheet1").cell(1, 1)["userEnteredFormat"]["textFormat"]


def test_what_cannot_be_sorted(plain, key, sheet):
    """No column, a column outside; across merged cells nothing is guessed."""
    area = {"endRowIndex": 3, "endColumnIndex": 2}
    assert "at least one sort spec" in plain.refused(key, {"sortRange": {"range": area}})
    spec = {"dimensionIndex": 5, "sortOrder": "ASCENDING"}
    asked = {"sortRange": {"range": area, "sortSpecs": [spec]}}
    assert "outside of the range" in plain.refused(key, asked)

    sheet.merge_cells("A1:B2")
    asked["sortRange"]["sortSpecs"] = [{"dimensionIndex": 0}]
    assert 501 == plain.batch(key, asked).status_code


def test_cells_are_copied_and_cut(sheet, staff):
    """Copies leave the source, cuts do not; one cell fills many."""
    sheet.update([["A1"], ["A2"]], "A1")
    sheet.copy_range("A1:A2", "B1:B2")
    sheet.cut_range("A1:A2", "C1")
    staff.copy("Sheet1", "B1", "D1:E2")

    assert [["", "A1", "A1", "A1", "A1"], ["", "A2", "A2", "A1", "A1"]] == staff.values("Sheet1")


def test_pasting_values_leaves_formulas_and_formats_behind(plain, key, staff, sheet):
    """PASTE_VALUES takes what a formula shows."""
    staff.type("Sheet1", "A1", "=1+1")
    sheet.format("A1", {"textFormat": {"bold": True}})
    one = {"startRowIndex": 0, "endRowIndex": 1, "startColumnIndex": 0, "endColumnIndex": 1}
    two = one | {"startColumnIndex": 1, "endColumnIndex": 2}
    plain.done(key, {"copyPaste": {"source": one, "destination": two, "pasteType": "PASTE_VALUES"}})

    assert {"userEnteredValue": {"numberValue": 2}} == staff.sheet("Sheet1").cell(0, 1)


def test_a_pasted_mistake_stays_one(plain, key, staff):
    """Its value is the mistake, without the formula."""
    staff.type("Sheet1", "A1", "=1/0")
    one = {"startRowIndex": 0, "endRowIndex": 1, "startColumnIndex": 0, "endColumnIndex": 1}
    two = one | {"startColumnIndex": 1, "endColumnIndex": 2}
    plain.done(key, {"copyPaste": {"source": one, "destination": two, "pasteType": "PASTE_VALUES"}})

    assert [["#DIV/0!", "#DIV/0!"]] == staff.values("Sheet1")
    assert [["=1/0", "#DIV/0!"]] == staff.entered("Sheet1")


def test_cells_are_pushed_aside_and_closed_up(plain, key, sheet, staff):
    """insertRange and deleteRange move cells of their rows or columns only."""
    sheet.update([["a", "b"], ["c", "d"]], "A1")
    area = {"startRowIndex": 0, "endRowIndex": 1, "startColumnIndex": 0, "endColumnIndex": 1}

    plain.done(key, {"insertRange": {"range": area, "shiftDimension": "ROWS"}})
    assert [["", "b"], ["a", "d"], ["c"]] == staff.values("Sheet1")

    plain.done(key, {"deleteRange": {"range": area, "shiftDimension": "COLUMNS"}})
    assert [["b"], ["a", "d"], ["c"]] == staff.values("Sheet1")

    staff.edit({"addNamedRange": {"namedRange": {"name": "Mine", "range": area}}})
    assert (
        501
        == plain.batch(key, {"deleteRange": {"range": area, "shiftDimension": "ROWS"}}).status_code
    )
