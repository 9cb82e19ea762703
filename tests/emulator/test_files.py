"""Files: Excel files, the bin, copies, and an organisation that does not let everybody be invited."""

from __future__ import annotations

import pytest

from tests.emulator.emulator import SharingError


def test_an_excel_file_is_no_spreadsheet(google, http_client):
    """It opens in the browser, and the API refuses it: 400."""
    key = google.new_spreadsheet("Desk.xlsx", office=True)

    answer = http_client.ask("GET", key)

    error = {
        "code": 400,
        "message": "This operation is not supported for this document",
        "status": "FAILED_PRECONDITION",
    }
    assert (400, {"error": error}) == (answer.status_code, answer.json())


def test_a_file_in_the_bin_is_answered_until_it_is_deleted(google, key, http_client):
    """The API does not show the bin."""
    google.bin(key)
    assert 200 == http_client.ask("GET", key).status_code

    google.delete_for_ever(key)
    assert 404 == http_client.ask("GET", key).status_code


def test_a_copy_is_shared_with_nobody(google, key, http_client, staff):
    """It has the cells and the notes of the file, another id, and belongs to whoever made it."""
    staff.type("Sheet1", "A1", "Hana")
    note = {"metadataId": 7, "metadataKey": "k", "visibility": "DOCUMENT"}
    note["location"] = {"spreadsheet": True}
    http_client.done(key, {"createDeveloperMetadata": {"developerMetadata": note}})

    copy = google.make_copy(key, "hana@example.com")

    assert 403 == http_client.ask("GET", copy).status_code
    book = google.staff(copy, "hana@example.com").book
    assert ("Copy of Desk", [7]) == (
        book.properties["title"],
        [one["metadataId"] for one in book.metadata],
    )
    assert [["Hana"]] == google.staff(copy, "hana@example.com").values("Sheet1")


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


def test_an_organisation_may_not_let_a_service_account_be_invited(google):
    """Sharing is refused; who is in its domain may be invited."""
    key = google.new_spreadsheet("Desk", share=(), domains=["example.com"])

    google.share(key, "hana@example.com")
    with pytest.raises(SharingError, match="outside the domains"):
        google.share(key, google.email)


@pytest.mark.parametrize(
    "path",
    ["/upload/drive/v3/files?uploadType=multipart", "/batch/drive/v3", "/resumable/upload/x"],
)
def test_uploads_and_batches_of_requests_are_not_answered(http_client, path):
    """501, not 404: Google does them."""
    assert 501 == http_client.ask("POST", path, {}).status_code
