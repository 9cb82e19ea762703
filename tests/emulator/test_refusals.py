"""What is refused with 400, and what this tool does not answer: 501."""

from __future__ import annotations

import pytest

from tests.emulator import updates
from tests.emulator.api_errors import NotAnsweredError
from tests.emulator.discovery import METHODS, SCHEMAS
from tests.emulator.messages import UNDERSTOOD

VALUE = "userEnteredValue"
DESCRIBED = {name: schema.get("properties", {}) for name, schema in SCHEMAS.items()}
DESCRIBED |= {method.name: method.parameters for method in METHODS}


def text(words):
    """Return a row of one cell with a text."""
    return {"values": [{VALUE: {"stringValue": words}}]}


def written(rows, fields="*", **where):
    """Return a request that writes cells, by default from the first one on."""
    return {"updateCells": {"rows": rows, "fields": fields, **(where or {"start": {}})}}


def rule(kind=None, *values):
    """Return a request that adds a conditional format."""
    condition = {"type": kind, "values": [{VALUE: value} for value in values]}
    boolean = {"condition": condition, "format": {}}
    return {"addConditionalFormatRule": {"rule": {"ranges": [{}], "booleanRule": boolean}}}


def note(**wrong):
    """Return a request that makes developer metadata."""
    right = {"metadataId": 7, "metadataKey": "run", "visibility": "DOCUMENT"}
    right["location"] = {"spreadsheet": True}
    return {"createDeveloperMetadata": {"developerMetadata": right | wrong}}


def rows(start, end):
    """Return a DimensionRange."""
    return {"dimension": "ROWS", "startIndex": start, "endIndex": end}


def change(fields, **properties):
    """Return a request that changes properties of the first tab."""
    return {"updateSheetProperties": {"properties": properties, "fields": fields}}


REFUSED = [
    (written([], range={"endRowIndex": 1001}), "exceeds grid limits"),
    (written([text("x")], "colour"), "Invalid field: colour"),
    (written([text("x" * 50_001)]), "more than the maximum of 50000 characters"),
    (written([text("x")], ""), "At least one field must be listed in 'fields'."),
    (
        written([text("x")] * 2, range={"endRowIndex": 1, "endColumnIndex": 1}),
        "beyond the last requested row of: 0",
    ),
    (written([{"values": [{VALUE: {"formulaValue": "1"}}]}]), "must begin with '='"),
    (written([{"values": [{"chipRuns": [{"chip": {}}]}]}], "chipRuns"), "placeholders"),
    (written([], start={"sheetId": 5}), "updateCells: No grid with id: 5"),
    ({"sortRange": {"range": {}}}, "at least one sort spec"),
    (
        {"sortRange": {"range": {"endColumnIndex": 2}, "sortSpecs": [{"dimensionIndex": 5}]}},
        "outside of the range",
    ),
    ({"deleteDimension": {"range": rows(1000, 1001)}}, "Tried to delete row index 1000"),
    ({"deleteDimension": {"range": {"dimension": "COLUMNS"}}}, "can't delete all the columns"),
    ({"deleteDimension": {"range": rows(2, 1000)}}, "not possible to delete all non-frozen rows."),
    ({"deleteDimension": {"range": {}}}, "No dimension specified."),
    (
        {"insertDimension": {"range": rows(0, 1), "inheritFromBefore": True}},
        "inheritFromBefore cannot be true if inserting at the start of the grid.",
    ),
    ({"appendDimension": {"dimension": "ROWS"}}, "length must be at least 1."),
    (
        {"moveDimension": {"source": rows(2, 4), "destinationIndex": 3}},
        "destinationIndex must lie outside of source.",
    ),
    (rule(), "ConditionType must be specified."),
    (rule("ONE_OF_LIST"), "must contain at least one value."),
    (rule("CUSTOM_FORMULA"), "Unexpected number of values for CUSTOM_FORMULA."),
    (rule("ONE_OF_LIST", "a", "a"), "differ."),
    (note(metadataId=-1), "must be positive."),
    (note(metadataKey=""), "No metadataKey specified."),
    (note(visibility=None), "No visibility specified."),
    (note(location={}), "Exactly one location must be specified."),
    (note(metadataValue="x" * 30_000), "30000 characters at most"),
    ({"addSheet": {"properties": {"title": "sheet1"}}}, 'name "sheet1" already exists.'),
    ({"addSheet": {"properties": {"sheetId": 0}}}, "addSheet: Sheet with ID 0 already exists."),
    ({"deleteSheet": {"sheetId": 0}}, "deleteSheet: You can't remove all the sheets"),
    (change("hidden", hidden=True), "You can't hide all the sheets in a document."),
    (
        change("gridProperties.frozenRowCount", gridProperties={"frozenRowCount": 1000}),
        "You can't freeze all visible rows on the sheet.",
    ),
    (
        {"addSheet": {"properties": {"gridProperties": {"rowCount": 500_000}}}},
        "above the limit of 10000000 cells.",
    ),
    (
        {"updateSpreadsheetProperties": {"properties": {}, "fields": "title"}},
        "title must be specified",
    ),
    ({}, "Invalid requests[0]: No request set."),
    (written([]) | {"deleteSheet": {}}, "is already set"),
]


def test_what_cannot_be_done_is_refused(http_client, key, staff):
    """400 with the reason; nothing has changed."""
    http_client.done(
        key, change("gridProperties.frozenRowCount", gridProperties={"frozenRowCount": 2})
    )
    before = repr(staff.book)

    for asked, said in REFUSED:
        assert said in http_client.refused(key, asked)
    assert "Must specify at least one request." == http_client.refused(key)
    assert before == repr(staff.book)


@pytest.mark.parametrize("name", UNDERSTOOD)
def test_what_is_understood_is_a_part_of_what_google_describes(name):
    """No field or parameter but Google's, and not all of them."""
    assert UNDERSTOOD[name] < set(DESCRIBED[name])


LOOKUP = "developerMetadataLookup"
NOT_ANSWERED = [
    {"appendCells": {"tableId": "t", "fields": "*"}},
    {"setBasicFilter": {"filter": {"tableId": "t"}}},
    {"sortRange": {"range": {}, "sortSpecs": [{"backgroundColor": {}}]}},
    {"addProtectedRange": {"protectedRange": {"namedRangeId": "n"}}},
    {"addProtectedRange": {"protectedRange": {"range": {}, "warningOnly": True}}},
    written([], "pivotTable"),
    written([{"values": [{"pivotTable": {}}]}]),
    {"updateSpreadsheetProperties": {"fields": "iterativeCalculationSettings"}},
    {"updateDimensionProperties": {"range": rows(0, 1), "fields": "developerMetadata"}},
    {"findReplace": {"find": "x", "replacement": "y"}},
    {"findReplace": {"find": "x", "allSheets": True}},
    change("index", index=1),
    change("gridProperties", gridProperties={"rowCount": 5}),
    {"copyPaste": {"pasteType": "PASTE_VALUES"}},
    {"copyPaste": {"pasteOrientation": "TRANSPOSE"}},
    {"addSheet": {"properties": {"sheetType": "OBJECT"}}},
    note(location={"sheetId": 0}),
    {"deleteDeveloperMetadata": {"dataFilter": {"a1Range": "A1"}}},
    {"deleteDeveloperMetadata": {"dataFilter": {LOOKUP: {"metadataLocation": {}}}}},
]


def test_other_requests_and_fields_are_not_answered(http_client, key, staff):
    """Every other kind that Google describes, and what is left out of the kinds that are answered."""
    kinds = SCHEMAS["Request"]["properties"].keys() - updates.ANSWERS.keys()
    assert {"addChart", "mergeCells", "addNamedRange"} <= kinds

    for asked in [*({kind: {}} for kind in kinds), *NOT_ANSWERED]:
        answer = http_client.batch(key, written([text("x")]), asked)
        assert 501 == answer.status_code, (asked, answer.text)
    assert [] == staff.values("Sheet1")


@pytest.mark.parametrize(
    "query",
    [
        "includeGridData=true",
        "fields=sheets.data",
        "fields=sheets.data.rowMetadata",
        "fields=sheets.data.rowData.values.effectiveFormat",
        "fields=properties.defaultFormat",
        "fields=properties.spreadsheetTheme",
        "excludeTablesInBandedRanges=true",
        "alt=media",
    ],
)
def test_what_it_does_not_know_of_a_file_is_not_answered(http_client, key, query):
    """Fields that Google works out, and other parameters."""
    assert 501 == http_client.ask("GET", f"{key}?{query}").status_code


@pytest.mark.parametrize(
    ("verb", "path"),
    [
        ("POST", "/v4/spreadsheets"),
        ("GET", "/v4/spreadsheets/x/values/A1"),
        ("GET", "/drive/v3/files"),
        ("POST", "/batch/drive/v3"),
        ("GET", "/v4/nothing"),
    ],
)
def test_other_methods_are_not_answered(http_client, verb, path):
    """Of Sheets and of Drive, and what is no method at all."""
    assert 501 == http_client.ask(verb, path).status_code


@pytest.mark.parametrize(
    "typed", ["1,200", "12%", "$5", "1e5", "6/9/2026", "2026/6/9", "2026-02-30", "6月9日", "10:30"]
)
def test_what_google_may_recognise_otherwise_is_not_typed(staff, typed):
    """Numbers, days and times in other forms."""
    with pytest.raises(NotAnsweredError):
        staff.type("Sheet1", "A1", typed)


@pytest.mark.parametrize("formula", ["=SUM(A1:A2)", "=A1", "=1+", "=2*3", '="a"&"b"', "=prices"])
def test_other_formulas_have_no_value(http_client, key, staff, formula):
    """Typing one is fine, and the formula itself can be read."""
    staff.type("Sheet1", "A1", formula)

    assert 501 == http_client.values(key, "A1").status_code
    assert [[formula]] == staff.entered("Sheet1")
