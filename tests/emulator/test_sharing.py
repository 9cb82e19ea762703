"""Who a spreadsheet is shared with decides what they may do."""

from __future__ import annotations

import pytest
from gspread.exceptions import APIError, SpreadsheetNotFound

from tests.emulator.talking import gspread_for


def test_an_unshared_spreadsheet_is_denied(google, tmp_path, plain):
    """403 in Google's words, which gspread turns into PermissionError."""
    key = google.new_spreadsheet("Private", share=[])

    answer = plain.ask("GET", key)

    assert 403 == answer.status_code
    assert {
        "error": {
            "code": 403,
            "message": "The caller does not have permission",
            "status": "PERMISSION_DENIED",
        }
    } == answer.json()
    with pytest.raises(PermissionError):
        gspread_for(google, tmp_path).open_by_key(key)


def test_an_unknown_spreadsheet_is_not_found(google, tmp_path, plain):
    """404 in Google's words, which gspread turns into SpreadsheetNotFound."""
    answer = plain.ask("GET", "test")

    assert {
        "error": {
            "code": 404,
            "message": "Requested entity was not found.",
            "status": "NOT_FOUND",
        }
    } == answer.json()
    with pytest.raises(SpreadsheetNotFound):
        gspread_for(google, tmp_path).open_by_key("test")


def test_a_reader_reads_and_writes_nothing(google, book, key):
    """Sharing for reading lets values be read and refuses every write."""
    google.share(key, google.email, "reader")

    assert [[]] == book.sheet1.get_values("A1")
    with pytest.raises(APIError, match="does not have permission"):
        book.sheet1.update([["x"]], "A1")
    assert [] == google.staff(key).values("Sheet1")


def test_sharing_can_end(google, book, key):
    """Who is shut out is denied from the next request on."""
    google.share(key, google.email, None)

    with pytest.raises(APIError, match="does not have permission"):
        book.fetch_sheet_metadata()


def test_an_unknown_path_is_no_part_of_the_api(plain):
    """Google answers a page of HTML where there is no method."""
    answer = plain.ask("GET", "/v4/nothing")

    assert (404, "text/html; charset=UTF-8") == (
        answer.status_code,
        answer.headers["Content-Type"],
    )
