"""Failures on order: each kind, before and after the request is done, over a socket and in process."""

from __future__ import annotations

from contextlib import nullcontext

import pytest
import requests

from tests.emulator.in_process import in_process

STATUSES = {
    "401": "UNAUTHENTICATED",
    "403": "PERMISSION_DENIED",
    "404": "NOT_FOUND",
    "429": "RESOURCE_EXHAUSTED",
    "500": "INTERNAL",
    "503": "UNAVAILABLE",
}


@pytest.fixture(autouse=True, params=[nullcontext, in_process], ids=["socket", "in-process"])
def way(request, google):
    """How requests reach the emulator: the client sees the same."""
    with request.param(google):
        yield


@pytest.fixture
def write(key, http_client):
    """Return what writes one cell."""

    def one(text, timeout=5):
        cell = {"userEnteredValue": {"stringValue": text}}
        asked = {"start": {}, "rows": [{"values": [cell]}], "fields": "userEnteredValue"}
        return http_client.batch(key, {"updateCells": asked}, timeout=timeout)

    return one


@pytest.mark.parametrize("when", ["before", "after"])
@pytest.mark.parametrize("kind", STATUSES)
def test_a_status(google, staff, write, kind, when):
    """With `after` the request is done all the same; the next one succeeds."""
    google.fail(kind, when=when)

    answer = write("x")

    error = answer.json()["error"]
    assert (int(kind), int(kind), STATUSES[kind]) == (
        answer.status_code,
        error["code"],
        error["status"],
    )
    assert ([["x"]] if when == "after" else []) == staff.values("Sheet1")
    assert 200 == write("y").status_code


@pytest.mark.parametrize("kind", ["408", "502"])
def test_a_page_of_html(google, write, kind):
    """408 and 502 come without JSON."""
    google.fail(kind)

    answer = write("x")

    assert (int(kind), "text/html; charset=UTF-8") == (
        answer.status_code,
        answer.headers["Content-Type"],
    )
    assert answer.text.startswith("<!DOCTYPE html>")


@pytest.mark.parametrize("when", ["before", "after"])
@pytest.mark.parametrize(
    ("kind", "raised"),
    [("hang", requests.ReadTimeout), ("drop", requests.ConnectionError)],
)
def test_no_answer(google, staff, write, kind, raised, when):
    """The client waits until its time-out, or its connection is closed; the next request succeeds."""
    google.fail(kind, when=when)

    with pytest.raises(raised):
        write("x", timeout=1)

    assert ([["x"]] if when == "after" else []) == staff.values("Sheet1")
    assert 200 == write("y").status_code


def test_too_many_requests_names_the_quota(google, http_client, key, write):
    """Reading and writing have one each; there is no Retry-After."""
    google.fail("429", times=2)

    written, read = write("x"), http_client.ask("GET", key)

    assert "'Write requests per minute per user'" in written.json()["error"]["message"]
    assert "'Read requests per minute per user'" in read.json()["error"]["message"]
    assert "RATE_LIMIT_EXCEEDED" == read.json()["error"]["details"][0]["reason"]
    assert "Retry-After" not in written.headers


def test_only_the_requests_of_an_order_fail(google, http_client, key, write):
    """Those whose verb, path and name have the pattern, from the given one on, as often as ordered."""
    google.fail("503", at=2, times=2, path=r"^POST .*spreadsheets\.batchUpdate$")

    statuses = [
        write("a").status_code,
        http_client.ask("GET", key).status_code,
        *(write("b").status_code for _ in range(3)),
    ]

    assert [200, 200, 503, 503, 200] == statuses


def test_cancelled_failures_do_not_happen(google, write):
    """All of them."""
    google.fail("503", times=9)
    google.mend()

    assert 200 == write("x").status_code


def test_a_request_for_a_token_can_fail(google):
    """Only if the pattern is found in it; other failures are for API requests."""
    google.fail("403", path="POST /token", times=100)
    google.fail("404")

    assert 403 == requests.post(f"{google.address}/token", timeout=5).status_code
    assert [] == google.requests


def test_an_unknown_failure_is_refused(google):
    """The message lists those that exist."""
    with pytest.raises(ValueError, match="Choose one of: 401, 403"):
        google.fail("418")


def test_requests_are_recorded(google, key, http_client):
    """Verb, path, name, size and body of each."""
    http_client.ask("POST", f"{key}:batchUpdate?fields=replies", {"requests": []})

    (request,) = google.requests
    assert ("POST", "sheets.spreadsheets.batchUpdate") == (request.method, request.name)
    assert f"/v4/spreadsheets/{key}:batchUpdate?fields=replies" == request.path
    assert (len(request.body), b'{"requests": []}') == (request.size, request.body)
