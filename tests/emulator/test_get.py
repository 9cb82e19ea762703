"""``spreadsheets.get``: what it returns, and which fields it does not know."""

from __future__ import annotations

import pytest


def test_a_new_file_has_one_empty_tab(http_client, key):
    """Without a mask come the properties and the address, but no list that would be empty."""
    answer = http_client.ask("GET", f"{key}?includeGridData=false").json()

    tab = {
        "sheetId": 0,
        "title": "Sheet1",
        "index": 0,
        "sheetType": "GRID",
        "gridProperties": {"rowCount": 1000, "columnCount": 26},
    }
    assert {
        "spreadsheetId": key,
        "properties": {
            "title": "Desk",
            "locale": "en_US",
            "autoRecalc": "ON_CHANGE",
            "timeZone": "Etc/GMT",
        },
        "sheets": [{"properties": tab}],
        "spreadsheetUrl": f"https://docs.google.com/spreadsheets/d/{key}/edit",
    } == answer


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ("sheets.properties.title", {"sheets": [{"properties": {"title": "Sheet1"}}]}),
        ("sheets.properties.sheet_id", {"sheets": [{"properties": {"sheetId": 0}}]}),
        (
            "sheets(properties(index,sheetId)),properties.title",
            {
                "sheets": [{"properties": {"index": 0, "sheetId": 0}}],
                "properties": {"title": "Desk"},
            },
        ),
        ("namedRanges", {}),
        ("sheets(merges,charts)", {"sheets": [{}]}),
    ],
)
def test_a_mask_picks_fields(http_client, key, fields, expected):
    """With dots or brackets, in either spelling."""
    assert expected == http_client.get(key, fields)


@pytest.mark.parametrize("mask", ["sheets.colour", "nothing", "sheets(", "properties.title.more"])
def test_a_mask_that_names_no_field_is_refused(http_client, key, mask):
    """With 400, and the path in the details."""
    error = http_client.ask("GET", f"{key}?fields={mask}").json()["error"]

    assert (400, "Request contains an invalid argument.") == (error["code"], error["message"])
    assert "Error expanding 'fields' parameter." in str(error["details"])


def test_with_a_mask_include_grid_data_is_ignored(http_client, key, staff):
    """Only the mask counts."""
    staff.type("Sheet1", "A1", "x")

    answer = http_client.ask("GET", f"{key}?fields=spreadsheetId&includeGridData=true")

    assert {"spreadsheetId": key} == answer.json()


def test_a_mask_that_names_cells_brings_them(http_client, key, staff):
    """Rows and cells before them come too, those behind them do not."""
    staff.type("Sheet1", "C3", "2026-06-09")

    fields = "sheets.data(startRow,startColumn,rowData.values(formattedValue,userEnteredFormat))"
    found = http_client.get(key, fields, "B2:D4")

    shown = {"numberFormat": {"type": "DATE", "pattern": "yyyy-mm-dd"}}
    cell = {"formattedValue": "2026-06-09", "userEnteredFormat": shown}
    grid = {"startRow": 1, "startColumn": 1, "rowData": [{}, {"values": [{}, cell]}]}
    assert {"sheets": [{"data": [grid]}]} == found


def test_only_the_tabs_of_the_ranges_come(http_client, key, staff):
    """Other tabs are left out."""
    staff.add_tab("Other")

    found = http_client.get(key, "sheets.properties.title", "Other!A1")

    assert {"sheets": [{"properties": {"title": "Other"}}]} == found


LINK = {"link": {"uri": "https://photos.example/1"}}
OTHER = {"link": {"uri": "https://photos.example/2"}}
RUNS = [{"startIndex": 0, "format": LINK}, {"startIndex": 1, "format": {}}]
CHIP = {"startIndex": 0, "chip": {"richLinkProperties": {"uri": "https://photos.example/1"}}}


@pytest.mark.parametrize(
    ("cell", "address"),
    [
        ({"userEnteredFormat": {"textFormat": LINK}}, "https://photos.example/1"),
        ({"textFormatRuns": RUNS}, "https://photos.example/1"),
        ({"textFormatRuns": [*RUNS, {"startIndex": 2, "format": OTHER}]}, None),
        (
            {"userEnteredValue": {"formulaValue": '=HYPERLINK("https://a.example/","b")'}},
            "https://a.example/",
        ),
        ({"userEnteredValue": {"stringValue": "https://a.example/"}}, "https://a.example/"),
        (
            {"userEnteredValue": {"stringValue": "@"}, "chipRuns": [CHIP]},
            "https://photos.example/1",
        ),
        ({}, None),
    ],
)
def test_a_cell_leads_to_one_address(http_client, key, cell, address):
    """Set for the whole cell, for some letters, by a formula, a chip or the text itself; of several to none."""
    cell = {"userEnteredValue": {"stringValue": "photo"}, **cell}
    start = {"rowIndex": 0, "columnIndex": 0}
    fields = ",".join(cell)
    http_client.done(
        key, {"updateCells": {"start": start, "rows": [{"values": [cell]}], "fields": fields}}
    )

    found = http_client.get(key, "sheets.data.rowData.values(hyperlink,formattedValue)", "A1")

    [shown] = found["sheets"][0]["data"][0]["rowData"][0]["values"]
    assert address == shown.get("hyperlink")


def test_an_update_can_return_the_file(http_client, key, staff):
    """As it is after the update, and only the fields and ranges that were asked for."""
    staff.type("Sheet1", "A1", "Ticket")
    body = {
        "requests": [
            {"insertDimension": {"range": {"dimension": "COLUMNS", "endIndex": 1}}},
            {"addSheet": {"properties": {"sheetId": 7, "title": "New"}}},
        ],
        "includeSpreadsheetInResponse": True,
        "responseRanges": ["1:1"],
        "responseIncludeGridData": False,  # a mask counts more
    }
    mask = "updatedSpreadsheet(sheets(properties(sheetId),data(rowData(values(formattedValue)))))"

    answer = http_client.ask("POST", f"{key}:batchUpdate?fields={mask}", body)

    data = [{"rowData": [{"values": [{}, {"formattedValue": "Ticket"}]}]}]
    assert {"updatedSpreadsheet": {"sheets": [{"properties": {"sheetId": 0}, "data": data}]}} == (
        answer.json()
    )
