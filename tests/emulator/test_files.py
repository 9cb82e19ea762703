"""Files: shared, deleted, and restored from their version history."""

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


def test_a_spreadsheet_that_is_not_shared_is_denied(google, http_client, key):
    """403."""
    google.share(key, google.email, None)

    answer = http_client.ask("GET", key)

    error = {
        "code": 403,
        "message": "The caller does not have permission",
        "status": "PERMISSION_DENIED",
    }
    assert (403, {"error": error}) == (answer.status_code, answer.json())


def test_an_unknown_spreadsheet_is_not_found(http_client):
    """404."""
    answer = http_client.ask("GET", "test")

    error = {"code": 404, "message": "Requested entity was not found.", "status": "NOT_FOUND"}
    assert (404, {"error": error}) == (answer.status_code, answer.json())


@pytest.mark.parametrize("role", ["reader", "commenter"])
def test_who_may_only_read_cannot_write(google, http_client, key, role):
    """Reading gets 200, writing 403."""
    google.share(key, google.email, role)

    assert 200 == http_client.values(key, "A1").status_code
    assert 403 == http_client.batch(key, {"deleteSheet": {"sheetId": 0}}).status_code
