"""Whole or not at all; closed requests; true replies; 501 for the rest."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.emulator import answering, updates
from tests.emulator import staff as staff_module
from tests.emulator.failures import KINDS
from tests.emulator.schemas import DRIVE, SHEETS

README = (Path(__file__).parent / "README.md").read_text(encoding="utf-8")


def write(text):
    cell = {"userEnteredValue": {"stringValue": text}}
    return {
        "updateCells": {"start": {}, "rows": [{"values": [cell]}], "fields": "userEnteredValue"}
    }


@pytest.mark.parametrize("bad", [0, 1, 2])
def test_one_bad_request_undoes_them_all(plain, key, staff, bad):
    """The message counts from 0; nothing is left of the others."""
    asked = [write("x"), {"addSheet": {"properties": {"title": "New"}}}]
    asked.insert(bad, {"deleteSheet": {"sheetId": 99}})

    said = plain.refused(key, *asked)

    assert f"Invalid requests[{bad}].deleteSheet: No sheet with id: 99" == said
    assert (["Sheet1"], []) == (staff.tabs, staff.values("Sheet1"))


def test_no_request_is_refused(plain, key):
    """Neither an empty list nor an empty request."""
    assert "Must specify at least one request." == plain.refused(key)
    assert "Invalid requests[0]: No request set." == plain.refused(key, {})
    assert "is already set" in plain.refused(key, write("x") | {"deleteSheet": {}})


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (
            {"requests": [{"updateCells": {"x": 1}}]},
            (
                "Invalid JSON payload received. Unknown name \"x\" at 'requests[0].update_cells': "
                "Cannot find field."
            ),
        ),
        (
            {"requests": [{"fly": {}}], "more": 1},
            (
                "Invalid JSON payload received. Unknown name \"fly\" at 'requests[0]': Cannot find "
                'field.\nInvalid JSON payload received. Unknown name "more": Cannot find field.'
            ),
        ),
        (
            {"requests": [{"deleteSheet": {"sheetId": "first"}}]},
            "Invalid value at 'requests[0].delete_sheet.sheet_id' (TYPE_INT32), \"first\"",
        ),
        (
            {"requests": [{"mergeCells": {"mergeType": "MERGE_SOME"}}]},
            "Invalid value at 'requests[0].merge_cells.merge_type' (TYPE_ENUM), \"MERGE_SOME\"",
        ),
        (
            {"requests": {"deleteSheet": {}}},
            "Invalid value at 'requests' (list), {'deleteSheet': {}}",
        ),
    ],
)
def test_what_google_does_not_know_is_refused(plain, key, body, said):
    """All of it at once, with the fields in the details."""
    error = plain.ask("POST", f"{key}:batchUpdate", body).json()["error"]

    assert (400, "INVALID_ARGUMENT", said) == (error["code"], error["status"], error["message"])
    violations = error["details"][0]["fieldViolations"]
    assert said.split("\n") == [one["description"] for one in violations]


def test_values_must_be_a_list(plain, key):
    """As recorded: the field and the kind are named."""
    answer = plain.ask("PUT", f"{key}/values/A1?valueInputOption=RAW", {"values": "X"})

    said = "Invalid value at 'data.values' (type.googleapis.com/google.protobuf.ListValue), \"X\""
    assert (400, said) == (answer.status_code, answer.json()["error"]["message"])


@pytest.mark.parametrize(
    "query", ["colour=red", "valueRenderOption=PRETTY", "majorDimension=DIAGONAL"]
)
def test_a_query_is_held_against_the_description(plain, key, query):
    """Unknown names and values get 400."""
    assert 400 == plain.ask("GET", f"{key}/values/A1?{query}").status_code


def test_null_and_numbers_as_text_are_fine(plain, key, staff):
    """A field with null counts as left out; whole numbers may be text."""
    asked = {"properties": {"sheetId": "77", "title": "New", "hidden": None}}
    plain.done(key, {"addSheet": asked})

    assert 77 == staff.sheet("New").id


def test_broken_json_is_refused(google, plain, key):
    """With 400, not with a crash."""
    answer = plain.ask("POST", f"{key}:batchUpdate", None, data=b"{")

    assert 400 == answer.status_code
    assert answer.json()["error"]["message"].startswith("Invalid JSON payload received.")


def test_a_reply_that_google_could_not_send_is_a_bug_of_the_tool(plain, key, monkeypatch):
    """It answers 500 and says whose bug it is."""
    wrong = {"range": 5, "values": "none"}
    monkeypatch.setitem(answering._READS, "sheets.spreadsheets.values.get", lambda *_: wrong)

    answer = plain.ask("GET", f"{key}/values/A1")

    assert 500 == answer.status_code
    assert "a bug in the test stand-in" in answer.json()["error"]["message"]


def test_a_crash_is_a_bug_of_the_tool_too(plain, key, monkeypatch):
    """It never looks like an answer of Google's."""
    monkeypatch.setitem(answering._READS, "sheets.spreadsheets.values.get", lambda *_: {}["x"])

    answer = plain.ask("GET", f"{key}/values/A1")

    assert (500, True) == (answer.status_code, "KeyError" in answer.json()["error"]["message"])


def test_requests_it_does_not_answer_say_so(plain, key, staff):
    """Every kind of request that Google knows and this tool does not gets 501 and changes nothing."""
    kinds = set(SHEETS.schemas["Request"]["properties"]) - set(updates.ANSWERS)
    assert {"addChart", "addTable", "autoFill"} <= kinds

    for kind in kinds:
        answer = plain.batch(key, write("x"), {kind: {}})
        assert (501, kind in answer.text) == (answer.status_code, True)
    assert [] == staff.values("Sheet1")


def test_methods_it_does_not_answer_say_so(plain, key):
    """The same for methods."""
    copied = plain.ask("POST", f"{key}/sheets/0:copyTo", {"destinationSpreadsheetId": key})
    made = plain.ask("POST", "/v4/spreadsheets", {})

    assert [501, 501] == [copied.status_code, made.status_code]
    assert "sheets.spreadsheets.create" in made.json()["error"]["message"]


def named_in(text):
    return set(re.findall(r"`([A-Za-z.0-9]+)`", text))


def test_the_readme_lists_what_it_answers():
    """Every method, every request, every failure; and nothing that it does not."""
    answered = named_in(README.split("## What it answers")[1].split("## What it does not")[0])
    methods = {
        method.name.split(".", 1)[1]
        for method in (*SHEETS.methods, *DRIVE.methods)
        if answering.answers(method)
    }

    assert methods | set(updates.ANSWERS) | {"spreadsheets.batchUpdate"} == answered
    assert set(KINDS) <= named_in(README.split("## Failures on order")[1])


def test_what_staff_can_do_is_public():
    """The script's edits are methods of Staff."""
    from tests.emulator.scripts import _EDITS

    assert {"type", "sort", "insert_rows", "delete_columns", "filter"} <= set(_EDITS)
    assert all(callable(getattr(staff_module.Staff, name)) for name in _EDITS)
