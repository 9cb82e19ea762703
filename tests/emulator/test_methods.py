"""Updates in full or not at all; requests that fit the description; 501 for the rest."""

from __future__ import annotations

import pytest
import requests

from tests.emulator import methods
from tests.emulator.clients import SCOPES


def write(text):
    """Return a request that writes one cell."""
    cell = {"userEnteredValue": {"stringValue": text}}
    return {
        "updateCells": {"start": {}, "rows": [{"values": [cell]}], "fields": "userEnteredValue"}
    }


@pytest.mark.parametrize("bad", [0, 1, 2])
def test_one_bad_request_undoes_them_all(http_client, key, staff, bad):
    """The message names its position, counted from 0; nothing of the others is done."""
    asked = [write("x"), {"addSheet": {"properties": {"title": "New"}}}]
    asked.insert(bad, {"deleteSheet": {"sheetId": 99}})

    said = http_client.refused(key, *asked)

    assert f"Invalid requests[{bad}].deleteSheet: No sheet with id: 99" == said
    assert (["Sheet1"], []) == (staff.tabs, staff.values("Sheet1"))


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
            {"requests": [{"copyPaste": {"pasteType": "PASTE_SOME"}}]},
            "Invalid value at 'requests[0].copy_paste.paste_type' (TYPE_ENUM), \"PASTE_SOME\"",
        ),
        (
            {"requests": {"deleteSheet": {}}},
            "Invalid value at 'requests' (list), {'deleteSheet': {}}",
        ),
    ],
)
def test_a_body_that_does_not_fit_the_description_is_refused(http_client, key, body, said):
    """With everything that is wrong, and the fields in the details."""
    error = http_client.ask("POST", f"{key}:batchUpdate", body).json()["error"]

    assert (400, "INVALID_ARGUMENT", said) == (error["code"], error["status"], error["message"])
    violations = error["details"][0]["fieldViolations"]
    assert said.split("\n") == [one["description"] for one in violations]


@pytest.mark.parametrize(
    "query", ["colour=red", "valueRenderOption=PRETTY", "majorDimension=DIAGONAL"]
)
def test_a_query_that_does_not_fit_the_description_is_refused(http_client, key, query):
    """Unknown names and values get 400."""
    assert 400 == http_client.ask("GET", f"{key}/values:batchGet?ranges=A1&{query}").status_code


def test_null_and_numbers_as_text_are_accepted(http_client, key, staff):
    """A field with null counts as left out."""
    asked = {"properties": {"sheetId": "77", "title": "New", "hidden": None}}
    http_client.done(key, {"addSheet": asked})

    assert 77 == staff.sheet("New").id


def test_broken_json_is_refused(http_client, key):
    """With 400."""
    answer = http_client.ask("POST", f"{key}:batchUpdate", data=b"{")

    assert 400 == answer.status_code
    assert answer.json()["error"]["message"].startswith("Invalid JSON payload received.")


@pytest.mark.parametrize(
    ("reply", "said"),
    [
        (lambda *_: {"sheets": "none"}, "its reply is no Spreadsheet"),
        (lambda *_: {}["x"], "KeyError"),
    ],
    ids=["a reply that does not fit the description", "a crash"],
)
def test_a_bug_of_the_tool_says_so(http_client, key, monkeypatch, reply, said):
    """It gets 500."""
    monkeypatch.setitem(methods._READS, "sheets.spreadsheets.get", reply)

    answer = http_client.ask("GET", key)

    message = answer.json()["error"]["message"]
    assert (500, True) == (answer.status_code, said in message)
    assert "a bug in the test emulator" in message


@pytest.mark.parametrize(
    ("program", "encoding"), [("desk (gzip)", "gzip"), ("desk", None)], ids=["named", "not named"]
)
def test_an_answer_is_compressed_for_a_program_that_names_gzip(google, key, program, encoding):
    """As Google, which does not go by Accept-Encoding alone."""
    headers = {"User-Agent": program, "Authorization": f"Bearer {google.token(SCOPES)}"}

    answer = requests.get(
        f"{google.address}/v4/spreadsheets/{key}?fields=spreadsheetId", headers=headers, timeout=5
    )

    assert (encoding, {"spreadsheetId": key}) == (
        answer.headers.get("Content-Encoding"),
        answer.json(),
    )
