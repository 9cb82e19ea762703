"""One emulator and one spreadsheet for each test."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.emulator import Emulator, Staff
from tests.emulator.clients import HttpClient


@pytest.fixture
def google() -> Iterator[Emulator]:
    """An emulator."""
    with Emulator() as emulator:
        yield emulator


@pytest.fixture
def key(google: Emulator) -> str:
    """The id of a spreadsheet, shared with the service account."""
    return google.new_spreadsheet("Desk")


@pytest.fixture
def http_client(google: Emulator) -> HttpClient:
    """The service account's requests."""
    return HttpClient(google)


@pytest.fixture
def staff(google: Emulator, key: str) -> Staff:
    """The owner of the spreadsheet."""
    return google.staff(key)
