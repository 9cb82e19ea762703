"""``spreadsheets.get``: what comes, what is left out, what is asked for wrongly."""

from __future__ import annotations

import pytest


def test_everything_that_google_says_of_a_new_file(plain, key):
    """Properties, theme, address; no list that would be empty."""
    answer = plain.ask("GET", f"{key}?includeGridData=false").json()

    assert {"spreadsheetId", "properties", "sheets", "spreadsheetUrl"} == set(answer)
    assert (key, f"https://docs.google.com/spreadsheets/d/{key}/edit") == (
        answer["spreadsheetId"],
        answer["spreadsheetUrl"],
    )
    assert {
        "title",
        "locale",
        "autoRecalc",
        "timeZone",
        "defaultFormat",
        "spreadsheetTheme",
    } == set(answer["properties"])
    assert ["properties"] == list(answer["sheets"][0])


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("fields=sheets.properties.title", {"sheets": [{"properties": {"title": "Sheet1"}}]}),
        ("fields=sheets/properties/title", {"sheets": [{"properties": {"title": "Sheet1"}}]}),
        (
            "fields=sheets(properties(index,sheetId)),properties.title",
            {
                "sheets": [{"properties": {"index": 0, "sheetId": 0}}],
                "properties": {"title": "Desk"},
            },
        ),
        ("fields=namedRanges", {}),
        ("fields=sheets.data.rowData.values.note", {"sheets": [{"data": [{}]}]}),
        (
            "fields=sheets.data.rowData.values.note&ranges=B2:B3",
            {"sheets": [{"data": [{"startRow": 1, "startColumn": 1}]}]},
        ),
    ],
)
def test_a_mask_picks_fields(plain, key, query, expected):
    """With dots, slashes or brackets; naming cells brings them without includeGridData."""
    if "ranges" in query:
        query = query.replace("note", "note,sheets.data(startRow,startColumn)")

    assert expected == plain.ask("GET", f"{key}?{query}").json()


@pytest.mark.parametrize("mask", ["sheets.colour", "nothing", "sheets(", "properties.title.more"])
def test_a_mask_that_names_what_there_is_not(plain, key, mask):
    """400, with the path in the details."""
    answer = plain.ask("GET", f"{key}?fields={mask}")

    error = answer.json()["error"]
    assert (400, "Request contains an invalid argument.") == (error["code"], error["message"])
    assert "Error expanding 'fields' parameter." in str(error["details"])


def test_cells_come_when_asked_for(plain, key, staff):
    """includeGridData brings cells, heights and widths."""
    staff.type("Sheet1", "B2", "1,200")

    data = plain.ask("GET", f"{key}?includeGridData=true&ranges=A1:B3").json()["sheets"][0]["data"]

    (grid,) = data
    cell = grid["rowData"][1]["values"][1]
    assert ("1,200", {"numberValue": 1200}) == (cell["formattedValue"], cell["effectiveValue"])
    assert {"type": "NUMBER", "pattern": "#,##0"} == cell["userEnteredFormat"]["numberFormat"]
    assert "arial,sans,sans-serif" == cell["effectiveFormat"]["textFormat"]["fontFamily"]
    assert [21] * 3 == [row["pixelSize"] for row in grid["rowMetadata"]]
    assert [100] * 2 == [column["pixelSize"] for column in grid["columnMetadata"]]


def test_only_the_tabs_of_the_ranges_come(plain, key, staff):
    """Others are left out."""
    staff.add_tab("Other")

    answer = plain.ask("GET", f"{key}?ranges=Other!A1&fields=sheets.properties.title")

    assert {"sheets": [{"properties": {"title": "Other"}}]} == answer.json()


def test_an_update_can_show_the_file_as_it_left_it(plain, key, staff):
    """Only the parts asked for; cells under rules too, as long as their looks are not."""
    staff.type("Sheet1", "A1", "Ticket")
    rule = {
        "ranges": [{"endRowIndex": 1}],
        "booleanRule": {"condition": {"type": "NOT_BLANK"}, "format": {}},
    }
    body = {
        "requests": [
            {"addConditionalFormatRule": {"rule": rule}},
            {"addSheet": {"properties": {"sheetId": 7, "title": "New"}}},
        ],
        "includeSpreadsheetInResponse": True,
        "responseRanges": ["1:1"],
        "responseIncludeGridData": True,
    }
    mask = "updatedSpreadsheet(sheets(properties(sheetId),data(rowData(values(formattedValue)))))"

    answer = plain.ask("POST", f"{key}:batchUpdate?fields={mask}", body)

    data = [{"rowData": [{"values": [{"formattedValue": "Ticket"}]}]}]
    assert {"updatedSpreadsheet": {"sheets": [{"properties": {"sheetId": 0}, "data": data}]}} == (
        answer.json()
    )
