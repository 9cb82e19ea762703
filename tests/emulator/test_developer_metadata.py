"""Developer metadata, by which a program writes only once."""

from __future__ import annotations

import pytest

from tests.emulator.behaviour import InUse


def mark(number, **more):
    """Return a request that makes developer metadata on the file."""
    made = {
        "metadataId": number,
        "metadataKey": "run",
        "metadataValue": f"run {number}",
        "visibility": "DOCUMENT",
        "location": {"spreadsheet": True},
    }
    return {"createDeveloperMetadata": {"developerMetadata": made | more}}


def write(text):
    """Return a request that writes into the first cell."""
    cell = {"userEnteredValue": {"stringValue": text}}
    return {
        "updateCells": {"start": {}, "rows": [{"values": [cell]}], "fields": "userEnteredValue"}
    }


def unmark(**lookup):
    """Return a request that deletes developer metadata."""
    return {"deleteDeveloperMetadata": {"dataFilter": {"developerMetadataLookup": lookup}}}


def test_an_id_can_be_used_once(http_client, key, staff):
    """A second request with it is refused, and the rest of its update with it."""
    http_client.done(key, mark(202606))

    said = http_client.refused(key, write("second"), mark(202606))

    assert "Invalid requests[1].createDeveloperMetadata: Developer metadata with ID 202606" in said
    assert [] == staff.values("Sheet1")


def test_an_id_is_free_again_after_it_was_deleted(http_client, key):
    """The reply shows what was deleted."""
    (reply,) = http_client.done(key, mark(7))
    made = reply["createDeveloperMetadata"]["developerMetadata"]
    assert {"locationType": "SPREADSHEET", "spreadsheet": True} == made["location"]

    deleted, _ = http_client.done(key, unmark(metadataId=7), mark(7))

    assert [made] == deleted["deleteDeveloperMetadata"]["deletedDeveloperMetadata"]


@pytest.mark.parametrize(
    ("lookup", "left"),
    [
        ({"metadataId": 8}, [7]),
        ({"metadataKey": "run"}, [8]),
        ({"metadataValue": "run 7"}, [8]),
        ({"locationType": "SHEET"}, [7, 8]),
        ({"metadataKey": "run", "metadataId": 8}, [7, 8]),
        ({"visibility": "DOCUMENT"}, []),
    ],
)
def test_all_fields_of_a_lookup_must_match(http_client, key, lookup, left):
    """What matches is deleted."""
    http_client.done(key, mark(7), mark(8, metadataKey="month"))

    http_client.done(key, unmark(**lookup))

    found = http_client.get(key, "developerMetadata.metadataId")
    assert left == [note["metadataId"] for note in found.get("developerMetadata", [])]


@pytest.mark.parametrize(
    "data_filter",
    [
        {"a1Range": "A1"},
        {"developerMetadataLookup": {"metadataLocation": {"spreadsheet": True}}},
        {"developerMetadataLookup": {"locationMatchingStrategy": "INTERSECTING_LOCATION"}},
    ],
)
def test_other_lookups_are_not_answered(http_client, key, data_filter):
    """By cells, or by a position: 501."""
    asked = {"deleteDeveloperMetadata": {"dataFilter": data_filter}}

    assert 501 == http_client.batch(key, asked).status_code


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"metadataId": -1}, "must be positive."),
        ({"metadataKey": ""}, "No metadataKey specified."),
        ({"visibility": None}, "No visibility specified."),
        ({"location": {}}, "Exactly one location must be specified."),
    ],
)
def test_incomplete_metadata_is_refused(http_client, key, wrong, said):
    """Without a key, a visibility or a location."""
    assert said in http_client.refused(key, mark(7, **wrong))


def test_a_file_has_room_for_thirty_thousand_letters(http_client, key):
    """Keys and values together."""
    http_client.done(key, mark(1, metadataKey="k", metadataValue="x" * 29_999))

    assert "30000 characters at most" in http_client.refused(key, mark(2))


def test_metadata_of_tabs_rows_and_columns_is_not_answered(http_client, key):
    """The desk has that of the file only: 501."""
    assert 501 == http_client.batch(key, mark(7, location={"sheetId": 0})).status_code


@pytest.mark.parametrize("how", ["400", "409", "500"])
def test_an_id_in_use_is_refused_with_the_status_that_is_asked_for(
    google, http_client, key, staff, how
):
    """Whatever the status, nothing of the update is done."""
    google.behave(key, ids=InUse(how))
    http_client.done(key, mark(7))

    answer = http_client.batch(key, write("second"), mark(7))

    assert int(how) == answer.status_code
    assert [] == staff.values("Sheet1")


@pytest.mark.parametrize(
    ("how", "left"),
    [
        ("partly", [(7, "first")]),
        ("accepted", [(7, "first"), (7, "second")]),
        ("replaced", [(7, "second")]),
        ("renumbered", [(7, "first"), (None, "second")]),
    ],
)
def test_an_id_in_use_is_treated_otherwise_on_request(google, http_client, key, staff, how, left):
    """The rest of the update is done, also where the id itself is refused."""
    google.behave(key, ids=InUse(how))
    http_client.done(key, mark(7, metadataValue="first"))

    answer = http_client.batch(key, write("second"), mark(7, metadataValue="second"))

    assert (400 if how == "partly" else 200) == answer.status_code
    assert [["second"]] == staff.values("Sheet1")
    notes = [(one["metadataId"], one["metadataValue"]) for one in staff.book.metadata]
    assert left == [(number if number == 7 else None, value) for number, value in notes]
