"""Who may read and write a spreadsheet."""

from __future__ import annotations

import pytest


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
