"""Files: deleted, and restored from their version history."""

from __future__ import annotations

import pytest


def test_a_file_is_answered_until_it_is_deleted(google, key, http_client):
    """Then it is as one that was never there."""
    assert 200 == http_client.ask("GET", key).status_code

    google.delete_for_ever(key)
    assert 404 == http_client.ask("GET", key).status_code


@pytest.mark.parametrize("notes", [True, False])
def test_a_restored_version_has_cells_and_tabs_of_then(google, key, http_client, staff, notes):
    """Who may open it stays as it is; its notes are those of then or of now."""

    def note(number):
        one = {"metadataId": number, "metadataKey": "k", "visibility": "DOCUMENT"}
        one["location"] = {"spreadsheet": True}
        http_client.done(key, {"createDeveloperMetadata": {"developerMetadata": one}})

    staff.type("Sheet1", "A1", "then")
    note(7)
    version = google.version(key)
    staff.type("Sheet1", "A1", "now")
    staff.add_tab("New")
    staff.rename_tab("Sheet1", "Old")
    note(8)
    google.share(key, "hana@example.com")

    google.restore(key, version, notes=notes)
    google.restore(key, version, notes=notes)  # a version can be restored again

    assert (["Sheet1"], [["then"]]) == (staff.tabs, staff.values("Sheet1"))
    assert ([7] if notes else [7, 8]) == [one["metadataId"] for one in staff.book.metadata]
    assert "hana@example.com" in staff.book.roles


@pytest.mark.parametrize(
    "path",
    ["/upload/drive/v3/files?uploadType=multipart", "/batch/drive/v3", "/resumable/upload/x"],
)
def test_uploads_and_batches_of_requests_are_not_answered(http_client, path):
    """501, not 404: Google does them."""
    assert 501 == http_client.ask("POST", path, {}).status_code
