"""Cells: values, formats and notes, by field masks."""

from __future__ import annotations

import pytest


def cells(plain, key, fields, where="Sheet1"):
    """Return rowData of a tab with only these fields of each cell."""
    query = f"ranges={where}&fields=sheets.data.rowData.values({fields})"
    data = plain.ask("GET", f"{key}?{query}").json()["sheets"][0]["data"][0]
    return [row.get("values", []) for row in data.get("rowData", [])]


def text(value):
    return {"values": [{"userEnteredValue": {"stringValue": value}}]}


def test_text_that_looks_like_a_formula_stays_text(plain, key, staff):
    """stringValue is never read; formulaValue is worked out; the rest keeps its kind."""
    values = [
        {"userEnteredValue": {"stringValue": "=1+1"}},
        {"userEnteredValue": {"formulaValue": "=1+1"}},
        {"userEnteredValue": {"numberValue": 46182}},
        {"userEnteredValue": {"boolValue": False}},
    ]
    plain.done(
        key,
        {
            "updateCells": {
                "rows": [{"values": values}],
                "fields": "userEnteredValue",
                "start": {"rowIndex": 1},
            }
        },
    )

    assert [[], ["=1+1", "2", "46182", "FALSE"]] == staff.values("Sheet1")
    kept = cells(plain, key, "userEnteredValue,effectiveValue,formattedValue")[1]
    assert {"stringValue": "=1+1"} == kept[0]["effectiveValue"]
    assert ({"formulaValue": "=1+1"}, {"numberValue": 2}, "2") == tuple(kept[1].values())
    assert {"boolValue": False} == kept[3]["userEnteredValue"]


def test_only_the_fields_of_the_mask_change(plain, key, sheet, staff):
    """A note stays while values are written; a range without rows clears just its fields."""
    sheet.update_note("A1", "mind this")
    row = {"values": [{"userEnteredValue": {"stringValue": "x"}, "note": "not meant"}]}
    plain.done(key, {"updateCells": {"rows": [row], "fields": "userEnteredValue", "start": {}}})
    assert ("mind this", [["x"]]) == (sheet.get_note("A1"), staff.values("Sheet1"))

    area = {"startRowIndex": 0, "endRowIndex": 5, "startColumnIndex": 0, "endColumnIndex": 5}
    plain.done(key, {"updateCells": {"range": area, "fields": "userEnteredValue"}})
    assert ("mind this", []) == (sheet.get_note("A1"), staff.values("Sheet1"))


def test_a_format_keeps_both_spellings_of_a_colour(plain, key, sheet):
    """Google answers backgroundColor and backgroundColorStyle, and leaves out dark channels."""
    sheet.format(
        "A2:B2",
        {
            "backgroundColor": {"green": 1, "blue": 1, "red": 0},
            "textFormat": {"foregroundColor": {"red": 1}, "bold": True},
        },
    )

    assert [
        [
            {
                "userEnteredFormat": {
                    "backgroundColor": {"green": 1, "blue": 1},
                    "backgroundColorStyle": {"rgbColor": {"green": 1, "blue": 1}},
                    "textFormat": {
                        "foregroundColor": {"red": 1},
                        "foregroundColorStyle": {"rgbColor": {"red": 1}},
                        "bold": True,
                    },
                }
            }
        ]
    ] == cells(plain, key, "userEnteredFormat", "A2")


def test_part_of_a_format_changes_alone(plain, key, sheet):
    """A new colour replaces the old in both spellings; what the mask leaves out stays."""
    sheet.format("A1", {"backgroundColor": {"red": 1}, "textFormat": {"bold": True}})
    cell = {"userEnteredFormat": {"backgroundColorStyle": {"rgbColor": {"blue": 1}}}}
    area = {"endRowIndex": 1, "endColumnIndex": 1}
    fields = "userEnteredFormat(backgroundColorStyle,numberFormat)"

    plain.done(key, {"repeatCell": {"range": area, "cell": cell, "fields": fields}})

    shape = cells(plain, key, "userEnteredFormat")[0][0]["userEnteredFormat"]
    assert {"blue": 1} == shape["backgroundColor"] == shape["backgroundColorStyle"]["rgbColor"]
    assert {"bold": True} == shape["textFormat"]


def test_notes_are_found_where_they_stand(sheet):
    """Empty rows and cells before them are kept, those behind are not."""
    sheet.update_notes({"A1": "first", "B2": "second"})
    assert [["first"], ["", "second"]] == sheet.get_notes()

    sheet.update_notes({"A1": "", "B2": ""})
    assert [[]] == sheet.get_notes()


def test_find_and_replace(plain, key, sheet, staff):
    """Counts say how much was changed; formulas are left alone unless asked for."""
    sheet.update([["cat", "Cat hat", "=1+1"], ["dog"]], "A1", value_input_option="USER_ENTERED")

    (reply,) = plain.done(
        key, {"findReplace": {"find": "cat", "replacement": "dog", "allSheets": True}}
    )

    assert {
        "valuesChanged": 2,
        "occurrencesChanged": 2,
        "rowsChanged": 1,
        "sheetsChanged": 1,
    } == reply["findReplace"]
    assert [["dog", "dog hat", "2"], ["dog"]] == staff.values("Sheet1")


def test_merging_keeps_the_first_value(plain, key, sheet):
    """The others are gone; merges are listed; unmerging forgets them."""
    sheet.update([["1", "2"], ["3", "4"]], "A1")
    sheet.merge_cells("A1:B2", "MERGE_ROWS")
    metadata = sheet.spreadsheet.fetch_sheet_metadata()["sheets"][0]

    assert [["1"], ["3"]] == sheet.get_values()
    assert [(0, 1), (1, 2)] == [
        (one["startRowIndex"], one["endRowIndex"]) for one in metadata["merges"]
    ]

    sheet.unmerge_cells("A1:B2")
    assert "merges" not in sheet.spreadsheet.fetch_sheet_metadata()["sheets"][0]


def test_borders_run_around_and_between(plain, key):
    """The outer side of an edge cell, the inner line of one in the middle."""
    line = {"style": "SOLID"}
    area = {"endRowIndex": 2, "endColumnIndex": 2}
    plain.done(key, {"updateBorders": {"range": area, "top": line, "innerVertical": line}})

    borders = [
        [sorted(cell["userEnteredFormat"]["borders"]) for cell in row]
        for row in cells(plain, key, "userEnteredFormat.borders")
    ]
    assert [[["right", "top"], ["left", "top"]], [["right"], ["left"]]] == borders


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"rows": [], "fields": "note", "range": {"endRowIndex": 1001}}, "exceeds grid limits"),
        ({"rows": [text("x")], "fields": "colour", "start": {}}, "Invalid field: colour"),
        (
            {"rows": [text("x" * 50_001)], "fields": "*", "start": {}},
            "more than the maximum of 50000 characters",
        ),
        ({"rows": [text("x")], "start": {}}, "At least one field must be listed"),
        (
            {
                "rows": [text("x"), text("y")],
                "fields": "*",
                "range": {"endRowIndex": 1, "endColumnIndex": 1},
            },
            "beyond the last requested row of: 0",
        ),
        (
            {
                "rows": [{"values": [{"userEnteredValue": {"formulaValue": "1"}}]}],
                "fields": "*",
                "start": {},
            },
            "must begin with '='",
        ),
    ],
)
def test_cells_that_cannot_be_written(plain, key, asked, said):
    """Beyond the grid or the range, by a field that there is not, a formula that is none."""
    assert said in plain.refused(key, {"updateCells": asked})


def test_how_a_cell_looks_under_rules_is_not_guessed(plain, key, staff):
    """effectiveFormat is known without rules and answers 501 with them."""
    staff.type("Sheet1", "A1", "x")
    fields = "fields=sheets.data.rowData.values.effectiveFormat"
    assert 200 == plain.ask("GET", f"{key}?{fields}").status_code

    rule = {
        "ranges": [{"endRowIndex": 1}],
        "booleanRule": {"condition": {"type": "NOT_BLANK"}, "format": {}},
    }
    staff.edit({"addConditionalFormatRule": {"rule": rule}})
    assert 501 == plain.ask("GET", f"{key}?{fields}").status_code
