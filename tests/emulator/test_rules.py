"""Checks, conditional formats, filters, banding and names are kept as they were given."""

from __future__ import annotations

import pytest

AREA = {
    "sheetId": 0,
    "startRowIndex": 1,
    "endRowIndex": 5,
    "startColumnIndex": 0,
    "endColumnIndex": 2,
}
SHOWN = {key: end for key, end in AREA.items() if key != "sheetId"}
RED = {"red": 1}
TINT = {"backgroundColor": RED}


def tab(plain, key, fields):
    """Return these fields of the first tab."""
    sheets = plain.ask("GET", f"{key}?fields=sheets({fields})").json()["sheets"]
    return sheets[0]


def test_a_list_is_kept_in_every_cell(plain, key, staff):
    """Without a rule the check is taken away again."""
    values = [{"userEnteredValue": "gold"}, {"userEnteredValue": "銀"}]
    rule = {
        "condition": {"type": "ONE_OF_LIST", "values": values},
        "strict": True,
        "showCustomUi": False,
        "inputMessage": "Choose.",
    }
    plain.done(key, {"setDataValidation": {"range": AREA, "rule": rule}})

    grid = tab(plain, key, "data.rowData.values.dataValidation")["data"][0]["rowData"]
    kept = {name: part for name, part in rule.items() if name != "showCustomUi"}
    assert [0, 2, 2, 2, 2] == [len(row.get("values", [])) for row in grid]
    assert kept == grid[1]["values"][0]["dataValidation"]

    plain.done(key, {"setDataValidation": {"range": AREA}})
    assert {"data": [{}]} == tab(plain, key, "data.rowData.values.dataValidation")


@pytest.mark.parametrize(
    ("condition", "said"),
    [
        ({}, "ConditionType must be specified."),
        ({"type": "ONE_OF_LIST"}, "must contain at least one value."),
        ({"type": "CUSTOM_FORMULA"}, "Unexpected number of values for CUSTOM_FORMULA."),
        ({"type": "ONE_OF_LIST", "values": [{"userEnteredValue": "a"}] * 2}, "differ."),
    ],
)
def test_a_check_that_is_none(plain, key, condition, said):
    """It is refused."""
    asked = {"setDataValidation": {"range": AREA, "rule": {"condition": condition}}}

    assert said in plain.refused(key, asked)


def test_conditional_formats_are_listed_in_their_order(plain, key):
    """The first wins; they can be changed, moved and deleted by place."""

    def rule(text):
        value = {"userEnteredValue": text}
        condition = {"type": "TEXT_EQ", "values": [value]}
        return {"ranges": [AREA], "booleanRule": {"condition": condition, "format": TINT}}

    def order():
        rules = tab(plain, key, "conditionalFormats").get("conditionalFormats", [])
        return [one["booleanRule"]["condition"]["values"][0]["userEnteredValue"] for one in rules]

    plain.done(
        key,
        *({"addConditionalFormatRule": {"rule": rule(text), "index": 0}} for text in "cba"),
    )
    assert ["a", "b", "c"] == order()

    plain.done(key, {"updateConditionalFormatRule": {"sheetId": 0, "index": 0, "newIndex": 2}})
    assert ["b", "c", "a"] == order()

    (reply,) = plain.done(key, {"updateConditionalFormatRule": {"index": 1, "rule": rule("C")}})
    assert (
        "c"
        == (
            reply["updateConditionalFormatRule"]["oldRule"]["booleanRule"]["condition"]["values"][
                0
            ]["userEnteredValue"]
        )
    )
    plain.done(key, {"deleteConditionalFormatRule": {"sheetId": 0, "index": 0}})
    assert ["C", "a"] == order()
    assert "No conditional format on sheet: 0 at index: 2" in plain.refused(
        key, {"deleteConditionalFormatRule": {"index": 2}}
    )


def test_a_rule_says_its_colour_twice(plain, key):
    """And leaves out the id of the first tab, as Google does."""
    format_ = {"backgroundColorStyle": {"rgbColor": RED}}
    rule = {
        "ranges": [AREA],
        "booleanRule": {"condition": {"type": "BLANK"}, "format": format_},
    }
    plain.done(key, {"addConditionalFormatRule": {"rule": rule}})

    (kept,) = tab(plain, key, "conditionalFormats")["conditionalFormats"]
    assert [SHOWN] == kept["ranges"]
    assert format_ | TINT == kept["booleanRule"]["format"]


def test_a_filter_covers_the_grid_unless_told(sheet, plain, key):
    """An open range is closed at the edges; setting again replaces, clearing removes."""
    sheet.resize(rows=20, cols=20)
    sheet.set_basic_filter()
    whole = {"startRowIndex": 0, "endRowIndex": 20, "startColumnIndex": 0, "endColumnIndex": 20}
    assert {"basicFilter": {"range": whole}} == tab(plain, key, "basicFilter")

    sheet.set_basic_filter("B1:C2")
    part = {"startRowIndex": 0, "endRowIndex": 2, "startColumnIndex": 1, "endColumnIndex": 3}
    assert {"basicFilter": {"range": part}} == tab(plain, key, "basicFilter")

    sheet.clear_basic_filter()
    assert {} == tab(plain, key, "basicFilter")


def test_banding_is_added_changed_and_deleted(plain, key):
    """Two bands on one cell are refused."""
    properties = {"headerColor": RED, "firstBandColor": RED}
    band = {"range": AREA, "rowProperties": properties}
    (reply,) = plain.done(key, {"addBanding": {"bandedRange": band}})
    number = reply["addBanding"]["bandedRange"]["bandedRangeId"]

    assert "already has" in plain.refused(key, {"addBanding": {"bandedRange": band}})
    change = {"bandedRangeId": number, "rowProperties": {"firstBandColor": {"blue": 1}}}
    plain.done(
        key,
        {"updateBanding": {"bandedRange": change, "fields": "rowProperties.firstBandColor"}},
    )
    (kept,) = tab(plain, key, "bandedRanges")["bandedRanges"]
    assert ({"blue": 1}, RED) == (
        kept["rowProperties"]["firstBandColor"],
        kept["rowProperties"]["headerColor"],
    )

    plain.done(key, {"deleteBanding": {"bandedRangeId": number}})
    assert {} == tab(plain, key, "bandedRanges")
    assert f"No banding with id: {number}" in plain.refused(
        key, {"deleteBanding": {"bandedRangeId": number}}
    )


def test_named_ranges(sheet, plain, key):
    """They are listed for the whole file, renamed, moved and deleted."""
    number = sheet.define_named_range("A1:B2", "Prices")["replies"][0]["addNamedRange"][
        "namedRange"
    ]["namedRangeId"]
    plain.done(
        key,
        {
            "updateNamedRange": {
                "namedRange": {"namedRangeId": number, "name": "Fees", "range": AREA},
                "fields": "name,range",
            }
        },
    )

    assert [{"namedRangeId": number, "name": "Fees", "range": SHOWN}] == (
        sheet.spreadsheet.list_named_ranges()
    )
    again = {"addNamedRange": {"namedRange": {"name": "fees", "range": AREA}}}
    assert "already exists" in plain.refused(key, again)
    again["addNamedRange"]["namedRange"]["name"] = "A1"
    assert "Invalid name: A1" in plain.refused(key, again)

    sheet.delete_named_range(number)
    assert [] == sheet.spreadsheet.list_named_ranges()
