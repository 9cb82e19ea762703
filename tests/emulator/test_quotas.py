"""Quotas: counted for each person and each project, within a minute of a clock that tests wind."""

from __future__ import annotations

from datetime import date

import pytest

from tests.emulator import Emulator
from tests.emulator.api_errors import ApiError
from tests.emulator.clients import HttpClient
from tests.emulator.quotas import MINUTE, PER_PERSON, PER_PROJECT, Quotas


class Clock:
    """A clock that stands until it is wound."""

    now = 0.0


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def quotas(clock):
    return Quotas(lambda: clock.now)


def count(quotas, times, email="a@made-up.example", *, reading=True):
    """Count some requests of one person."""
    for _ in range(times):
        quotas.count(email, reading=reading)


def test_a_person_has_sixty_requests_a_minute(quotas, clock):
    """The next is refused until the first is a minute old; reading and writing have a quota each."""
    count(quotas, PER_PERSON)
    count(quotas, PER_PERSON, reading=False)
    with pytest.raises(ApiError, match="'Read requests per minute per user'") as refused:
        count(quotas, 1)

    clock.now = MINUTE
    count(quotas, 1)

    assert (429, "RESOURCE_EXHAUSTED") == (refused.value.code, refused.value.status)


def test_a_project_has_three_hundred(quotas):
    """Its people together; another project has its own."""
    for person in range(PER_PROJECT // PER_PERSON):
        count(quotas, PER_PERSON, f"{person}@made-up.example")

    with pytest.raises(ApiError, match="limit 'Read requests per minute' of service"):
        count(quotas, 1, "new@made-up.example")
    count(quotas, 1, "new@another.example")


def test_requests_beyond_a_quota_are_not_done(clock):
    """429 without Retry-After, and a minute later they are."""
    quotas = Quotas(lambda: clock.now)
    with Emulator(today=lambda: date(2026, 6, 9), quotas=quotas) as google:
        key = google.new_spreadsheet("Desk")
        count(quotas, PER_PERSON, google.email, reading=False)
        http_client = HttpClient(google)
        asked = {"addSheet": {"properties": {"title": "New"}}}

        refused = http_client.batch(key, asked)
        assert ["Sheet1"] == google.staff(key).tabs
        clock.now = MINUTE
        done = http_client.batch(key, asked)

    assert (429, None, 200) == (
        refused.status_code,
        refused.headers.get("Retry-After"),
        done.status_code,
    )


def test_a_request_of_more_than_three_minutes_is_not_done(google, key, http_client, staff):
    """Nobody waits for them."""
    google.takes(lambda request: 181.0 if "batchUpdate" in request.path else 0.0)

    answer = http_client.batch(key, {"addSheet": {"properties": {"title": "New"}}})

    assert (504, ["Sheet1"]) == (answer.status_code, staff.tabs)


def test_large_requests_are_done_and_listed(google, key, http_client):
    """Google advises 2 MB and has no limit."""
    cell = {"userEnteredValue": {"stringValue": "x" * 40_000}}
    rows = [{"values": [cell]}] * 60
    asked = {"updateCells": {"start": {}, "rows": rows, "fields": "userEnteredValue"}}

    http_client.done(key, asked)

    assert ["sheets.spreadsheets.batchUpdate"] == [one.name for one in google.large_requests]
