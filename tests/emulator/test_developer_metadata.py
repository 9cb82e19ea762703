"""Developer metadata, by which a program writes only once."""

from __future__ import annotations

import pytest


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


def unmark(**lookup):
    """Return a request that deletes developer metadata."""
    return {"deleteDeveloperMetadata": {"dataFilter": {"developerMetadataLookup": lookup}}}


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
