"""Failures on order: each kind, before and after the request is done."""

from __future__ import annotations

import pytest
import requests
from google.auth.exceptions import RefreshError
from gspread.exceptions import APIError

from tests.emulator.talking import gspread_for

STATUSES = {
    "401": "UNAUTHENTICATED",
    "403": "PERMISSION_DENIED",
    "404": "NOT_FOUND",
    "429": "RESOURCE_EXHAUSTED",
    "500": "INTERNAL",
    "503": "UNAVAILABLE",
}


@pytest.fixture
def write(google, key, plain):
    """Sign in, then return what writes one cell with a time-out of 0.3 seconds."""
    plain.ask("GET", key)
    google.requests.clear()
    path = f"{google.address}/v4/spreadsheets/{key}/values/A1?valueInputOption=RAW"

    def one(text, timeout=0.3):
        return plain._session.put(path, json={"values": [[text]]}, timeout=timeout)

    return one


@pytest.mark.parametrize("when", ["before", "after"])
@pytest.mark.parametrize("kind", STATUSES)
def test_a_status_in_googles_words(google, staff, write, kind, when):
    """`after` has done the request all the same; the next one succeeds."""
    google.fail(kind, when=when, times=3 if kind == "401" else 1)

    answer = write("x")

    error = answer.json()["error"]
    assert (int(kind), int(kind), STATUSES[kind]) == (
        answer.status_code,
        error["code"],
        error["status"],
    )
    assert ([["x"]] if when == "after" else []) == staff.values("Sheet1")
    google.mend()
    assert 200 == write("y").status_code


@pytest.mark.parametrize("kind", ["408", "502"])
def test_a_page_of_html(google, write, kind):
    """Not every answer is JSON."""
    google.fail(kind)

    answer = write("x")

    assert (int(kind), "text/html; charset=UTF-8") == (
        answer.status_code,
        answer.headers["Content-Type"],
    )
    assert answer.text.startswith("<!DOCTYPE html>")


def test_gspread_survives_a_page_of_html(google, book):
    """The real client turns it into its own exception."""
    google.fail("502")

    with pytest.raises(APIError, match="502"):
        book.fetch_sheet_metadata()


@pytest.mark.parametrize("when", ["before", "after"])
@pytest.mark.parametrize(
    ("kind", "raised"),
    [("hang", requests.ReadTimeout), ("drop", requests.ConnectionError)],
)
def test_no_answer_at_all(google, staff, write, kind, raised, when):
    """The client waits until its time-out, or is cut off at once; others are still answered."""
    google.fail(kind, when=when)

    with pytest.raises(raised):
        write("x")

    assert ([["x"]] if when == "after" else []) == staff.values("Sheet1")
    assert 200 == write("y", timeout=5).status_code


def test_too_many_requests_says_which_quota(google, plain, key, write):
    """Reading and writing have quotas of their own; when to come back is not said."""
    google.fail("429", times=2)

    written, read = write("x"), plain.ask("GET", key)

    assert "'Write requests per minute per user'" in written.json()["error"]["message"]
    assert "'Read requests per minute per user'" in read.json()["error"]["message"]
    assert "RATE_LIMIT_EXCEEDED" == read.json()["error"]["details"][0]["reason"]
    assert "Retry-After" not in written.headers


def test_the_right_request_fails(google, plain, key, write):
    """Counted from now on, among those that fit, as often as ordered."""
    google.fail("503", at=2, times=2, path="values")

    statuses = [
        write("a").status_code,
        plain.ask("GET", key).status_code,
        *(write("b").status_code for _ in range(3)),
    ]

    assert [200, 200, 503, 503, 200] == statuses


def test_a_method_can_be_named(google, plain, key, write):
    """As Google calls it."""
    google.fail("500", path=r"spreadsheets\.batchUpdate$")

    assert 200 == write("x").status_code
    assert 500 == plain.batch(key, {"clearBasicFilter": {"sheetId": 0}}).status_code


def test_signing_in_can_fail_too(google, key, tmp_path):
    """Only where the path says so; other failures wait for API requests."""
    google.fail("403", path="POST /token", times=100)
    google.fail("404", path="spreadsheets")

    with pytest.raises(RefreshError):
        gspread_for(google, tmp_path).open_by_key(key).fetch_sheet_metadata()
    assert [] == google.requests


def test_a_failure_that_there_is_not(google):
    """The choice is told."""
    with pytest.raises(ValueError, match="Choose one of: 401, 403"):
        google.fail("418")


def test_requests_are_counted_with_their_bytes(google, key, write):
    """Verb, path, name, size and body of each."""
    write("x")

    (request,) = google.requests
    assert ("PUT", "sheets.spreadsheets.values.update") == (request.method, request.name)
    assert f"/v4/spreadsheets/{key}/values/A1?valueInputOption=RAW" == request.path
    assert (len(request.body), b'{"values": [["x"]]}') == (request.size, request.body)
