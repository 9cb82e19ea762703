"""Cells: values, formats and notes, by field masks."""

from __future__ import annotations


def text(value):
    """Return a row of one cell with this text."""
    return {"values": [{"userEnteredValue": {"stringValue": value}}]}


def test_a_string_value_stays_text(http_client, key, staff):
    """Also if it looks like a formula; a formulaValue is worked out; numbers and booleans stay."""
    values = [
        {"userEnteredValue": {"stringValue": "=1+1"}},
        {"userEnteredValue": {"formulaValue": "=1+1"}},
        {"userEnteredValue": {"numberValue": 46182}},
        {"userEnteredValue": {"boolValue": False}},
    ]
    written = {"rows": [{"values": values}], "fields": "userEnteredValue", "start": {"rowIndex": 1}}
    http_client.done(key, {"updateCells": written})

    assert [[], ["=1+1", "2", "46182", "FALSE"]] == staff.values("Sheet1")
    cells = http_client.cells(key, "userEnteredValue,effectiveValue,formattedValue")[1]
    assert {"stringValue": "=1+1"} == cells[0]["effectiveValue"]
    assert ({"formulaValue": "=1+1"}, {"numberValue": 2}, "2") == tuple(cells[1].values())
    assert {"boolValue": False} == cells[3]["userEnteredValue"]


def test_only_the_fields_of_the_mask_change(http_client, key, staff):
    """Other fields of the cell are kept, other fields of the request ignored."""
    noted = {"values": [{"note": "mind this"}]}
    http_client.done(key, {"updateCells": {"rows": [noted], "fields": "note", "start": {}}})
    row = {"values": [{"userEnteredValue": {"stringValue": "x"}, "note": "not meant"}]}
    http_client.done(
        key, {"updateCells": {"rows": [row], "fields": "userEnteredValue", "start": {}}}
    )

    assert [[{"note": "mind this"}]] == http_client.cells(key, "note")
    assert [["x"]] == staff.values("Sheet1")


def test_an_empty_text_empties_a_cell(http_client, key, staff):
    """As without any value."""
    staff.type("Sheet1", "A1", "x")
    http_client.done(key, {"updateCells": {"rows": [text("")], "fields": "*", "start": {}}})

    assert {} == staff.sheet("Sheet1").cell(0, 0)


def test_a_new_value_removes_runs_of_rich_text(http_client, key, staff):
    """By a request and by typing; a request may bring new ones."""
    runs = [{"startIndex": 1, "format": {"bold": True}}]
    rich = text("two")["values"][0] | {"textFormatRuns": runs}
    fields = "userEnteredValue,textFormatRuns"
    write = {"start": {}, "rows": [{"values": [rich]}], "fields": fields}

    for change in (
        lambda: http_client.done(key, {"updateCells": write | {"fields": "userEnteredValue"}}),
        lambda: staff.type("Sheet1", "A1", "x"),
    ):
        http_client.done(key, {"updateCells": write})
        assert runs == staff.sheet("Sheet1").cell(0, 0)["textFormatRuns"]
        change()
        assert "textFormatRuns" not in staff.sheet("Sheet1").cell(0, 0)


def test_a_part_of_a_format_can_change_alone(http_client, key):
    """What the mask names and the cell lacks is removed; what the mask does not name stays."""
    area = {"endRowIndex": 1, "endColumnIndex": 1}
    number = {"type": "NUMBER", "pattern": "0"}
    for shape, fields in (
        ({"textFormat": {"bold": True}, "numberFormat": number}, "userEnteredFormat"),
        ({"textFormat": {"italic": True}}, "userEnteredFormat(textFormat.italic,numberFormat)"),
    ):
        cell = {"userEnteredFormat": shape}
        http_client.done(key, {"repeatCell": {"range": area, "cell": cell, "fields": fields}})

    ((cell,),) = http_client.cells(key, "userEnteredFormat")
    assert {"userEnteredFormat": {"textFormat": {"bold": True, "italic": True}}} == cell


def test_cells_are_appended_below_the_last_row_with_data(http_client, key, staff):
    """A note is no data; the grid grows where it must."""
    area = {"startRowIndex": 998, "endRowIndex": 999, "endColumnIndex": 1}
    http_client.done(key, {"repeatCell": {"range": area, "cell": {"note": "n"}, "fields": "note"}})
    staff.type("Sheet1", "D997", "x")

    appended = {"rows": [text("=a"), text("b"), text("c"), text("d")], "fields": "userEnteredValue"}
    http_client.done(key, {"appendCells": appended})

    assert [["=a"], ["b"], ["c"], ["d"]] == staff.values("Sheet1", "A998:A1001")
    assert (1001, 26) == staff.sheet("Sheet1").size


def test_cells_that_match_entirely_are_emptied(http_client, key, staff):
    """On a tab or in a range, by a text or a regular expression; formulas and their formats are kept."""
    staff.type_row("Sheet1", 1, ["R-1", "R-12", "my R-1", "=1+1"])
    staff.type_row("Sheet1", 2, ["R-1", "2026-06-09"])
    asked = {"matchEntireCell": True, "matchCase": True}

    for found in (
        {"find": "R-1", "sheetId": 0},
        {"find": r"R-\d+|2|2026-\d\d-09", "searchByRegex": True, "range": {"endRowIndex": 2}},
        {"find": "MY R-1", "sheetId": 0},
    ):
        http_client.done(key, {"findReplace": asked | found})

    assert [["", "", "my R-1", "=1+1"]] == staff.entered("Sheet1")
    assert "numberFormat" in staff.sheet("Sheet1").cell(1, 1)["userEnteredFormat"]


def test_checkboxes_are_unticked_by_themselves(http_client, key, staff):
    """Where the rule comes to blank cells, also with an inserted row, and after one was cleared.  Assumed."""
    rule = {"dataValidation": {"condition": {"type": "BOOLEAN"}}}
    area = {"startRowIndex": 1, "endRowIndex": 3, "startColumnIndex": 0, "endColumnIndex": 1}
    staff.type("Sheet1", "A2", "typed")
    http_client.done(key, {"repeatCell": {"range": area, "cell": rule, "fields": "dataValidation"}})
    assert [[], ["typed"], [False]] == staff.entered("Sheet1")

    staff.insert_rows("Sheet1", 4)
    staff.type("Sheet1", "A2", "")

    assert [[], [False], [False], [False]] == staff.entered("Sheet1")
