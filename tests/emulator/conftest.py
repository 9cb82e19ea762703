"""One stand-in, one spreadsheet and one client per test."""

from __future__ import annotations

from datetime import date

import pytest

from tests.emulator import Emulator
from tests.emulator.talking import Plain, gspread_for


@pytest.fixture
def google():
    with Emulator(today=lambda: date(2026, 6, 9)) as emulator:
        yield emulator


@pytest.fixture
def key(google):
    return google.new_spreadsheet("Desk")


@pytest.fixture
def book(google, key, tmp_path):
    return gspread_for(google, tmp_path).open_by_key(key)


@pytest.fixture
def sheet(book):
    return book.sheet1


@pytest.fixture
def plain(google, tmp_path):
    return Plain(google, tmp_path)


@pytest.fixture
def staff(google, key):
    return google.staff(key)
