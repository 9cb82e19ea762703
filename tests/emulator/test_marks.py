"""Developer metadata: the mark by which a program writes once."""

from __future__ import annotations

import pytest


def mark(number, **more):
    """Return a request that leaves a mark."""
    made = {
        "metadataId": number,
        "metadataKey": "run",
        "metadataValue": f"run {number}",
        "visibility": "DOCUMENT",
        "location": {"spreadsheet": True},
    }
    return {"createDeveloperMetadata": {"developerMetadata": made | more}}


def write(text):
    """Return a request that writes one cell."""
    cell = {"userEnteredValue": {"stringValue": text}}
    return {
        "updateCells": {"start": {}, "rows": [{"values": [cell]}], "fields": "userEnteredValue"}
    }


def test_a_mark_is_made_once(plain, key, staff):
    """The second write with the same mark changes nothing."""
    plain.done(key, mark(202606), write("first"))

    said = plain.refused(key, write("second"), mark(202606))

    assert said.startswith("Invalid requests[1].createDeveloperMetadata: ")
    assert "202606" in said
    assert [["first"]] == staff.values("Sheet1")


def test_a_mark_is_found_and_taken_away(plain, key):
    """By id, key, value or place; then its id is free again."""
    (reply,) = plain.done(key, mark(7))
    made = reply["createDeveloperMetadata"]["developerMetadata"]
    assert {"locationType": "SPREADSHEET", "spreadsheet": True} == made["location"]
    assert made == plain.ask("GET", f"{key}/developerMetadata/7").json()

    def search(**lookup):
        body = {"dataFilters": [{"developerMetadataLookup": lookup}]}
        answer = plain.ask("POST", f"{key}/developerMetadata:search", body).json()
        return [
            one["developerMetadata"]["metadataId"]
            for one in answer.get("matchedDeveloperMetadata", [])
        ]

    plain.done(key, mark(8, metadataKey="month", location={"sheetId": 0}))
    assert [7] == search(metadataKey="run") == search(metadataValue="run 7")
    assert [8] == search(metadataId=8) == search(locationType="SHEET")
    assert [] == search(metadataKey="run", locationType="SHEET")

    lookup = {"developerMetadataLookup": {"metadataId": 7}}
    (reply,) = plain.done(key, {"deleteDeveloperMetadata": {"dataFilter": lookup}})
    assert [made] == reply["deleteDeveloperMetadata"]["deletedDeveloperMetadata"]
    missing = plain.ask("GET", f"{key}/developerMetadata/7")
    assert (404, "No developer metadata with ID 7.") == (
        missing.status_code,
        missing.json()["error"]["message"],
    )
    plain.done(key, mark(7))


def test_a_mark_is_changed(plain, key):
    """Its value, not its id."""
    plain.done(key, mark(7))
    lookup = {"developerMetadataLookup": {"metadataId": 7}}
    asked = {
        "dataFilters": [lookup],
        "developerMetadata": {"metadataValue": "done"},
        "fields": "metadataValue",
    }

    (reply,) = plain.done(key, {"updateDeveloperMetadata": asked})

    (changed,) = reply["updateDeveloperMetadata"]["developerMetadata"]
    assert (7, "done", "run") == (
        changed["metadataId"],
        changed["metadataValue"],
        changed["metadataKey"],
    )


def test_marks_come_with_the_file(plain, key):
    """Of the file, of a tab, of a row."""
    place = {"sheetId": 0, "dimension": "ROWS", "startIndex": 1, "endIndex": 2}
    plain.done(
        key,
        mark(1),
        mark(2, location={"sheetId": 0}),
        mark(3, location={"dimensionRange": place}),
    )

    fields = "developerMetadata.metadataId,sheets(developerMetadata.metadataId,"
    fields += "data.rowMetadata.developerMetadata.metadataId)"
    answer = plain.ask("GET", f"{key}?ranges=A1:A3&fields={fields}").json()
    assert [{"metadataId": 1}] == answer["developerMetadata"]
    assert [{"metadataId": 2}] == answer["sheets"][0]["developerMetadata"]
    assert [{}, {"developerMetadata": [{"metadataId": 3}]}, {}] == (
        answer["sheets"][0]["data"][0]["rowMetadata"]
    )


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"metadataId": -1}, "must be positive."),
        ({"metadataKey": ""}, "No metadataKey specified."),
        ({"visibility": None}, "No visibility specified."),
        ({"location": {}}, "Exactly one location must be specified."),
        ({"metadataValue": "x" * 30_000}, "30000 characters at most."),
        (
            {"location": {"dimensionRange": {"dimension": "ROWS", "startIndex": 0, "endIndex": 2}}},
            "a single row or column",
        ),
    ],
)
def test_a_mark_that_is_none(plain, key, wrong, said):
    """It is refused."""
    assert said in plain.refused(key, mark(7, **wrong))
