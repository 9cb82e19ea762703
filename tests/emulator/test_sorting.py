"""Rows sorted, cells copied."""

from __future__ import annotations

ONE = {"startRowIndex": 0, "endRowIndex": 1, "startColumnIndex": 0, "endColumnIndex": 1}
BESIDE = ONE | {"startColumnIndex": 1, "endColumnIndex": 2}


def test_rows_are_sorted_by_several_columns(http_client, key, staff):
    """Later columns count where earlier ones are equal; only cells of the range move."""
    for row, texts in enumerate((["b", "1", "x"], ["a", "1", "y"], ["b", "2", "z"]), start=1):
        staff.type_row("Sheet1", row, texts)

    specs = [{"dimensionIndex": 1, "sortOrder": "DESCENDING"}, {"dimensionIndex": 0}]
    area = {"endRowIndex": 3, "endColumnIndex": 2}
    http_client.done(key, {"sortRange": {"range": area, "sortSpecs": specs}})

    assert [["b", "2", "x"], ["a", "1", "y"], ["b", "1", "z"]] == staff.values("Sheet1")


def test_numbers_are_before_text_and_text_before_booleans(staff):
    """The other way round when descending; empty cells are last both times."""
    for row, text in enumerate(["b", "", "TRUE", "10", "A", "9", "FALSE"], start=1):
        staff.type("Sheet1", f"A{row}", text)

    staff.sort("Sheet1", "A1:B7", "A")
    assert [["9"], ["10"], ["A"], ["b"], ["FALSE"], ["TRUE"]] == staff.values("Sheet1")

    staff.sort("Sheet1", "A1:B7", "A", downwards=True)
    assert [["TRUE"], ["FALSE"], ["b"], ["A"], ["10"], ["9"]] == staff.values("Sheet1")


def test_formats_notes_and_order_of_equal_rows_are_kept(http_client, key, staff):
    """A cell moves with value, format and note."""
    for row, texts in enumerate((["b", "first"], ["a", "second"], ["b", "third"]), start=1):
        staff.type_row("Sheet1", row, texts)
    cell = {"userEnteredFormat": {"textFormat": {"bold": True}}, "note": "one"}
    fields = "userEnteredFormat,note"
    http_client.done(key, {"repeatCell": {"range": BESIDE, "cell": cell, "fields": fields}})

    staff.sort("Sheet1", "A1:B3", "A")

    assert [["a", "second"], ["b", "first"], ["b", "third"]] == staff.values("Sheet1")
    assert cell.items() <= staff.sheet("Sheet1").cell(1, 1).items()


def test_a_copy_fills_a_range_of_several_times_its_size(staff):
    """The source is kept."""
    staff.type("Sheet1", "A1", "1")
    staff.type("Sheet1", "A2", "2")

    staff.copy("Sheet1", "A1:A2", "C1:D4")

    assert [["1", "", "1", "1"], ["2", "", "2", "2"], ["", "", "1", "1"], ["", "", "2", "2"]] == (
        staff.values("Sheet1")
    )


def test_formats_and_validation_rules_can_be_copied_alone(http_client, key, staff):
    """The rest of the target is kept."""
    shape = {"textFormat": {"bold": True}}
    rule = {"condition": {"type": "BOOLEAN"}}
    cell = {"userEnteredFormat": shape, "dataValidation": rule, "note": "stays"}
    http_client.done(key, {"repeatCell": {"range": ONE, "cell": cell, "fields": "*"}})
    staff.type("Sheet1", "B1", "mine")
    copy = {"source": ONE, "destination": BESIDE}

    http_client.done(key, {"copyPaste": copy | {"pasteType": "PASTE_FORMAT"}})
    target = {"userEnteredValue": {"stringValue": "mine"}, "userEnteredFormat": shape}
    assert target == staff.sheet("Sheet1").cell(0, 1)

    http_client.done(key, {"copyPaste": copy | {"pasteType": "PASTE_DATA_VALIDATION"}})
    assert target | {"dataValidation": rule} == staff.sheet("Sheet1").cell(0, 1)
